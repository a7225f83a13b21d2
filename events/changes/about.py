"""What changed about the event as a whole: when, where, its texts, signing up, whom to ask."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import models
from events.changes.change import Change, Words, called, field_changes, quoted, sentence, text
from events.pages.when import when_is
from events.programme import Programme, Venue

WORDS: Words = {
    "slug": called(gettext_lazy("the short name in the address")),
    "title": called(gettext_lazy("the title")),
    "motto": called(gettext_lazy("the motto")),
    "summary": text(gettext_lazy("the summary")),
    "intro": text(gettext_lazy("the introduction")),
    "colour": text(gettext_lazy("the accent colour")),
    "edition": called(gettext_lazy("the edition")),
    "series": called(gettext_lazy("the series")),
    "series_about": text(gettext_lazy("the text about the series")),
    "occasion": called(gettext_lazy("the larger occasion")),
    "follows": text(gettext_lazy("the gathering that this one follows up on")),
    "editions": text(gettext_lazy("the list of other editions")),
    "announced_on": called(gettext_lazy("the date of the announcement")),
    "attendance": called(gettext_lazy("the number of people present")),
    "sponsor_call": text(gettext_lazy("the call for sponsors")),
    "sponsor_contact": text(gettext_lazy("the contact for sponsors")),
}
VENUE: Words = {
    "website": called(gettext_lazy("the website of the venue")),
    "access_note": text(gettext_lazy("the information on access")),
}
CONTACT: Words = {
    "person": text(gettext_lazy("the contact person")),
    "email": called(gettext_lazy("the contact’s e-mail address")),
    "offer": text(gettext_lazy("the text on what to contact us for")),
}
HOME = "NL"  # a country that goes without saying
ADDRESS = ("name", "street", "postal_code", "town", "country")
TOLD_HERE = (
    *("language", "time_zone", "starts_at", "ends_at", "precision", "town", "venue", "room"),
    *("takes_registrations", "capacity", "contact", "cancelled"),
)
TOLD_ELSEWHERE = (
    *("rooms", "organisations", "partners", "people", "target_groups", "themes", "blocks"),
    *("sessions", "accords", "goals", "cases", "news", "quotes", "links", "documents", "photos"),
)


def event_changes(old: Programme, new: Programme) -> Iterator[Change]:
    """What changed about the event as a whole, what touches people first."""
    yield from _for_everybody(old, new)
    yield from (Change(told) for told in _signing_up(old, new))
    if old.language != new.language:
        languages = dict(models.Event.Language.choices)
        language = languages.get(new.language, new.language)
        yield Change(_("The texts are now in %(language)s.") % {"language": language})
    skip = (*TOLD_HERE, *TOLD_ELSEWHERE)
    for what in (
        *field_changes(old, new, WORDS, skip=skip),
        *field_changes(_venue(old), _venue(new), VENUE, skip=ADDRESS),
        *field_changes(old.contact, new.contact, CONTACT),
    ):
        yield Change(sentence("", what))


def _for_everybody(old: Programme, new: Programme) -> Iterator[Change]:
    for told in (*_called_off(old, new), *_when(old, new), *_where(old, new)):
        yield Change(told, touches=True, everybody=True)


def _called_off(old: Programme, new: Programme) -> Iterator[str]:
    if new.cancelled and not old.cancelled:
        yield _("The gathering is called off.")
    if old.cancelled and not new.cancelled:
        yield _("The gathering is on again.")


def _when(old: Programme, new: Programme) -> Iterator[str]:
    if old.time_zone != new.time_zone:
        zones = {"new": quoted(new.time_zone), "old": quoted(old.time_zone)}
        yield _("The time zone is now %(new)s instead of %(old)s.") % zones
    hours = [(said.starts_at, said.ends_at, said.precision) for said in (old, new)]
    if hours[0] == hours[1]:
        return
    said = {"new": when_is(new), "old": when_is(old)}
    if said["new"] == said["old"]:
        yield _("The hours of the gathering have changed.")
    else:
        yield _("The gathering is on %(new)s instead of %(old)s.") % said


def _where(old: Programme, new: Programme) -> Iterator[str]:
    if _place(old) == _place(new):
        return
    said = {"new": _in_words(new), "old": _in_words(old)}
    if not said["new"]:
        yield _("The place is no longer known (it was %(old)s).") % said
    elif not said["old"]:
        yield _("The place is known: %(new)s.") % said
    elif said["old"] == said["new"]:
        yield _("The address has changed.")
    else:
        yield _("The gathering moves from %(old)s to %(new)s.") % said


def _place(said: Programme) -> tuple[str, ...]:
    """Everything that says where."""
    address = (getattr(_venue(said), name) for name in ADDRESS)
    return (said.room, *address, said.town)


def _in_words(said: Programme) -> str:
    parts = dict.fromkeys(_place(said))  # each once
    return ", ".join(part for part in parts if part and part != HOME)


def _venue(said: Programme) -> Venue:
    return said.venue or Venue("", "", country="")


def _signing_up(old: Programme, new: Programme) -> Iterator[str]:
    if new.takes_registrations and not old.takes_registrations:
        yield _("You can sign up for the gathering on this site.")
    if old.takes_registrations and not new.takes_registrations:
        yield _("You can no longer sign up for the gathering on this site.")
    if old.capacity != new.capacity:
        yield _("The gathering: %(seats)s.") % {"seats": seats(old.capacity, new.capacity)}


def seats(before: int | None, after: int | None) -> str:
    """`24 seats instead of 12`."""
    if after is None:
        return _("no limit to the seats any more")
    now = ngettext("%(n)s seat", "%(n)s seats", after) % {"n": after}
    if before is None:
        return _("from now on %(seats)s") % {"seats": now}
    return _("%(seats)s instead of %(before)s") % {"seats": now, "before": before}
