"""The parts that the settings are divided in, and what each does for visitors now."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.colours import contrast
from events.models import Event
from events.pages.when import when_is
from events.published import with_release
from events.workspace.settings import forms


@dataclass(frozen=True)
class Section:
    """One part: its key in the address, its title, its form, and the sentence of now."""

    key: str
    title: Promise
    about: Promise
    form: type[forms.SettingsForm]
    now: Callable[[Event], str]


@dataclass(frozen=True)
class ShownSection:
    """A part as the overview shows it."""

    title: Promise
    now: str
    url: str


def _texts(event: Event) -> str:
    motto = f" – {event.motto}" if event.motto else ""
    address = reverse("events:event", kwargs={"slug": event.slug})
    return _("“%(title)s%(motto)s”, at %(address)s.") % {
        "title": event,
        "motto": motto,
        "address": address,
    }


def _when(event: Event) -> str:
    place = event.venue.name if event.venue else event.town
    parts = [when_is(event), event.room.name if event.room else "", place]
    said = ", ".join(part for part in parts if part)
    if not place:
        said = _("%(when)s; the place is not known yet") % {"when": said}
    if moved(event):
        return _("%(draft)s. Visitors still read another time or place: publish to tell them.") % {
            "draft": said
        }
    return f"{said}."


def _colour(event: Event) -> str:
    found = number_format(contrast(event.colour, "#ffffff"), 1)
    return _("%(colour)s, with white text on it: contrast %(contrast)s, which is readable.") % {
        "colour": event.colour,
        "contrast": found,
    }


def _visibility(event: Event) -> str:
    if event.visibility != Event.Visibility.DRAFT and event.release_id is None:
        return _("Nobody but your team sees it, because it has not been published yet.")
    return str(forms.MEANINGS[event.visibility][1])


def _contact(event: Event) -> str:
    who = event.contact.full_name if event.contact else ""
    found = ", ".join(part for part in (who, event.contact_email) if part)
    if not found:
        return _("Visitors cannot ask anybody.")
    sponsors = _("There is a call for sponsors.") if event.sponsor_call else ""
    return " ".join([_("Visitors can ask %(who)s.") % {"who": found}, sponsors]).strip()


def _afterwards(event: Event) -> str:
    if event.attendance is None:
        return _("How many people were present has not been filled in.")
    return _("Visitors read how many people were present: %(n)d.") % {"n": event.attendance}


def moved(event: Event) -> bool:
    """Whether visitors still read another time or place than the draft says."""
    if event.release_id is None:
        return False
    said = with_release(event).programme
    venue = event.venue.name if event.venue else ""
    return (
        said.starts_at,
        said.ends_at,
        said.precision,
        said.venue.name if said.venue else "",
    ) != (
        event.starts_at,
        event.ends_at,
        event.precision,
        venue,
    )


SECTIONS = (
    Section(
        "teksten",
        gettext_lazy("Name and texts"),
        gettext_lazy("What it is called, what it is about, and at which address it stands."),
        forms.TextsForm,
        _texts,
    ),
    Section(
        "tijd-en-plaats",
        gettext_lazy("When and where"),
        gettext_lazy("The gathering as a whole. Each item of the programme has a time of its own."),
        forms.WhenForm,
        _when,
    ),
    Section(
        "kleur",
        gettext_lazy("Colour"),
        gettext_lazy("One colour for the poster, links and buttons."),
        forms.ColourForm,
        _colour,
    ),
    Section(
        "zichtbaarheid",
        gettext_lazy("Visibility"),
        gettext_lazy("Who may see it once it is published."),
        forms.VisibilityForm,
        _visibility,
    ),
    Section(
        "contact",
        gettext_lazy("Contact"),
        gettext_lazy("Whom visitors and sponsors can ask."),
        forms.ContactForm,
        _contact,
    ),
    Section(
        "na-afloop",
        gettext_lazy("Before and after"),
        gettext_lazy("For the record: when it was announced, and how many came."),
        forms.AfterwardsForm,
        _afterwards,
    ),
)
BY_KEY = {section.key: section for section in SECTIONS}


def shown_sections(event: Event) -> list[ShownSection]:
    """All parts, with what each does now."""
    return [ShownSection(part.title, part.now(event), address_of(event, part)) for part in SECTIONS]


def address_of(event: Event, section: Section) -> str:
    """Where one part is changed."""
    return reverse("workspace:setting", kwargs={"slug": event.slug, "section": section.key})


def publish_address(event: Event) -> str:
    """Where the draft is published; empty where the site has no such page."""
    with suppress(NoReverseMatch):
        return reverse("staff:publish", kwargs={"slug": event.slug})
    return ""
