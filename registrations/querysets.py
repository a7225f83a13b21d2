"""Sentences about registrations and choices."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, models
from django.db.models.functions import Coalesce, Collate, Lower, NullIf

from festival.names import folded, is_infix
from registrations.states import (
    HELD_FOR_A_WHILE,
    HOLDS_SEAT,
    LIVE,
    SEATED,
    ChoiceStatus,
    Status,
)

NO_NAME = "\uffff"  # after every name


def names_in_order(database: str, *, of: str = "", parties: bool = False) -> list[Any]:
    """The one order of a Dutch list of names; `of` leads to the registration, as `registration__`.

    Who came along without a name stands after whom they came with; with `parties` all who came
    along do. PostgreSQL would sort by the habits of the database's language, in which the space
    and the tab between the parts do not count; SQLite compares plainly already.
    """
    own, lead = (NullIf(f"{of}{path}sort_name", models.Value("")) for path in ("", "lead__"))
    name: Any = Coalesce(*((lead, own) if parties else (own, lead)), models.Value(NO_NAME))
    if connections[database].vendor == "postgresql":
        name = Collate(name, "C")
    return [name, Coalesce(f"{of}lead_id", f"{of}id"), f"{of}id"]


class RegistrationQuerySet(models.QuerySet[Any]):
    """Registrations, by what they hold."""

    def holding_a_seat(self) -> "RegistrationQuerySet":
        """Those that count against the capacity."""
        return self.filter(status__in=HOLDS_SEAT)

    def live(self) -> "RegistrationQuerySet":
        """Those that hold a seat or wait for one."""
        return self.filter(status__in=LIVE)

    def without_seat(self) -> "RegistrationQuerySet":
        """Those that hold no seat: who waits, and who cancelled."""
        return self.exclude(status__in=HOLDS_SEAT)

    def gone_with_the_event(self) -> "RegistrationQuerySet":
        """Those that were cancelled because the event was: who would have come, or waited."""
        return self.filter(cancelled_at=models.F("event__cancelled_at"))

    def seated(self) -> "RegistrationQuerySet":
        """Those whose seat is theirs for certain."""
        return self.filter(status__in=SEATED)

    def checked_in(self) -> "RegistrationQuerySet":
        """Those who came in."""
        return self.filter(status=Status.ATTENDED)

    def with_seats_since(self, moment: datetime) -> "RegistrationQuerySet":
        """Of those who lead a party: parties in which somebody had a seat by then, and has."""
        had = models.Q(confirmed_at=None) | models.Q(confirmed_at__lt=moment)
        seated = self.model._default_manager.seated().filter(had)
        own = models.Q(pk__in=seated.values("pk"))
        return self.filter(own | models.Q(pk__in=seated.exclude(lead=None).values("lead")))

    def new_since(self, moment: datetime) -> "RegistrationQuerySet":
        """Those who signed up after that, or got the seat they waited for."""
        moved_up = models.Q(waiting_since__isnull=False, confirmed_at__gt=moment)
        return self.filter(models.Q(created_at__gt=moment) | moved_up)

    def to_be_reminded(self, kind: str) -> "RegistrationQuerySet":
        """Those who want such mails, and did not get the one of this kind yet."""
        reachable = self.filter(unwanted_at=None, forgotten_at=None)
        done = self.model._meta.get_field("reminded").related_model.objects
        return reachable.exclude(pk__in=done.filter(kind=kind).values("registration"))

    def of_parties(self, leads: Any) -> "RegistrationQuerySet":
        """Everybody in the parties that these lead."""
        return self.filter(models.Q(pk__in=leads) | models.Q(lead__in=leads))

    def waiting(self) -> "RegistrationQuerySet":
        """Those in line, the first one first."""
        return self.filter(status=Status.WAITING).order_by("waiting_since", "id")

    def ready(self) -> "RegistrationQuerySet":
        """Those who do not let others go first for a while."""
        return self.filter(passes_until=None)

    def awake(self, now: datetime) -> "RegistrationQuerySet":
        """Those who let others go first for long enough, until the event is over."""
        passed = self.filter(status=Status.WAITING, passes_until__lte=now)
        return passed.filter(event__ends_at__gt=now)

    def held(self) -> "RegistrationQuerySet":
        """Those whose seat is kept for a while: offered, or until the address is confirmed."""
        return self.filter(status__in=HELD_FOR_A_WHILE)

    def offered(self) -> "RegistrationQuerySet":
        """Those who may say whether they want the seat that came free."""
        return self.filter(status=Status.OFFERED)

    def pending(self) -> "RegistrationQuerySet":
        """Those who still have to confirm their address."""
        return self.filter(status=Status.PENDING)

    def lapsed(self, now: datetime) -> "RegistrationQuerySet":
        """Those whose seat is no longer kept, the longest one first, until the event is over."""
        over = self.held().filter(hold_until__lte=now, event__ends_at__gt=now)
        return over.order_by("hold_until", "id")

    def soon_lapsed(self, now: datetime, within: timedelta) -> "RegistrationQuerySet":
        """Those who have little time left to answer an offer, and were not told so."""
        ending = models.Q(hold_until__gt=now, hold_until__lte=now + within, urged_at=None)
        return self.offered().filter(ending).order_by("hold_until", "id")

    def of_party(self, key: int) -> "RegistrationQuerySet":
        """Everybody of one party: who leads it, and the companions in the order they came."""
        return self.filter(models.Q(pk=key) | models.Q(lead=key)).order_by("id")

    def moved_up(self) -> "RegistrationQuerySet":
        """Those who waited, and got a seat."""
        return self.filter(waiting_since__isnull=False, confirmed_at__isnull=False)

    def of_events_before(self, moment: datetime) -> "RegistrationQuerySet":
        """Those for an event that had ended by then."""
        return self.filter(event__ends_at__lte=moment)

    def with_needs(self) -> "RegistrationQuerySet":
        """Those of who told what they need."""
        return self.exclude(access_needs="", diet_needs="")

    def remembered(self) -> "RegistrationQuerySet":
        """Those whose personal data has not been erased."""
        return self.filter(forgotten_at=None)

    def with_status(self, status: str) -> "RegistrationQuerySet":
        """Those in one state."""
        return self.filter(status=status)

    def of_address(self, email: str) -> "RegistrationQuerySet":
        """Those signed up with this address, whatever its capitals."""
        found: RegistrationQuerySet = self.alias(address=Lower("email")).filter(
            address=email.lower()
        )
        return found

    def of_addresses(self, emails: Iterable[str]) -> "RegistrationQuerySet":
        """Those signed up with one of these addresses, all in small letters."""
        found: RegistrationQuerySet = self.alias(address=Lower("email")).filter(
            address__in=list(emails)
        )
        return found

    def leading(self) -> "RegistrationQuerySet":
        """Those who signed up, for themselves or for others as well."""
        return self.filter(lead=None)

    def of_live_parties(self) -> "RegistrationQuerySet":
        """Of those who lead a party: those of which anybody holds a seat or waits for one."""
        others = self.model._default_manager.live().filter(lead=models.OuterRef("pk"))
        return self.filter(models.Q(status__in=LIVE) | models.Exists(others))

    def to_come(self, now: datetime) -> "RegistrationQuerySet":
        """Those for a gathering that is not over and was not called off."""
        return self.filter(event__ends_at__gt=now, event__cancelled_at=None)

    def in_role(self, role: Any) -> "RegistrationQuerySet":
        """Those who come in one role."""
        return self.filter(role=role)

    def companions(self) -> "RegistrationQuerySet":
        """Those who came along with somebody who signed them up."""
        return self.filter(lead__isnull=False)

    def bringing_a_case(self) -> "RegistrationQuerySet":
        """Those with a case of their own."""
        return self.exclude(case=None)

    def choosing(self, holder: Any) -> "RegistrationQuerySet":
        """Those with a choice for one table, or one session as a whole, that they did not give up."""
        about = {"table": holder} if holder._meta.model_name == "table" else {"session": holder}
        standing = ~models.Q(status=ChoiceStatus.RELEASED)
        choices = self.model._meta.get_field("choices").related_model.objects
        return self.filter(pk__in=choices.filter(standing, **about).values("registration"))

    def labelled(self, tags: Any) -> "RegistrationQuerySet":
        """Those with one of these labels."""
        ties = self.model.tags.through._default_manager
        return self.filter(pk__in=ties.filter(tag__in=list(tags)).values("registration"))

    def agreeing_to(self, key: str) -> "RegistrationQuerySet":
        """Those who gave a consent themselves and did not withdraw it; nobody did for companions."""
        given = self.model._meta.get_field("consents").related_model.objects
        standing = given.filter(text__key=key, withdrawn_at=None)
        return self.filter(pk__in=standing.values("registration"))

    def with_mail_problems(self) -> "RegistrationQuerySet":
        """Those whose mail came back, or of whom the mail server refused a message."""
        recipients = self.model._meta.get_field("group_mails").related_model.objects
        failed = recipients.filter(state__in=("refused", "bounced")).values("registration")
        came_back = self.model._meta.get_field("bounce").related_model.objects
        return self.filter(
            pk__in=came_back.order_by().values("registration").union(failed.order_by())
        )

    def of_organisations(self) -> "RegistrationQuerySet":
        """Those who come for an organisation."""
        return self.exclude(organisation="")

    def newest_first(self) -> "RegistrationQuerySet":
        """Who signed up last stands first."""
        return self.order_by("-created_at", "-id")

    def by_organisation(self) -> "RegistrationQuerySet":
        """By organisation, who comes for none last, and within it by name."""
        bare = models.Case(models.When(organisation="", then=1), default=0)
        return self.order_by(bare, Lower("organisation"), *names_in_order(self.db))

    def by_name(self) -> "RegistrationQuerySet":
        """In the order of a Dutch list of names."""
        return self.order_by(*names_in_order(self.db))

    def by_party(self) -> "RegistrationQuerySet":
        """In the order of a Dutch list of names, who came along under who signed them up."""
        return self.order_by(*names_in_order(self.db, parties=True))

    def named_like(
        self, words: str, *, addresses: bool = True, organisations: bool = True
    ) -> "RegistrationQuerySet":
        """Those whose name, or organisation or e-mail where those are asked, holds each word.

        Capitals and accents do not count; a database may know that only of plain letters, so the
        organisations are read for it, in one query. An infix counts only when nothing else was
        typed: `v.d. Berg` also finds `Berg`.
        """
        typed = words.split()
        telling = [word for word in typed if not is_infix(word)] or typed
        accented = self._accented_organisations() if organisations else {}
        found = self
        for word in telling:
            bare = folded(word)
            about = models.Q(sort_name__contains=bare)
            if organisations:
                holding = [name for name, spelled in accented.items() if bare in spelled]
                about |= models.Q(organisation__in=holding)
                about |= models.Q(organisation__icontains=bare)
            if addresses:
                about |= models.Q(email__icontains=word)
            found = found.filter(about)
        return found

    def _accented_organisations(self) -> dict[str, str]:
        """The organisations with other than plain letters, and how those read in plain ones."""
        named = self.exclude(organisation="").order_by().values_list("organisation", flat=True)
        return {name: folded(name) for name in named.distinct() if not name.isascii()}


class ChoiceQuerySet(models.QuerySet[Any]):
    """Choices, by what they hold."""

    def by_name(self) -> "ChoiceQuerySet":
        """In the order of a Dutch list of the names of whose they are."""
        return self.order_by(*names_in_order(self.db, of="registration__"), "id")

    def seated(self) -> "ChoiceQuerySet":
        """Those that hold a seat."""
        return self.filter(status=ChoiceStatus.SEATED)

    def in_line(self) -> "ChoiceQuerySet":
        """Those that wait for a seat at their session or table, the first one first."""
        return self.filter(status=ChoiceStatus.WAITING).order_by("since", "id")

    def standing(self) -> "ChoiceQuerySet":
        """Those not given up."""
        return self.exclude(status=ChoiceStatus.RELEASED)

    def wished(self) -> "ChoiceQuerySet":
        """Wishes that were not granted yet."""
        return self.filter(status=ChoiceStatus.WISHED)

    def to_be_seated(self) -> "ChoiceQuerySet":
        """Wishes that are seated as soon as the person has a seat at the event."""
        return self.filter(status=ChoiceStatus.WISHED, block__ranked=False)

    def at(self, holder: Any) -> "ChoiceQuerySet":
        """Those for one session as a whole, or for one table."""
        is_table = holder._meta.model_name == "table"
        return self.filter(table=holder) if is_table else self.filter(session=holder, table=None)

    def with_person(self) -> "ChoiceQuerySet":
        """With whose they are, and for which event and in which role."""
        return self.select_related(
            "registration__event", "registration__role", "instead_of__session", "instead_of__table"
        )
