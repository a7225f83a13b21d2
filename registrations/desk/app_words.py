"""The sentences that the desk's app puts together by itself, in the language of the page.

`{n}` and the like are filled in by `static/js/desk/words.js`; a name that ends in `_one` is the
form for one.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registrations.desk.conflicts import Problem, why_crowded
from registrations.models import TooFew

N = {"n": "{n}"}


def app_words() -> dict[str, str]:
    """Every sentence by its name."""
    return (
        _of_the_door()
        | _of_results()
        | _of_walk_ins_together()
        | _of_notices()
        | _of_the_network()
        | _of_leaving()
        | _of_searching()
        | _of_walking_in()
    )


def _of_the_door() -> dict[str, str]:
    name, devices = {"name": "{name}"}, {"devices": "{devices}"}
    return {
        "stands_in": _("In"),
        "stands_in_since": _("In since %(time)s") % {"time": "{time}"},
        "stands_expected": _("Expected"),
        "stands_unsure": _("To be confirmed"),
        "stands_waiting": _("On the waiting list"),
        "stands_cancelled": _("Cancelled"),
        "came_in": name["name"],
        "party_of": _("Party of %(n)s: %(names)s") % (N | {"names": "{names}"}),
        "came_in_together": _("%(n)s people of the party of %(name)s") % (N | name),
        "already_by": _("%(name)s, since %(time)s at %(device)s")
        % (name | {"time": "{time}", "device": "{device}"}),
        "already_since": _("%(name)s, since %(time)s") % (name | {"time": "{time}"}),
        "let_in_by": _("Let in by %(devices)s. Undo takes that back.") % devices,
        "let_in_also_by": _("Also let in by %(devices)s. Undo takes that back too.") % devices,
        "taken_back": _("%(name)s is not in any more.") % name,
        "taken_back_several": _("%(name)s are not in any more.") % name,
        "with_others_one": _with_others(1),
        "with_others": _with_others(2),
        "refused_waiting": _("%(name)s is on the waiting list.") % name,
        "refused_cancelled": _("The sign-up of %(name)s was cancelled.") % name,
        "refused_unknown": _("Nobody on the list of this phone has this code."),
        "refused_nobody": _("Nobody on the list of this phone is called that."),
        "refused_other_event": _("This code is for another gathering."),
        "refused_full": _("This phone could not keep it. Try again."),
        "check_in": _("Check in"),
        "check_in_all": ngettext("Check in", "Check in all %(n)s", 2) % N,
        "check_in_rest_one": _rest(1),
        "check_in_rest": _rest(2),
        "only": _("Only %(name)s") % name,
        "this_device": _("this device"),
        "with": _("with %(name)s") % name,
        "sound_off": _("Turn sound off"),
        "sound_on": _("Turn sound on"),
    }


def _of_walk_ins_together() -> dict[str, str]:
    return {
        "undo_several": _("%(name)s will not be in any more then.") % {"name": "{name}"},
        "all": _("All %(n)s") % N,
        "let_in_anyway": _("Let in anyway"),
        "let_in_all": _("Let all %(n)s in anyway") % N,
    }


def _of_results() -> dict[str, str]:
    """The word of what came of a scan or a tap."""
    return {
        "result_in": _("In"),
        "result_already": _("Already in"),
        "result_look": _("Look here"),
        "result_unknown": _("Unknown code"),
        "result_nobody": _("Nobody found"),
        "result_other_event": _("Another gathering"),
        "result_waiting": _("Waiting list"),
        "result_cancelled": _("Cancelled"),
        "result_full": _("Not kept"),
        "result_undone": _("Taken back"),
    }


def _with_others(n: int) -> str:
    sentence = ngettext("%(name)s and %(n)s other", "%(name)s and %(n)s others", n)
    return sentence % (N | {"name": "{name}"})


def _rest(n: int) -> str:
    return ngettext("Check in the %(n)s other", "Check in the %(n)s others", n) % N


def _of_notices() -> dict[str, str]:
    """What does not agree, in the words of the team's own page."""
    return {
        **{f"notice_{one.value}": str(one.label) for one in Problem},
        **{f"notice_crowded_{few}": why_crowded(few, "{role}") for few in TooFew.values},
        "notice_reason": _("Reason: “%(reason)s”") % {"reason": "{reason}"},
        "notices_one": _notices(1),
        "notices": _notices(2),
        "notices_again_one": _again(1),
        "notices_again": _again(2),
    }


def _notices(n: int) -> str:
    return ngettext("Look here: %(n)s thing", "Look here: %(n)s things", n) % N


def _again(n: int) -> str:
    sentence = ngettext(
        "Show again the %(n)s that was put aside", "Show again the %(n)s that were put aside", n
    )
    return sentence % N


def _of_the_network() -> dict[str, str]:
    return {
        "offline_one": _offline(1),
        "offline": _offline(2),
        "offline_idle": _("No network. What you do is kept on this phone."),
        "sending_one": _sending(1),
        "sending": _sending(2),
        "sent": _("Everything has been sent"),
        "unknown_one": _unknown(1),
        "unknown": _unknown(2),
        "preparing": _("Getting ready to work without network"),
    }


def _of_leaving() -> dict[str, str]:
    return {
        "leave_unsent_one": _unsent(1),
        "leave_unsent": _unsent(2),
        "leave_offline_one": _unsent_offline(1),
        "leave_offline": _unsent_offline(2),
        "leave_offline_idle": _(
            "There is no network. The list is erased now; the team sees that this phone was "
            "signed out once there is network again."
        ),
        "gone_stopped": _(
            "Somebody of the team stopped this phone, and its list has been erased. Is that a "
            "mistake? Then let it in again."
        ),
        "gone_stopped_lost_one": _gone_lost(1),
        "gone_stopped_lost": _gone_lost(2),
        "gone_over": _(
            "The gathering is over. The list on this phone has been erased. You can close this page."
        ),
        "gone_left": _(
            "This phone was signed out. Its list has been erased. You can close this page."
        ),
        "gone_leaving_idle": _(
            "The list has been erased. The team sees that this phone was signed out once there is "
            "network again: leave this page open, or open the desk once more later."
        ),
        "gone_leaving_one": _gone_unsent(1),
        "gone_leaving": _gone_unsent(2),
        "gone_unknown_one": _unknown(1),
        "gone_unknown": _unknown(2),
    }


def _offline(n: int) -> str:
    return (
        ngettext(
            "No network: %(n)s action waits to be sent",
            "No network: %(n)s actions wait to be sent",
            n,
        )
        % N
    )


def _unknown(n: int) -> str:
    return (
        ngettext(
            "This phone is not let in any more. Let it in again: %(n)s action waits to be sent",
            "This phone is not let in any more. Let it in again: %(n)s actions wait to be sent",
            n,
        )
        % N
    )


def _sending(n: int) -> str:
    return ngettext("%(n)s action is being sent", "%(n)s actions are being sent", n) % N


def _unsent(n: int) -> str:
    return ngettext("%(n)s action is sent first.", "%(n)s actions are sent first.", n) % N


def _unsent_offline(n: int) -> str:
    return (
        ngettext(
            "There is no network, and %(n)s action was not sent yet. It stays on this phone until "
            "there is network, is sent then, and erased after that. Nothing is lost.",
            "There is no network, and %(n)s actions were not sent yet. They stay on this phone "
            "until there is network, are sent then, and erased after that. Nothing is lost.",
            n,
        )
        % N
    )


def _gone_lost(n: int) -> str:
    return (
        ngettext(
            "Somebody of the team stopped this phone, and its list has been erased. %(n)s action "
            "was not sent and is lost: tell the team. Is it a mistake? Then let the phone in again.",
            "Somebody of the team stopped this phone, and its list has been erased. %(n)s actions "
            "were not sent and are lost: tell the team. Is it a mistake? Then let the phone in again.",
            n,
        )
        % N
    )


def _gone_unsent(n: int) -> str:
    return (
        ngettext(
            "The list has been erased. %(n)s action is sent once there is network: leave this "
            "page open, or open the desk once more later.",
            "The list has been erased. %(n)s actions are sent once there is network: leave this "
            "page open, or open the desk once more later.",
            n,
        )
        % N
    )


def _of_searching() -> dict[str, str]:
    return {
        "hits_one": ngettext("%(n)s person found", "%(n)s people found", 1) % N,
        "hits": ngettext("%(n)s person found", "%(n)s people found", 2) % N,
        "hits_none": _("Nobody found. Try other letters, or tap “Note a walk-in”."),
        "three_letters": _("Type three letters of a name or organisation, or scan a code."),
        "table": _("table %(number)s. %(title)s") % {"number": "{number}", "title": "{title}"},
        "party_one": _("+%(n)s") % N,
        "party": _("+%(n)s") % N,
        "camera_refused": _("The camera cannot be used. Allow it in the settings of your browser."),
        "point": _("Point the camera at the code."),
    }


def _of_walking_in() -> dict[str, str]:
    return {
        "free_one": ngettext("%(n)s seat free", "%(n)s seats free", 1) % N,
        "free": ngettext("%(n)s seat free", "%(n)s seats free", 2) % N,
        "free_none": _("No seats free: write down why somebody comes in all the same."),
        "seats_added": _("%(seats)s seats, %(n)s of them added at the door.")
        % (N | {"seats": "{seats}"}),
        "no_limit": _("There is no limit to the number of seats."),
        "choose_role": _("Choose a role"),
        "role_missing": _("Choose a role."),
        "name_missing": _("Fill in a name."),
        "people_wrong": _("Fill in a number from 1 to 30."),
        "reason_missing": _("Write down why."),
    }
