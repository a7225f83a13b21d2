"""A filter in words: one sentence that says who is meant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Session, Table
from registrations.filtering.filter import Filter
from registrations.filtering.finding import Things
from registrations.questions.answering import NO, YES
from registrations.states import Status

STATES = {
    Status.CONFIRMED: gettext_lazy("who is confirmed"),
    Status.WAITING: gettext_lazy("who is on the waiting list"),
    Status.OFFERED: gettext_lazy("who was offered a seat"),
    Status.PENDING: gettext_lazy("who still has to confirm their address"),
    Status.CANCELLED: gettext_lazy("who has cancelled"),
    Status.ATTENDED: gettext_lazy("who came in"),
}
AT_TABLE = {
    "": gettext_lazy("who chose table %(number)d (%(topic)s)"),
    "seated": gettext_lazy("with a seat at table %(number)d (%(topic)s)"),
    "waiting": gettext_lazy("who waits for table %(number)d (%(topic)s)"),
}
AT_SESSION = {
    "": gettext_lazy("who chose “%(title)s”"),
    "seated": gettext_lazy("with a seat at “%(title)s”"),
    "waiting": gettext_lazy("who waits for “%(title)s”"),
}


@dataclass(frozen=True)
class Condition:
    """One condition in words, and the filter that is left without it."""

    words: str
    without: Filter


def sentence_of(wanted: Filter, things: Things) -> str:
    """`To everybody who is confirmed, in the role resident`; without a full stop."""
    said = ", ".join(one.words for one in conditions_of(wanted, things))
    return _("To everybody %(conditions)s") % {"conditions": said}


def conditions_of(wanted: Filter, things: Things) -> list[Condition]:
    """Each condition by itself; the first tells which states, also when none was chosen."""
    return [
        Condition(words, replace(wanted, **without)) for words, without in _words(wanted, things)
    ]


def counted(sentence: str, people: int, mails: int) -> str:
    """The sentence with how many people that are, and how many mails where that is less."""
    number = ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
    if mails == people:
        return f"{sentence}: {number}"
    sent = ngettext("in %(n)d mail", "in %(n)d mails", mails) % {"n": mails}
    return f"{sentence}: {number}, {sent}"


def missing_of(wanted: Filter, things: Things) -> list[str]:
    """A sentence for each condition about something that was removed meanwhile."""
    gone = []
    if set(wanted.roles) - set(things.roles):
        gone.append(_("A role that you chose has been removed."))
    if set(wanted.places) - set(things.places):
        gone.append(_("A session or table that you chose can no longer be chosen."))
    if set(wanted.consents) - set(things.consents):
        gone.append(_("A consent that you chose has been removed."))
    if {question for question, _said in wanted.answers} - set(things.questions):
        gone.append(_("A question that you chose has been removed, with its answers."))
    if set(wanted.tags) - set(things.tags):
        gone.append(_("A label that you chose has been removed."))
    return gone


def _words(wanted: Filter, things: Things) -> Iterator[tuple[str, dict[str, Any]]]:
    yield _states(wanted), {"states": ()}
    if wanted.roles:
        names = _any(_name(things.roles.get(pk), _("a removed role")) for pk in wanted.roles)
        yield _("in the role %(names)s") % {"names": names}, {"roles": ()}
    if wanted.places:
        places = _any(_place(wanted, things, key) for key in wanted.places)
        yield places, {"places": (), "place_state": ""}
    for pk, values in wanted.answers:
        asked = _name(things.questions.get(pk), _("a removed question"))
        said = _any(f"“{_answer(value)}”" for value in values)
        others = tuple(one for one in wanted.answers if one[0] != pk)
        sentence = _("who answered %(said)s to “%(asked)s”") % {"said": said, "asked": asked}
        yield sentence, {"answers": others}
    if wanted.consents:
        gone = _("a removed consent")
        texts = _any(f"“{things.consents.get(key, gone)}”" for key in wanted.consents)
        yield _("who agreed to %(texts)s") % {"texts": texts}, {"consents": ()}
    yield from _by_the_team(wanted, things)
    yield from _about_sign_up(wanted)


def _states(wanted: Filter) -> str:
    if wanted.states and wanted.means_everybody:
        return _("who signed up, also who has cancelled")
    return _any(STATES[Status(state)] for state in wanted.states) or _("who comes or waits")


def _by_the_team(wanted: Filter, things: Things) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the team itself noted or picked."""
    if wanted.tags:
        names = _any(_name(things.tags.get(pk), _("a removed label")) for pk in wanted.tags)
        yield _("with the label %(names)s") % {"names": names}, {"tags": ()}
    if wanted.present is not None:
        words = _("who was checked in") if wanted.present else _("who was not checked in")
        yield words, {"present": None}
    if number := len(wanted.people):
        sentence = ngettext("whom you picked (%(n)d)", "whom you picked (%(n)d)", number)
        yield sentence % {"n": number}, {"people": ()}


def _about_sign_up(wanted: Filter) -> Iterator[tuple[str, dict[str, Any]]]:
    if wanted.since:
        words = _("who signed up from %(day)s on") % {"day": date_format(wanted.since)}
        yield words, {"since": None}
    if wanted.walked_in is not None:
        words = _("who walked in") if wanted.walked_in else _("who signed up beforehand")
        yield words, {"walked_in": None}
    if wanted.until:
        words = _("who signed up until %(day)s") % {"day": date_format(wanted.until)}
        yield words, {"until": None}
    if wanted.together is not None:
        words = _("that comes with others") if wanted.together else _("that comes alone")
        yield words, {"together": None}
    if wanted.language:
        reads = {"nl": _("who reads Dutch"), "en": _("who reads English")}
        yield reads[wanted.language], {"language": ""}


def place_named(place: Session | Table) -> str:
    """What a session or table is called in a list to choose from."""
    if isinstance(place, Table):
        about = {"number": place.number, "topic": place.topic}
        return _("Table %(number)d: %(topic)s") % about
    return _("%(title)s: all tables") % {"title": place.title} if _of_tables(place) else place.title


def _of_tables(session: Session) -> bool:
    return bool(session.tables.all())


def _place(wanted: Filter, things: Things, key: str) -> str:
    place = things.places.get(key)
    if isinstance(place, Table):
        about = {"number": place.number, "topic": place.topic}
        return str(AT_TABLE[wanted.place_state]) % about
    title = place.title if place else _("something removed")
    return str(AT_SESSION[wanted.place_state]) % {"title": title}


def _any(words: Iterable[object]) -> str:
    return _(" or ").join(str(word) for word in words)


def _name(thing: object, otherwise: str) -> str:
    return otherwise if thing is None else str(thing)


def _answer(value: str) -> str:
    return {YES: _("yes"), NO: _("no")}.get(value, value)
