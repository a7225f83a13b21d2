"""What was done, as a sentence, for each action that a verb notes.

Who did it is None for residents and for the programs that run by themselves.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.history.changes import shortened
from events.history.kinds import kind_of, kinds_of
from events.models import Role
from events.starting.presets import PRESETS
from festival.models import AuditEntry

SENTENCES: dict[str, Any] = {
    "add": gettext_lazy("%(who)s added %(kind)s “%(name)s”."),
    "change": gettext_lazy("%(who)s changed %(kind)s “%(name)s”."),
    "remove": gettext_lazy("%(who)s removed %(kind)s “%(name)s”."),
    "restore": gettext_lazy("%(who)s put %(kind)s “%(name)s” back."),
    "order": gettext_lazy("%(who)s changed the order of the %(ordered)s."),
    "move programme": gettext_lazy(
        "%(who)s moved the programme along with the gathering (%(items)s)."
    ),
    "start": gettext_lazy("%(who)s started from the shape “%(shape)s”."),
    "copy": gettext_lazy("%(who)s made this gathering from “%(source)s”: %(rows)s."),
    "publish": gettext_lazy("%(who)s published version %(release)s."),
    "cancel event": gettext_lazy("%(who)s called the gathering off."),
    "call off session": gettext_lazy("%(who)s called “%(name)s” off."),
    "hold session after all": gettext_lazy("%(who)s let “%(name)s” be on again."),
    "restore release": gettext_lazy("%(who)s brought version %(release)s back as draft."),
    "change capacity": gettext_lazy("%(who)s changed the number of seats of %(kind)s “%(name)s”."),
    "add seats at the door": gettext_lazy("%(who)s added seats at the door for “%(name)s”."),
    "take back added seats": gettext_lazy(
        "Seats that were added at the door for “%(name)s” went again."
    ),
    "new invitation link": gettext_lazy("%(who)s made a new invitation link for “%(name)s”."),
    "merge": gettext_lazy("%(who)s merged %(kind)s “%(one)s” with “%(other)s”."),
    "invite": gettext_lazy("%(who)s invited somebody to the team as %(role)s."),
    "invite again": gettext_lazy("%(who)s sent an invitation as %(role)s again."),
    "withdraw invitation": gettext_lazy("%(who)s withdrew an invitation as %(role)s."),
    "accept invitation": gettext_lazy("%(who)s joined the team as %(role)s."),
    "export": gettext_lazy("%(who)s downloaded a list of attendees as %(format)s (%(rows)s)."),
    "print": gettext_lazy("%(who)s made a PDF with names to print (%(people)s)."),
    "send message": gettext_lazy("%(who)s sent the message “%(name)s” to %(people)s."),
    "pause message": gettext_lazy("%(who)s paused the sending of “%(name)s”."),
    "resume message": gettext_lazy("%(who)s let the sending of “%(name)s” go on."),
    "stop message": gettext_lazy("%(who)s stopped the sending of “%(name)s”."),
    "download file": gettext_lazy("%(who)s downloaded a file of registration %(name)s."),
    "sign up": gettext_lazy("Registration %(name)s came in."),
    "promote": gettext_lazy("Registration %(name)s moved up from the waiting list."),
    "promote by hand": gettext_lazy(
        "%(who)s gave registration %(name)s a seat before its turn (%(reason)s)."
    ),
    "offer": gettext_lazy("Registration %(name)s was offered a seat."),
    "accept": gettext_lazy("Registration %(name)s accepted the offered seat."),
    "decline": gettext_lazy("Registration %(name)s left the offered seat to who comes next."),
    "keep seat": gettext_lazy("The seat kept for registration %(name)s became theirs."),
    "lapse": gettext_lazy("The seat kept for registration %(name)s was given back."),
    "confirm address": gettext_lazy("Registration %(name)s confirmed its address."),
    "cancel": gettext_lazy("%(who)s cancelled registration %(name)s."),
    "act on many": gettext_lazy("%(who)s asked for %(people)s: %(name)s."),
    "confirm by hand": gettext_lazy(
        "%(who)s made the kept seat of registration %(name)s theirs%(why)s."
    ),
    "move": gettext_lazy("%(who)s moved registration %(name)s to “%(to)s”."),
    "put label on": gettext_lazy("%(who)s put the label “%(name)s” on %(people)s."),
    "take label off": gettext_lazy("%(who)s took the label “%(name)s” off %(people)s."),
    "mail came back": gettext_lazy("A mail to registration %(name)s came back."),
    "correct": gettext_lazy("%(who)s corrected registration %(name)s."),
    "change own": gettext_lazy("Registration %(name)s was changed by who it is of."),
    "change own role": gettext_lazy("Registration %(name)s chose another role."),
    "change own case": gettext_lazy("Registration %(name)s changed its own case."),
    "change address": gettext_lazy("Registration %(name)s was moved to another address."),
    "hand over": gettext_lazy("The seat of registration %(name)s was given to somebody else."),
    "receive a seat": gettext_lazy("Registration %(name)s received a seat from somebody else."),
    "share": gettext_lazy("Registration %(name)s got a link of its own."),
    "keep place": gettext_lazy("Registration %(name)s says what to do after a missed offer."),
    "consent": gettext_lazy("A consent was given in registration %(name)s."),
    "renew own link": gettext_lazy("A new link was asked for registration %(name)s."),
    "erase on request": gettext_lazy("Registration %(name)s was erased on request."),
    "stop mails": gettext_lazy("Registration %(name)s wants no more reminders and messages."),
    "resume mails": gettext_lazy("Registration %(name)s wants reminders and messages again."),
    "withdraw consent": gettext_lazy("A consent was withdrawn in registration %(name)s."),
    "walk in": gettext_lazy(
        "%(who)s noted a walk-in of %(people)s at the door: registration %(name)s."
    ),
    "release walk-in": gettext_lazy(
        "%(who)s took walk-in %(name)s back at the desk; the seat came free."
    ),
    "admit": gettext_lazy("%(who)s let registration %(name)s in all the same (%(reason)s)."),
    "see conflict": gettext_lazy(
        "%(who)s looked at the check-ins of registration %(name)s and found them right."
    ),
    "let device in": gettext_lazy("%(who)s let device %(name)s receive people at the desk."),
    "stop device": gettext_lazy("%(who)s stopped device %(name)s at the desk."),
    "take back rehearsal": gettext_lazy(
        "%(who)s took back what was practised at the desk: %(people)s."
    ),
    "make host link": gettext_lazy("%(who)s made a link to the list of %(name)s."),
    "renew host link": gettext_lazy("%(who)s replaced the link to the list of %(name)s."),
    "stop host link": gettext_lazy("%(who)s stopped the link to the list of %(name)s."),
    "mail host links": gettext_lazy("%(who)s mailed hosts the links to their lists."),
}
OF_APPEARANCES: dict[str, Any] = {
    "add": gettext_lazy("%(who)s put on the programme: %(name)s."),
    "change": gettext_lazy("%(who)s changed on the programme: %(name)s."),
    "remove": gettext_lazy("%(who)s took off the programme: %(name)s."),
    "restore": gettext_lazy("%(who)s put back on the programme: %(name)s."),
}
BY_THEMSELVES = {
    "walk in": gettext_lazy(
        "A walk-in of %(people)s was noted at the door: registration %(name)s."
    ),
    "release walk-in": gettext_lazy(
        "Walk-in %(name)s was taken back at the desk; the seat came free."
    ),
    "admit": gettext_lazy("Registration %(name)s was let in all the same (%(reason)s)."),
    "cancel": gettext_lazy("Registration %(name)s was cancelled by the person themselves."),
    "correct": gettext_lazy("Registration %(name)s was corrected."),
}


def sentence_of(entry: AuditEntry) -> str:
    """What happened, in the reader's language."""
    words = SENTENCES.get(entry.action, gettext_lazy("%(who)s: %(action)s, %(kind)s “%(name)s”."))
    if entry.target_type == "appearance":
        words = OF_APPEARANCES.get(entry.action, words)
    if not entry.actor_name:
        words = BY_THEMSELVES.get(entry.action, words)
    about: dict[str, Any] = {
        "who": entry.actor_name or _("The site"),
        "kind": kind_of(entry.target_type),
        "name": shortened(entry.target_name),
        "action": entry.action,
    }
    more = MORE.get(entry.action)
    return str(words) % (about | (more(entry.changes) if more else {}))


def _shape(changes: dict[str, Any]) -> dict[str, str]:
    preset = PRESETS.get(changes.get("shape", ""))
    return {"shape": str(preset.name) if preset else str(changes.get("shape", ""))}


def _copied(changes: dict[str, Any]) -> dict[str, str]:
    rows = changes.get("rows", {})
    told = [f"{number} × {kind_of(kind)}" for kind, number in rows.items()]
    return {"source": changes.get("from", ""), "rows": ", ".join(told) or _("nothing else")}


def _ordered(changes: dict[str, Any]) -> dict[str, str]:
    return {"ordered": ", ".join(kinds_of(kind) for kind in changes)}


def _moved(changes: dict[str, Any]) -> dict[str, str]:
    number = int(changes.get("rows", 0))
    return {"items": ngettext("%(n)d item", "%(n)d items", number) % {"n": number}}


def _role(changes: dict[str, Any]) -> dict[str, str]:
    role = changes.get("role", ["", ""])[-1]
    return {"role": str(dict(Role.choices).get(role, role))}


def _merged(changes: dict[str, Any]) -> dict[str, str]:
    one, other = changes.get("name") or changes.get("merged") or ("", "")
    return {"one": shortened(str(one)), "other": shortened(str(other))}


def _people(changes: dict[str, Any]) -> dict[str, str]:
    number = int(changes.get("people", 0))
    return {"people": ngettext("%(n)d person", "%(n)d people", number) % {"n": number}}


def _reason(changes: dict[str, Any]) -> dict[str, str]:
    return {"reason": str(changes.get("reason", ""))}


def _why(changes: dict[str, Any]) -> dict[str, str]:
    return {"why": f" ({changes['reason']})" if changes.get("reason") else ""}


def _exported(changes: dict[str, Any]) -> dict[str, str]:
    number = int(changes.get("rows", 0))
    kind = str(changes.get("format", "")).partition("-")[0].upper()
    return {"format": kind, "rows": ngettext("%(n)d row", "%(n)d rows", number) % {"n": number}}


MORE: dict[str, Callable[[dict[str, Any]], dict[str, str]]] = {
    "promote by hand": _reason,
    "confirm by hand": _why,
    "admit": _reason,
    "walk in": _people,
    "take back rehearsal": _people,
    "start": _shape,
    "copy": _copied,
    "order": _ordered,
    "move programme": _moved,
    "merge": _merged,
    "invite": _role,
    "invite again": _role,
    "withdraw invitation": _role,
    "accept invitation": _role,
    "print": _people,
    "send message": _people,
    "put label on": _people,
    "act on many": _people,
    "move": lambda changes: {"to": str(changes.get("to", ""))},
    "take label off": _people,
    "publish": lambda changes: {"release": str(changes.get("release", ["", ""])[-1])},
    "restore release": lambda changes: {"release": str(changes.get("release", ["", ""])[-1])},
    "export": _exported,
}
