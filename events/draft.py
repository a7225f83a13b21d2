"""Reads the rows of an event into a Programme: the draft, exactly as it would be published.

A fixed number of queries, whatever the size of the programme.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Prefetch
from django.db.models.fields.files import FieldFile

from events import programme as frozen
from events.editions import other_editions, published_edition
from events.models import Accord, Appearance, Case, Event, Session, Table
from festival.picture_versions import size_of, small_path
from partners.models import Affiliation, Organisation, Person


def read_draft(event: Event) -> frozen.Programme:
    """The event's draft as frozen values, without sequences: publishing adds those."""
    event = _loaded(event.pk)
    people = _people(event)
    return replace(
        _about(event),
        organisations=_organisations(event, people),
        partners=tuple(
            frozen.Partner(p.organisation.slug, p.role, p.note) for p in event.partnerships.all()
        ),
        people=tuple(_person(person) for person in people),
        target_groups=tuple(group.name for group in event.target_groups.all()),
        themes=tuple(frozen.Theme(t.slug, t.title, t.about) for t in event.themes.all()),
        blocks=tuple(block.title for block in event.blocks.all()),
        sessions=tuple(_session(session) for session in event.sessions.all()),
        accords=tuple(_accord(accord) for accord in event.accords.all()),
        goals=tuple(frozen.Goal(g.number, g.text) for g in event.goals.all() if not g.accord_id),
        cases=tuple(_case(case) for case in event.cases.all()),
        news=tuple(
            frozen.NewsItem(n.title, n.text, n.published_on, n.period) for n in event.news.all()
        ),
        quotes=tuple(
            frozen.Quote(q.person.code, q.text, q.occasion, q.said_on) for q in event.quotes.all()
        ),
        links=tuple(frozen.Link(link.title, link.url) for link in event.links.all()),
        documents=_documents(event),
        photos=tuple(
            _picture(p.image, p.alt, p.caption, p.credit) for p in event.photos.all() if p.image
        ),
    )


def _about(event: Event) -> frozen.Programme:
    """What the event's own row says."""
    return frozen.Programme(
        code=event.code,
        slug=event.slug,
        title=event.title,
        language=event.language,
        time_zone=event.time_zone,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        precision=event.precision,
        motto=event.motto,
        summary=event.summary,
        intro=event.intro,
        colour=event.colour,
        edition=event.edition,
        series=event.series.title if event.series else "",
        series_about=event.series.about if event.series else "",
        occasion=event.occasion,
        follows=published_edition(event.follows_id),
        editions=other_editions(event),
        town=event.venue.town if event.venue else event.town,
        venue=_venue(event),
        room=event.room.name if event.room else "",
        rooms=_rooms(event),
        announced_on=event.announced_on,
        attendance=event.attendance,
        takes_registrations=event.takes_registrations,
        capacity=event.capacity,
        contact=_contact(event),
        sponsor_call=event.sponsor_call,
        sponsor_contact=event.sponsor_contact.code if event.sponsor_contact else "",
        cancelled=event.cancelled_at is not None,
    )


def _contact(event: Event) -> frozen.Contact:
    return frozen.Contact(
        person=event.contact.code if event.contact else "",
        email=event.contact_email,
        offer=event.contact_offer,
    )


def _loaded(pk: int) -> Event:
    appearances = Appearance.objects.select_related("person__organisation")
    tables = Table.objects.select_related("theme").prefetch_related(
        Prefetch("appearances", appearances)
    )
    sessions = Session.objects.select_related("theme", "room", "block").prefetch_related(
        Prefetch("appearances", appearances), Prefetch("tables", tables)
    )
    cases = (
        Case.objects.accepted()
        .select_related("theme", "organisation", "table")
        .prefetch_related("members__person__organisation")
    )
    event: Event = (
        Event.objects.select_related(
            "series", "venue", "room", "contact__organisation", "sponsor_contact__organisation"
        )
        .prefetch_related(
            Prefetch("sessions", sessions),
            Prefetch("cases", cases),
            Prefetch("accords", Accord.objects.prefetch_related("parties", "goals")),
            "partnerships__organisation",
            "target_groups",
            "themes",
            "blocks",
            "goals",
            "news",
            "quotes__person__organisation",
            "links",
            "documents__session",
            "documents__case",
            "photos",
        )
        .get(pk=pk)
    )
    return event


def _picture(file: FieldFile, alt: str = "", caption: str = "", credit: str = "") -> frozen.Picture:
    name = file.name or ""
    width, height = size_of(name)
    return frozen.Picture(name, small_path(name), width, height, alt, caption, credit)


def _people(event: Event) -> list[Person]:
    found: dict[int, Person] = {}

    def meet(people: Iterable[Person | None]) -> None:
        found.update({person.pk: person for person in people if person})

    for session in event.sessions.all():
        meet(a.person for a in session.appearances.all())
        for table in session.tables.all():
            meet(a.person for a in table.appearances.all())
    for case in event.cases.all():
        meet(member.person for member in case.members.all())
    meet(quote.person for quote in event.quotes.all())
    meet([event.contact, event.sponsor_contact])
    return sorted(found.values(), key=lambda person: (person.sort_name, person.pk))


def _organisations(event: Event, people: list[Person]) -> tuple[frozen.Organisation, ...]:
    found: set[int | None] = {p.organisation_id for p in event.partnerships.all()}
    found |= {case.organisation_id for case in event.cases.all()}
    found |= {person.organisation_id for person in people}
    found |= {party.pk for accord in event.accords.all() for party in accord.parties.all()}
    known = [pk for pk in found if pk is not None]
    rows = Organisation.objects.filter(pk__in=known).prefetch_related(
        Prefetch("affiliations", Affiliation.objects.select_related("other"))
    )
    return tuple(_organisation(row) for row in rows)


def _organisation(row: Organisation) -> frozen.Organisation:
    return frozen.Organisation(
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        website=row.website,
        town=row.town,
        about=row.about,
        logo=_picture(row.logo) if row.logo else None,
        affiliations=tuple(
            frozen.Affiliation(a.kind, a.other.name, a.other.slug, a.note)
            for a in row.affiliations.all()
        ),
    )


def _person(row: Person) -> frozen.Person:
    return frozen.Person(
        code=row.code,
        name=row.full_name,
        sort_name=row.sort_name,
        function=row.function,
        organisation=row.organisation.slug if row.organisation else "",
        website=row.website,
        bio=row.bio,
        portrait=_picture(row.portrait) if row.portrait else None,
    )


def _appearances(rows: Iterable[Appearance]) -> tuple[frozen.Appearance, ...]:
    return tuple(frozen.Appearance(row.person.code, row.role) for row in rows)


def _session(row: Session) -> frozen.Session:
    return frozen.Session(
        code=row.code,
        title=row.title,
        kind=row.kind,
        about=row.about,
        block=row.block.title if row.block else "",
        theme=row.theme.slug if row.theme else "",
        room=row.room.name if row.room else "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        capacity=row.capacity,
        tables=tuple(_table(table) for table in row.tables.all()),
        appearances=_appearances(row.appearances.all()),
        cancelled=row.cancelled_at is not None,
    )


def _table(row: Table) -> frozen.Table:
    return frozen.Table(
        code=row.code,
        number=row.number,
        topic=row.topic,
        question=row.question,
        theme=row.theme.slug if row.theme else "",
        capacity=row.capacity,
        appearances=_appearances(row.appearances.all()),
    )


def _case(row: Case) -> frozen.Case:
    return frozen.Case(
        code=row.code,
        title=row.title,
        status=row.status,
        question=row.question,
        about=row.about,
        result=row.result,
        organisation=row.organisation.slug if row.organisation else "",
        theme=row.theme.slug if row.theme else "",
        town=row.town,
        period=row.period,
        website=row.website,
        members=tuple(frozen.CaseMember(m.person.code, m.role) for m in row.members.all()),
        table=row.table.code if row.table else "",
    )


def _accord(row: Accord) -> frozen.Accord:
    return frozen.Accord(
        title=row.title,
        year=row.year,
        years=row.years,
        about=row.about,
        parties=tuple(party.slug for party in row.parties.all()),
        goals=tuple(frozen.Goal(goal.number, goal.text) for goal in row.goals.all()),
    )


def _documents(event: Event) -> tuple[frozen.Document, ...]:
    return tuple(
        frozen.Document(
            title=row.title,
            path=row.file.name or "",
            size=_size(row.file),
            kind=(row.file.name or "").rsplit(".", 1)[-1].upper(),
            session=row.session.code if row.session else "",
            case=row.case.code if row.case else "",
        )
        for row in event.documents.all()
    )


def _size(file: FieldFile) -> int:
    """Bytes; 0 for a file that was lost, which must not keep an organiser from publishing."""
    try:
        return int(file.size)
    except FileNotFoundError:
        return 0


def _venue(event: Event) -> frozen.Venue | None:
    row = event.venue
    if row is None:
        return None
    return frozen.Venue(
        name=row.name,
        town=row.town,
        street=row.street,
        postal_code=row.postal_code,
        country=row.country,
        website=row.website,
        access_note=row.access_note,
    )


def _rooms(event: Event) -> tuple[frozen.Room, ...]:
    used = {session.room for session in event.sessions.all()} | {event.room}
    rooms = sorted((room for room in used if room), key=lambda r: (r.position, r.name, r.pk))
    return tuple(frozen.Room(room.name, room.capacity, room.access_note) for room in rooms)
