"""What happened to one registration, told in the reader's language."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from events.programme import Programme
from festival.models import AuditEntry
from registrations.door.acts import acts_of
from registrations.door.merging import NOTE, UNDO, Act
from registrations.door.places import title_of
from registrations.models import Choice, Registration
from registrations.wording import holder_title

ABOUT_ANSWERS = ("consent", "withdraw consent", "download file")


@dataclass(frozen=True)
class Moment:
    """One thing that happened; `by` is empty for the person themselves and for the system."""

    at: datetime
    what: str
    by: str


def history_of(
    registration: Registration,
    choices: Sequence[Choice],
    programme: Programme,
    *,
    may: Collection[str],
) -> list[Moment]:
    """The trail of a registration, of the sessions it chose, and what was noted at the doors.

    What is about answers and consents only for who may see those. The first thing first; two
    queries. Sessions are called what the public knows them by.
    """
    own = Q(target_type="registration", target_id=registration.pk)
    sessions = [choice.session_id for choice in choices]
    about = Q(target_type="session", target_id__in=sessions, action__in=_words_of_sessions())
    entries = AuditEntry.objects.filter(own | about).order_by("at", "id")
    if "answers.see" not in may:
        entries = entries.exclude(action__in=ABOUT_ANSWERS)
    told = [*_told(entries, registration, choices, programme), *_noted(registration, programme)]
    return sorted(told, key=lambda moment: moment.at)


def _told(
    entries: Iterable[AuditEntry],
    registration: Registration,
    choices: Sequence[Choice],
    programme: Programme,
) -> Iterator[Moment]:
    words, of_sessions = _words(), _words_of_sessions()
    chosen = {choice.session_id: choice for choice in choices}
    left = registration.cancelled_at
    for entry in entries:
        what = words.get(entry.action, entry.action)
        if entry.action in {"promote by hand", "admit"}:
            what = what % {"reason": entry.changes.get("reason", "")}
        if entry.action == "confirm by hand" and entry.changes.get("reason"):
            what = _("Confirmed by the team: “%(reason)s”") % {"reason": entry.changes["reason"]}
        if entry.target_type == "session":
            choice = chosen[entry.target_id or 0]
            if entry.at < choice.since or (left is not None and entry.at > left):
                continue
            title = holder_title(programme, choice.session, None)
            what = of_sessions[entry.action] % {"title": title}
        yield Moment(entry.at, what, entry.actor_name)


def _noted(registration: Registration, programme: Programme) -> Iterator[Moment]:
    """What was noted about somebody at the doors, and who noted it."""
    acts = acts_of([registration.pk])
    place = {act.key: act.place for act in acts}
    for act in acts:
        title = title_of(programme, place.get(act.undoes, act.place))
        yield Moment(act.at, _words_of_the_door(act, title), act.device)


def _words_of_the_door(act: Act, title: str) -> str:
    if act.kind == NOTE:
        said = act.text or _("erased")
        return _("A remark at the door: “%(text)s”") % {"text": said}
    if act.kind == UNDO:
        words = _("Check-in at “%(title)s” taken back") if title else _("Check-in taken back")
    else:
        words = _("Checked in at “%(title)s”") if title else _("Checked in")
    return words % {"title": title} if title else words


def _words() -> dict[str, str]:
    """What may be noted of a registration; a test compares this with the whole trail."""
    return _of_seats() | {
        "sign up": _("Signed up"),
        "confirm by hand": _("Confirmed by the team"),
        "move": _("Moved to another table or session by the team"),
        "correct": _("Corrected"),
        "change own": _("Changed it themselves"),
        "change own role": _("Chose another role"),
        "change own case": _("Changed their own case"),
        "change address": _("Moved to another address"),
        "share": _("Got a link of their own"),
        "renew own link": _("Asked for a new link"),
        "confirm address": _("Confirmed the address"),
        "mail came back": _("A mail came back"),
        "stop mails": _("Wants no more reminders and messages"),
        "resume mails": _("Wants reminders and messages again"),
        "consent": _("Gave a consent"),
        "withdraw consent": _("Withdrew a consent"),
        "download file": _("A file that was sent along was downloaded"),
        "erase on request": _("Erased on request"),
        "see conflict": _("The check-ins were looked at and found right"),
    }


def _of_seats() -> dict[str, str]:
    return {
        "offer": _("Was offered a seat"),
        "accept": _("Accepted the offered seat"),
        "decline": _("Left the offered seat to who comes next"),
        "keep seat": _("Kept the seat: the address need not be confirmed any more"),
        "lapse": _("The kept seat was given back: there was no answer in time"),
        "keep place": _("Said what to do after a missed offer"),
        "promote": _("Moved up from the waiting list"),
        "promote by hand": _("Got a seat before their turn: “%(reason)s”"),
        "hand over": _("Gave the seat to somebody else"),
        "receive a seat": _("Received the seat from somebody else"),
        "walk in": _("Came in without having signed up"),
        "admit": _("Was let in all the same: “%(reason)s”"),
        "cancel": _("Cancelled"),
        "release walk-in": _("The seat came free: not in after all"),
    }


def _words_of_sessions() -> dict[str, str]:
    return {
        "call off session": _("“%(title)s” was called off"),
        "hold session after all": _("“%(title)s” takes place after all, without the earlier seats"),
    }
