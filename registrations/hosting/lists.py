"""The list of one session or table: who has a seat there, who was added, and who is present.

A list tells names, organisations and roles, and nothing else: no addresses, no needs, no other
tables. Who waits is not on it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q
from django.utils.translation import gettext as _

from registrations.companions import number_companions
from registrations.door.acts import acts_of
from registrations.door.merging import IN, Act, merged
from registrations.door.places import TABLE
from registrations.filtering.searching import Found, search
from registrations.hosting.links import place_key
from registrations.models import Choice, HostLink, Registration
from registrations.querysets import ChoiceQuerySet, RegistrationQuerySet

SHORTEST, MOST_FOUND = 3, 8  # letters of a name; people shown


@dataclass(frozen=True)
class Line:
    """Somebody on the list. `standing` are the acts of coming in that nobody took back, the first
    one first; `noted` is how many there were, taken back or not.

    Who is not `listed` has no seat here, and was added by who keeps the list.
    """

    code: str
    name: str
    companion: str
    organisation: str
    role: str
    listed: bool
    standing: tuple[Act, ...]
    noted: int

    @property
    def present(self) -> bool:
        """Whether they are noted as present."""
        return bool(self.standing)

    @property
    def since(self) -> datetime | None:
        """When they were first noted."""
        return self.standing[0].at if self.standing else None


@dataclass(frozen=True)
class HostList:
    """Everybody with a seat here, or noted here without one, by name; a party together."""

    everybody: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Who has a seat here."""
        return tuple(line for line in self.everybody if line.listed)

    @property
    def others(self) -> tuple[Line, ...]:
        """Who is present without a seat here."""
        return tuple(line for line in self.everybody if line.present and not line.listed)

    @property
    def absent(self) -> tuple[Line, ...]:
        """Who has a seat here and is not noted yet."""
        return tuple(line for line in self.lines if not line.present)

    @property
    def present(self) -> int:
        """How many of who has a seat here are present."""
        return len(self.lines) - len(self.absent)

    def line(self, code: str) -> Line | None:
        """The line of one person; None when they are not on the list."""
        return next((one for one in self.everybody if one.code == code), None)


def list_of(link: HostLink) -> HostList:
    """The list as it stands; at most five queries, however many people."""
    event, about = link.event, _about(link)
    seats = set(_seats(link).values_list("registration", flat=True))
    noted = event.door_acts.filter(kind=IN, **about).order_by().values("registration")
    people = event.registrations.remembered().select_related("role", "lead").by_party()
    found = list(people.filter(Q(pk__in=seats) | Q(pk__in=noted)))
    number_companions(found)
    here = _noted_here(link, found)
    return HostList(tuple(_line(one, one.pk in seats, here[one.code]) for one in found))


def may_be_added(link: HostLink) -> RegistrationQuerySet:
    """Who can be put on this list: with a certain seat at the gathering, and none here."""
    people: RegistrationQuerySet = link.event.registrations.seated().remembered().by_name()
    return people.exclude(pk__in=_seats(link).values("registration"))


def named(people: RegistrationQuerySet, words: str) -> Found:
    """Who of these people is called so, and whose name comes near; nobody for too few letters.

    By their names alone: who keeps a list is not to find everybody of an organisation.
    """
    if len(words.strip()) < SHORTEST:
        return Found(people.none())
    return search(people, words, names_only=True)


def key_of_coming(link: HostLink, code: str, noted: int) -> UUID:
    """The key under which somebody is noted as present, for the next time.

    It follows from what is noted already, so that two presses of one button are one act.
    """
    return uuid5(NAMESPACE_URL, f"host/{link.pk}/{code}/{noted}")


def _seats(link: HostLink) -> ChoiceQuerySet:
    """The choices with a seat here, of people who have a seat at the gathering."""
    people = link.event.registrations.holding_a_seat().order_by().values("pk")
    return Choice.objects.seated().filter(registration__in=people, **_about(link)).order_by()


def _about(link: HostLink) -> dict[str, object]:
    """What choices and acts here are of: the table, or the session with all of its tables."""
    return {"table": link.table} if link.table else {"session": link.session}


def _noted_here(link: HostLink, people: list[Registration]) -> dict[str, tuple[list[Act], int]]:
    """By person: what stands here, and how many acts of coming in there were; two queries."""
    places = {place_key(link.session, link.table)}
    if link.table is None:
        places |= {f"{TABLE}{code}" for code in link.session.tables.values_list("code", flat=True)}
    found: dict[str, tuple[list[Act], int]] = defaultdict(lambda: ([], 0))
    for (person, place), presence in merged(acts_of(one.pk for one in people)).items():
        if place in places:
            standing, noted = found[person]
            both = sorted([*standing, *presence.standing], key=lambda act: act.order)
            noted += len(presence.standing) + presence.taken_back
            found[person] = (both, noted)
    return found


def _line(person: Registration, listed: bool, noted: tuple[list[Act], int]) -> Line:
    lead = person.lead
    return Line(
        code=person.code,
        name=person.known_as,
        companion=_("comes with %(name)s") % {"name": lead.full_name}
        if lead and not person.nameless
        else "",
        organisation=person.organisation,
        role=person.role.name if person.role else "",
        listed=listed,
        standing=tuple(noted[0]),
        noted=noted[1],
    )
