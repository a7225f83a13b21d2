"""The tabs above every page of the workspace, as far as the visitor's role goes."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.models import Event


@dataclass(frozen=True)
class Tab:
    """One tab: the name that pages call it by, its words, its address, and what it takes."""

    key: str
    words: Promise
    url_name: str
    permission: str


@dataclass(frozen=True)
class ShownTab:
    """A tab as the page shows it."""

    words: Promise
    url: str
    here: bool


TABS = (
    Tab("dashboard", _("Overview"), "staff:dashboard", "event.see"),
    Tab("programme", _("Programme"), "workspace:programme", "programme.edit"),
    Tab("content", _("Content"), "workspace:content", "programme.edit"),
    Tab("sign-up", _("Sign-up"), "staff:sign_up_settings", "programme.edit"),
    Tab("settings", _("Settings"), "workspace:settings", "programme.edit"),
    Tab("publish", _("Publish"), "staff:publish", "event.publish"),
    Tab("attendees", _("Attendees"), "staff:attendees", "attendees.see"),
    Tab("paper", _("Paper"), "staff:papers", "event.see"),
    Tab("messages", _("Messages"), "staff:group_mails", "mails.send"),
    Tab("desk", _("Desk"), "staff:desk", "desk.use"),
    Tab("attendance", _("Turnout"), "staff:attendance", "counts.see"),
    Tab("team", _("Team"), "workspace:team", "team.manage"),
    Tab("history", _("History"), "workspace:history", "event.see"),
)


def tabs_for(event: Event, may: frozenset[str], here: str) -> list[ShownTab]:
    """The tabs that open for who may do this; `here` is the key of the present one."""
    return [
        ShownTab(tab.words, reverse(tab.url_name, kwargs={"slug": event.slug}), tab.key == here)
        for tab in TABS
        if tab.permission in may
    ]
