"""What each role may do, in plain words, from the table that the code goes by."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.models import Role
from events.permissions import MAY

MAY_WORDS: dict[str, Promise] = {
    "event.see": _("see the gathering and its history"),
    "programme.edit": _("change the programme, the texts and the settings"),
    "event.publish": _("publish the programme"),
    "event.cancel": _("call off the whole gathering"),
    "team.manage": _("manage the team"),
    "counts.see": _("see how many people come"),
    "attendees.see": _("see who comes"),
    "answers.see": _("see what attendees answered and agreed to"),
    "attendees.export": _("download the list of attendees"),
    "registrations.cancel": _("cancel for an attendee"),
    "needs.see": _("see what attendees need to take part"),
    "emails.see": _("see e-mail addresses"),
    "people.label": _("label people, and change many at once"),
    "desk.use": _("receive people at the door"),
    "desk.manage": _("stop devices at the door, and give hosts their links"),
    "mails.send": _("send messages to groups"),
}


@dataclass(frozen=True)
class RoleWords:
    """A role as the page explains it."""

    value: str
    label: str
    may: list[Promise]


def roles_in_words() -> list[RoleWords]:
    """Each role with what it adds to none at all, the widest first."""
    return [
        RoleWords(
            role.value, str(role.label), [MAY_WORDS[name] for name in MAY if role in MAY[name]]
        )
        for role in Role
    ]
