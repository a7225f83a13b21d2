"""A gathering as schema.org Event in JSON-LD, with what search engines require and advise."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urljoin

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.safestring import SafeString

from events.interop.plain import one_line, plain
from events.programme import Appearance, Organisation, Person, Picture, Programme, Session

SCHEMA = "https://schema.org"
# Nothing in a text can then end the script block that it stands in.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
SHOWN_AS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
Json = dict[str, Any]


class Availability(Protocol):
    """Seats, as far as search engines want to know."""

    @property
    def full(self) -> bool:
        """Whether nobody more fits."""


def event_jsonld(
    programme: Programme, *, site_url: str, url: str, seats: Availability | None
) -> SafeString:
    """The content of a `<script type="application/ld+json">` block.

    `url` is the page it stands on; links to sessions are in the active language. Without
    `seats` there is no offer. Holds no `<`, `>` or `&`, so it is safe in HTML as it is.
    """
    event = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": url,
        "url": url,
        **_about(programme, site_url),
        **_when(programme, programme.starts_at, programme.ends_at, programme.precision),
        **_status(cancelled=programme.cancelled),
        "location": _place(programme, programme.room),
        **_who(programme),
        **_offer(programme, url, seats),
        "subEvent": [
            _session(programme, session, site_url)
            for session in programme.sessions
            if session.starts_at and session.ends_at
        ],
    }
    return SafeString(json.dumps(_filled(event)).translate(ESCAPES))


def _about(programme: Programme, site_url: str) -> Json:
    parts = (programme.summary or programme.motto, plain(programme.intro))
    series = {"@type": "EventSeries", "name": programme.series}
    return {
        "name": programme.name,
        "description": "\n\n".join(part for part in parts if part),
        "inLanguage": programme.language,
        "image": [_picture(photo, site_url) for photo in programme.photos],
        "superEvent": series if programme.series else None,
    }


def _who(programme: Programme) -> Json:
    roles = [role for session in programme.sessions for role in _all_roles(session)]
    return {
        "organizer": _partners(programme, {"organiser", "co-producer"}),
        "sponsor": _partners(programme, {"sponsor"}),
        "funder": _partners(programme, {"financier"}),
        "performer": [_person(person, programme) for person in _appearing(programme, roles)],
        "audience": [
            {"@type": "Audience", "audienceType": group} for group in programme.target_groups
        ],
        "maximumAttendeeCapacity": programme.capacity,
    }


def _session(programme: Programme, session: Session, site_url: str) -> Json:
    address = reverse("events:session", args=[programme.slug, session.code])
    moments = (session.starts_at or programme.starts_at, session.ends_at or programme.ends_at)
    return _filled(
        {
            "@type": "Event",
            "name": session.title,
            "url": site_url + address,
            "description": one_line(plain(session.about)),
            **_when(programme, *moments, "moment"),
            **_status(cancelled=session.cancelled or programme.cancelled),
            "location": _place(programme, session.room or programme.room),
            "performer": [
                _person(person, programme)
                for person in _appearing(programme, list(_all_roles(session)))
            ],
        }
    )


def _all_roles(session: Session) -> Iterable[Appearance]:
    yield from session.appearances
    for table in session.tables:
        yield from table.appearances


def _appearing(programme: Programme, roles: list[Appearance]) -> list[Person]:
    """Each person once, in the order of the programme."""
    return [programme.person_by_code[code] for code in dict.fromkeys(role.person for role in roles)]


def _when(programme: Programme, start: datetime, end: datetime, precision: str) -> Json:
    start, end = (moment.astimezone(programme.zone) for moment in (start, end))
    shape = SHOWN_AS.get(precision)
    if shape is None:
        return {"startDate": start.isoformat(), "endDate": end.isoformat()}
    return {"startDate": start.strftime(shape), "endDate": end.strftime(shape)}


def _status(*, cancelled: bool) -> Json:
    return {
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
    }


def _place(programme: Programme, room: str) -> Json | None:
    venue = programme.venue
    if venue is None and not programme.town:
        return None
    address = {"@type": "PostalAddress", "addressLocality": programme.town}
    if venue is None:
        return {"@type": "Place", "name": programme.town, "address": address}
    address |= {
        "streetAddress": venue.street,
        "postalCode": venue.postal_code,
        "addressLocality": venue.town,
        "addressCountry": venue.country,
    }
    name = ", ".join(part for part in (room, venue.name) if part)
    return _filled(
        {"@type": "Place", "name": name, "url": venue.website, "address": _filled(address)}
    )


def _partners(programme: Programme, roles: set[str]) -> list[Json]:
    return [
        _organisation(programme.organisation_by_slug[partner.organisation])
        for partner in programme.partners
        if partner.role in roles
    ]


def _organisation(organisation: Organisation) -> Json:
    return _filled(
        {"@type": "Organization", "name": organisation.name, "url": organisation.website}
    )


def _person(person: Person, programme: Programme) -> Json:
    organisation = programme.organisation_by_slug.get(person.organisation)
    return _filled(
        {
            "@type": "Person",
            "name": person.name,
            "jobTitle": person.function,
            "url": person.website,
            "affiliation": _organisation(organisation) if organisation else None,
        }
    )


def _picture(picture: Picture, site_url: str) -> Json:
    address = urljoin(site_url, default_storage.url(picture.path))
    return _filled(
        {
            "@type": "ImageObject",
            "url": address,
            "contentUrl": address,
            "caption": picture.alt,
            "creditText": picture.credit,
        }
    )


def _offer(programme: Programme, url: str, seats: Availability | None) -> Json:
    if seats is None or programme.cancelled:
        return {}
    offer = {
        "@type": "Offer",
        "url": url,
        "price": 0,
        "priceCurrency": "EUR",
        "availability": f"{SCHEMA}/{'SoldOut' if seats.full else 'InStock'}",
    }
    return {"isAccessibleForFree": True, "offers": offer}


def _filled(values: Json) -> Json:
    """Without what is not known."""
    return {key: value for key, value in values.items() if value}
