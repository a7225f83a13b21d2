"""Telling many people at once, each of their own changes: bulk reads, and one write."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from events import addresses
from events.changes import ByLanguage, Change
from events.interop.ical import event_calendar, has_calendar, sessions_calendar
from events.models import Event
from events.pages.when import when_is
from events.programme import Programme
from festival import outbox
from partners.models import Person
from registrations.mails import NOTHING_WRITTEN, Kind, Letter, Party, composed, mail_of, own_words
from registrations.models import Choice, Registration
from registrations.querysets import RegistrationQuerySet
from registrations.wording import where_of


def with_choices(event: Event, among: RegistrationQuerySet | None = None) -> list[Registration]:
    """Who holds a seat or waits for one, or `among` these, with their choices as `standing`.

    Two queries.
    """
    choices = Choice.objects.standing().select_related("session", "table", "block")
    rows = event.registrations.live() if among is None else among
    rows = rows.select_related("role", "case", "lead").order_by("id")
    people = list(rows.prefetch_related(Prefetch("choices", choices, to_attr="standing")))
    for person in people:
        person.event = event
    return people


def tell_people(
    kind: Kind,
    people: Iterable[Registration],
    *,
    programme: Programme,
    letter: Letter = NOTHING_WRITTEN,
    now: datetime,
    own: Mapping[int, Sequence[int]] | None = None,
    changes: ByLanguage | None = None,
    called_off: Collection[str] = (),
) -> int:
    """Mail people who come with `with_choices`, each party once and in its own language.

    Returns how many mails. A mail tells of those of a party who are among `people`. `own` tells
    which of the changes are whose; `called_off` are codes of sessions.
    """
    mails: list[EmailMessage] = []
    parties = [party for party in parties_of(people) if party.lead.email]
    usual = own_words(parties[0].lead.event, kind) if parties else NOTHING_WRITTEN
    for party in parties:
        numbers = sorted({n for person in party.people for n in (own or {}).get(person.pk, ())})
        language = party.lead.language
        with translation.override(language):
            mails.append(
                mail_of(
                    kind,
                    party,
                    now=now,
                    programme=programme,
                    letter=letter,
                    usual=usual,
                    changes=[(changes or {})[language][number].sentence for number in numbers],
                    called_off=called_off,
                )
            )
    outbox.queue(*mails)
    return len(mails)


def parties_of(people: Iterable[Registration]) -> list[Party]:
    """People who come with `with_choices`, as parties, in the order of their first."""
    together: dict[int, list[Registration]] = {}
    for person in people:
        together.setdefault(person.party_id, []).append(person)
    return [_party(tuple(members)) for members in together.values()]


def _party(members: tuple[Registration, ...]) -> Party:
    lead = members[0].first
    lead.event = members[0].event
    return Party(lead, members, {person.pk: person.standing for person in members})  # type: ignore[attr-defined]


def tell_hosts(
    people: Iterable[Person],
    *,
    programme: Programme,
    letter: Letter,
    now: datetime,
    own: Mapping[int, Sequence[int]],
    changes: Sequence[Change],
) -> int:
    """Mail people on the programme of their own changes, in the event's language; how many mails.

    `changes` are in that language; the sessions that they are about go along for the calendar.
    """
    mails: list[EmailMessage] = []
    with translation.override(programme.language):
        for person in people:
            mine = [changes[number] for number in own.get(person.pk, ())]
            mails.append(_host_mail(person, programme, letter, mine, now))
    outbox.queue(*mails)
    return len(mails)


def _host_mail(
    person: Person,
    programme: Programme,
    letter: Letter,
    mine: Sequence[Change],
    now: datetime,
) -> EmailMessage:
    values = {
        "name": person.given_name or person.full_name,
        "title": programme.name,
        "programme": programme,
        "when": when_is(programme),
        "where": where_of(programme),
        "language": programme.language,
        "letter": letter,
        "changes": [change.sentence for change in mine],
        "url": addresses.page("event", language=programme.language, slug=programme.slug),
        "hosts": True,
    }
    subject = letter.subject or _subject(programme)
    mail = composed("emails/host", subject, person.email, programme, values)
    codes = {code for change in mine for code in change.codes}
    if has_calendar(programme):
        if codes:
            content = sessions_calendar(programme, codes, stamped_at=now)
        else:
            content = event_calendar(programme, stamped_at=now)
        if content:
            mail.attach("programma.ics", content.decode(), "text/calendar; method=PUBLISH")
    return mail


def _subject(programme: Programme) -> str:
    if programme.cancelled:
        return _("Cancelled: %(title)s") % {"title": programme.name}
    return _("The programme has changed: %(title)s") % {"title": programme.name}
