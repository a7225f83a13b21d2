"""What asks for an organiser's attention, the most urgent first: a sentence, and where to go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.programme import Programme
from registrations.staff.overview import Counts


@dataclass(frozen=True)
class Facts:
    """What was looked up about an event; what somebody may not see stays empty."""

    counts: Counts
    draft: Programme | None = None
    changed: int = 0  # differences between the draft and what is public
    concerns: int = 0  # warnings about the programme
    unsent: int = 0  # mails that were put aside
    proposed: int = 0  # cases that people brought along, to decide on


@dataclass(frozen=True)
class Notice:
    """A sentence, and a page with its words. `urgent` where people are kept waiting by it."""

    words: str
    url: str
    link: str
    urgent: bool = False


def notices_of(
    event: Event, facts: Facts, *, may: frozenset[str], now: datetime
) -> tuple[Notice, ...]:
    """What to tell who may do this; nothing of what they cannot do something about."""
    told = [*_unsent(event, facts), *_public(event, facts, may)]
    if event.cancelled_at is None:
        told += _after(event, facts) if event.ends_at <= now else _before(event, facts, may)
    return tuple(told)


def _unsent(event: Event, facts: Facts) -> Iterator[Notice]:
    if facts.unsent:
        sentence = ngettext(
            "%(n)d mail could not be sent.", "%(n)d mails could not be sent.", facts.unsent
        )
        url = reverse("staff:unsent", kwargs={"slug": event.slug})
        yield Notice(sentence % {"n": facts.unsent}, url, _("Look at them"), urgent=True)


def _public(event: Event, facts: Facts, may: frozenset[str]) -> Iterator[Notice]:
    if "event.publish" not in may or event.release_id is None:
        return
    url = reverse("staff:publish", kwargs={"slug": event.slug})
    if event.visibility == Event.Visibility.DRAFT:
        yield Notice(_("Nobody but the team can see it now."), url, _("Publish"))
    elif facts.changed:
        sentence = ngettext(
            "%(n)d change is not public yet.", "%(n)d changes are not public yet.", facts.changed
        )
        yield Notice(sentence % {"n": facts.changed}, url, _("Look and publish"))


def _before(event: Event, facts: Facts, may: frozenset[str]) -> Iterator[Notice]:
    if facts.counts.waiting and "attendees.see" in may:
        sentence = ngettext(
            "%(n)d person is waiting for a seat.",
            "%(n)d people are waiting for a seat.",
            facts.counts.waiting,
        )
        url = reverse("staff:waiting_list", kwargs={"slug": event.slug})
        yield Notice(sentence % {"n": facts.counts.waiting}, url, _("See who"))
    if facts.proposed:
        sentence = ngettext(
            "%(n)d case was proposed at sign-up.",
            "%(n)d cases were proposed at sign-up.",
            facts.proposed,
        )
        url = reverse("staff:proposed_cases", kwargs={"slug": event.slug})
        yield Notice(sentence % {"n": facts.proposed}, url, _("Look and decide"))
    if facts.concerns:
        sentence = ngettext(
            "%(n)d thing in the programme asks for a look.",
            "%(n)d things in the programme ask for a look.",
            facts.concerns,
        )
        url = reverse("workspace:programme", kwargs={"slug": event.slug})
        yield Notice(sentence % {"n": facts.concerns}, url, _("Go to the programme"))


def _after(event: Event, facts: Facts) -> Iterator[Notice]:
    """What makes a gathering that was held worth coming back to."""
    if facts.draft is None:
        return
    if facts.draft.attendance is None:
        url = _of(event, "setting", section="na-afloop")
        yield Notice(_("Tell how many people were there."), url, _("Fill in the number"))
    if not facts.draft.photos:
        url = _of(event, "add_part", kind="fotos")
        yield Notice(_("Show how it was."), url, _("Add photos"))
    if not facts.draft.documents:
        url = _of(event, "add_part", kind="documenten")
        yield Notice(_("Share what came out of it."), url, _("Add minutes or a report"))


def _of(event: Event, name: str, **part: str) -> str:
    return reverse(f"workspace:{name}", kwargs={"slug": event.slug} | part)
