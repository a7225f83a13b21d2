"""What stands around each page about one's sign-up: which gathering it is about."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from events.availability import Phase
from events.models import Event
from events.pages.accent import class_of
from events.pages.when import when_is
from events.programme import Programme
from events.querysets import LISTED
from registrations.wording import where_of


@dataclass(frozen=True)
class Band:
    """A gathering in three lines, on its own colour. `url` is empty when it is not public."""

    slug: str
    title: str
    when: str
    where: str
    url: str
    accent: str
    colour: str
    contact: str
    listed: bool  # in lists and search engines
    foreign: str  # the language of its texts, where it is not the page's own


def band_of(event: Event, programme: Programme, phase: Phase) -> Band:
    """The band for an event, from what its release says."""
    public = phase is not Phase.NOT_PUBLIC
    return Band(
        slug=event.slug,
        title=programme.name,
        when=when_is(programme),
        where=where_of(programme),
        url=reverse("events:event", kwargs={"slug": event.slug}) if public else "",
        accent=class_of(programme.colour),
        colour=programme.colour[1:].lower(),
        contact=programme.contact.email,
        listed=event.visibility in LISTED,
        foreign="" if programme.language == get_language() else programme.language,
    )
