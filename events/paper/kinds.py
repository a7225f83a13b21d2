"""A kind of paper, what it lets one choose, and a paper ready to be printed.

A paper speaks the language of its gathering and tells its local time, whoever prints it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from events.models import Event

Stylesheets = Mapping[str, str]  # what was made for this paper alone, by address


@dataclass(frozen=True)
class Paper:
    """What is printed: a template of `templates/paper/`, and what stands in it.

    `looks` are stylesheets `css/paper-<look>.css`; `count` is how many people are named on it,
    0 for paper without. `made` are stylesheets that exist for this paper only. `of` is what the
    gathering is called, where that is not what the draft says now.
    """

    event: Event
    title: str
    looks: tuple[str, ...]
    template: str
    about: Mapping[str, Any]
    count: int = 0
    made: Stylesheets = field(default_factory=dict)
    of: str = ""

    @property
    def stylesheets(self) -> list[str]:
        """Where its rules are."""
        return [*(static(f"css/paper-{look}.css") for look in self.looks), *self.made]

    def sheets(self) -> SafeString:
        """The sheets as HTML, one after the other."""
        with in_words_of(self.event):
            return render_to_string(f"paper/{self.template}.html", {**self.about, "paper": self})

    def whole(self) -> SafeString:
        """A page with the sheets and nothing else, to be laid out as PDF."""
        about = {"paper": self, "sheets": self.sheets()}
        with in_words_of(self.event):
            return render_to_string("paper/print.html", about)


class PaperForm(forms.Form):
    """What can be chosen for one kind of paper; it comes with the address."""

    def __init__(self, event: Event, *, data: Any = None, key: str = "paper") -> None:
        super().__init__(data, auto_id=f"id_{key}_%s")
        self.event = event


@dataclass(frozen=True)
class Kind:
    """A kind of paper: `make` gives it for an event and what was chosen in `form`."""

    key: str
    name: str | Promise
    about: str | Promise
    form: type[PaperForm]
    make: Callable[[Event, dict[str, Any]], Paper]
    permission: str = "event.see"

    def form_for(self, event: Event, data: Any = None) -> PaperForm:
        """The choices for this event, with what was chosen; empty to begin with."""
        return self.form(event, data=data, key=self.key)


@contextmanager
def in_words_of(event: Event) -> Iterator[None]:
    """Speak the language and the time of the event."""
    with translation.override(event.language), timezone.override(event.zone):
        yield
