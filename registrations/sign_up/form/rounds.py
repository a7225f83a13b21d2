"""The rounds on the form: one option, several, or wishes in order; and what was picked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.published import Seats
from registrations.sign_up.offer import Option, Round
from registrations.sign_up.picking import Pick, at_most
from registrations.wording import hours_of, seats_text


@dataclass(frozen=True)
class OptionText:
    """How an option reads: a title, what stands under it, and whether nobody can choose it."""

    title: str
    details: str = ""
    full: bool = False
    closed: bool = False


class SeveralField(forms.MultipleChoiceField):
    """Several options of one round, up to `most`."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, most: int, **rest: Any) -> None:
        self.most = most
        super().__init__(**rest)

    def validate(self, value: Any) -> None:
        """Refuse more options than the round allows."""
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(at_most(self.most))


class RankedSelects(forms.MultiWidget):
    """A select for each wish: the first choice, the second, and so on."""

    template_name = "festival_forms/ranks.html"
    use_fieldset = True
    own_options = True  # the field's template leaves the options to us

    def decompress(self, value: Any) -> list[Any]:
        """The wishes as they are."""
        return list(value or [])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the words for each rank."""
        context = super().get_context(name, value, attrs)
        selects = context["widget"]["subwidgets"]
        return context | {"ranks": list(zip(rank_names(), selects, strict=False))}


class RankedField(forms.MultiValueField):
    """Wishes in order, the dearest first; gaps are closed."""

    def __init__(self, *, choices: list[tuple[str, Any]], ranks: int, **rest: Any) -> None:
        one = forms.ChoiceField(choices=choices, required=False, error_messages=strange())
        widget = RankedSelects([forms.Select(choices=choices) for _rank in range(ranks)])
        super().__init__([one] * ranks, widget=widget, require_all_fields=False, **rest)

    def compress(self, data_list: Any) -> list[str]:
        """The wishes. Raises ValidationError when one stands there twice."""
        wishes = [wish for wish in data_list or () if wish]
        if len(set(wishes)) < len(wishes):
            raise ValidationError(_("Choose something else for each wish."))
        return wishes


def rank_names() -> list[str]:
    """How the wishes are called."""
    return [_("1st choice"), _("2nd choice"), _("3rd choice"), _("4th choice"), _("5th choice")]


def strange() -> dict[str, Any]:
    """What is said of an option that does not stand on the form."""
    return {"invalid_choice": _("Choose one of the options that stand here.")}


def round_field(found: Round) -> forms.Field:
    """The field that asks for a choice in one round."""
    about: dict[str, Any] = {
        "label": found.title,
        "help_text": " ".join(part for part in (told_hours(found), how_many(found)) if part),
        "required": found.required,
        "error_messages": strange() | {"required": _missing(found)},
    }
    if found.ranked:
        choices = [("", _("No preference")), *((o.code, o.title) for o in found.options)]
        return RankedField(choices=choices, ranks=found.maximum, **about)
    options = [(option.code, OptionText(option.title)) for option in found.options]
    if found.maximum > 1:
        return SeveralField(most=found.maximum, choices=options, **about)
    return forms.ChoiceField(
        choices=_with_no_preference(found, options),
        initial=None if found.required else "",
        widget=forms.RadioSelect,
        **about,
    )


def told_hours(found: Round) -> str:
    """When the round is, where all of it is at one time."""
    if not found.hours or (found.maximum == 1 and not found.ranked):
        return found.hours
    return f"{found.hours}."


def how_many(found: Round) -> str:
    """How to choose, where it is not one option."""
    if found.ranked:
        return _("Tell what you would like best. The organisers divide the places later.")
    if found.maximum == 1:
        return ""
    sentence = ngettext(
        "You can choose at most %(n)d option.",
        "You can choose at most %(n)d options.",
        found.maximum,
    )
    none = "" if found.required else _("Tick nothing if you have no preference.")
    return f"{sentence % {'n': found.maximum}} {none}".strip()


def _missing(found: Round) -> str:
    return _("Choose one of the options for “%(round)s”.") % {"round": found.title}


def told_options(found: Round, seats: Mapping[str, Seats]) -> list[tuple[str, OptionText]]:
    """The options of a round with how many seats are left at each now."""
    options = [(o.code, _option_text(found, o, seats.get(o.code))) for o in found.options]
    return options if found.maximum > 1 else _with_no_preference(found, options)


def show_options(field: forms.Field, options: list[tuple[str, OptionText]]) -> None:
    """Let a field of a round show these; wishes are no matter of seats."""
    if not isinstance(field, RankedField):
        cast("forms.ChoiceField", field).choices = options


def _with_no_preference(
    found: Round, options: list[tuple[str, OptionText]]
) -> list[tuple[str, OptionText]]:
    none = [] if found.required else [("", OptionText(_("No preference")))]
    return [*options, *none]


def _option_text(found: Round, option: Option, seats: Seats | None) -> OptionText:
    session = option.session
    people = _("With %(names)s") % {"names": ", ".join(option.people)} if option.people else ""
    hours = "" if found.hours else hours_of(session.starts_at, session.ends_at, found.zone)
    parts = [hours, people, seats_text(seats)]
    full = seats is not None and seats.full
    return OptionText(option.title, " · ".join(part for part in parts if part), full)


def picks_of(found: Round, cleaned: Any) -> list[Pick]:
    """What was picked in a round, out of a field's cleaned value."""
    by_code = {option.code: option.pick for option in found.options}
    chosen = [cleaned] if isinstance(cleaned, str) else list(cleaned or ())
    picks = [by_code[code] for code in chosen if code in by_code]
    if not found.ranked:
        return picks
    return [replace(pick, rank=rank) for rank, pick in enumerate(picks, start=1)]
