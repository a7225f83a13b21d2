"""Forms on a draft that several people may have open at once: nobody's work is overwritten.

A form carries a digest of each value it was opened with. When it comes back, a field that only
one of the two people changed takes that change; a field that both changed, differently, is
refused with both versions shown, and what was typed stays in it. Sending it once more is then
a decision. A form that is shown again says in the other fields what the draft says by now.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from festival.editing import add, change, link, plain
from festival.markdown_field import asked_to_preview, show_preview
from festival.models import User
from festival.refusals import Refused

if TYPE_CHECKING:
    Base = forms.ModelForm[Any]
else:
    Base = forms.ModelForm

Form = TypeVar("Form", bound="DraftForm")
NONE = "–"
LONGEST_SHOWN = 300  # characters of the other version in the sentence


def say_none_plainly(field: forms.Field) -> None:
    """Let the empty choice be a short dash; a screen reader spells out Django's nine hyphens."""
    unchosen = {str(words) for words in (_unchosen(), BLANK_CHOICE_DASH[0][1])}
    if isinstance(field, forms.ModelChoiceField):
        if str(field.empty_label) in unchosen:
            field.empty_label = NONE
    elif isinstance(field, forms.ChoiceField):
        choices: Any = list(field.choices)  # type: ignore[arg-type]
        plain = [(v, NONE) if v == "" and str(w) in unchosen else (v, w) for v, w in choices]
        if plain != choices:
            field.choices = plain


def _unchosen() -> Any:
    """What this Django calls the empty choice; from 6.1 on in words."""
    return forms.ModelChoiceField(queryset=None).empty_label


class Theirs(forms.BoundField):
    """A field that somebody else changed and I did not: it shows theirs, not what I sent."""

    def value(self) -> Any:
        """What a form that is opened now has in this field."""
        return self.field.prepare_value(self.initial)


class DraftForm(Base):
    """A form on one thing of a draft, saved through the verbs `add` and `change`.

    Fields in `as_one` are merged as one; the first of them tells of a clash. A field that is no
    part of the thing, such as a day beside a time, is only shown along with the others.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    as_one: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.merged: set[str] = set()
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            say_none_plainly(field)
        there = self.instance.pk is not None
        self.current = {n: getattr(self.instance, n) if there else None for n in self.columns()}
        self.current |= {
            n: list(getattr(self.instance, n).all()) if there else [] for n in self.links()
        }
        self.initial["seen"] = self._stamp()
        self.order_fields([*(name for name in self.fields if name != "seen"), "seen"])

    def __getitem__(self, name: str) -> forms.BoundField:
        """The field, with their value when mine was merged into it."""
        if name in self.merged:
            return Theirs(self, self.fields[name], name)
        return super().__getitem__(name)

    def clean(self) -> dict[str, Any]:
        """Set what I typed against what others saved since I opened the form."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._merge(cleaned)
        return cleaned

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save what the form says; the thing. Raises what the verbs raise."""
        if self.instance.pk is None:
            thing = add(self.instance, now=now, by=by)
        else:
            thing = type(self.instance)._base_manager.get(pk=self.instance.pk)
            change(thing, now=now, by=by, **self.values_to_change())
        for name in self.links():
            link(thing, name, self.cleaned_data[name], now=now, by=by)
        return thing

    def values_to_change(self) -> dict[str, Any]:
        """What goes to the verb `change`; a form takes out what another verb owns."""
        return {name: self.cleaned_data[name] for name in self.columns()}

    def columns(self) -> list[str]:
        """The fields that are columns of the thing."""
        own = {field.name for field in self._meta.model._meta.concrete_fields}
        return [name for name in self.fields if name in own]

    def links(self) -> list[str]:
        """The fields that tie the thing to several others."""
        many = {field.name for field in self._meta.model._meta.many_to_many}
        return [name for name in self.fields if name in many]

    def _stamp(self) -> str:
        return signing.dumps({name: digest(value) for name, value in self.current.items()})

    def _merge(self, cleaned: dict[str, Any]) -> None:
        seen = self._seen()
        shown: dict[str, str] = {}
        for names in self._units():
            kept = [name for name in names if name in self.current]
            if any(name not in cleaned for name in kept):
                continue
            was = [seen.get(name) for name in kept]
            mine = [digest(cleaned[name]) for name in kept]
            theirs = [digest(self.current[name]) for name in kept]
            if theirs in (was, mine):
                continue
            shown |= dict(zip(kept, theirs, strict=True))
            if mine == was:
                self._take_theirs(names, cleaned)
            else:
                self.add_error(names[0], ValidationError(self._both(names[0]), code="stale"))
        if shown:
            data: Any = self.data
            self.data = data.copy()
            self.data[self.add_prefix("seen")] = signing.dumps(seen | shown)  # type: ignore[index]

    def _units(self) -> list[tuple[str, ...]]:
        """The names of what is merged, together or alone, in the order of the fields."""
        unit_of = {name: names for names in self.as_one for name in names}
        return list(dict.fromkeys(unit_of.get(name, (name,)) for name in self.current))

    def _take_theirs(self, names: tuple[str, ...], cleaned: dict[str, Any]) -> None:
        for name in names:
            if name in self.current:
                cleaned[name] = self.current[name]
            if name in self.columns():
                setattr(self.instance, name, self.current[name])
            if name in self.fields:
                self.merged.add(name)

    def _seen(self) -> dict[str, str]:
        """The digests the form was opened with; none at all when its stamp was tampered with."""
        try:
            seen: dict[str, str] = signing.loads(self.data.get(self.add_prefix("seen")) or "")
        except signing.BadSignature:
            return {}
        return seen

    def _both(self, name: str) -> str:
        shown = Truncator(strip_tags(self._shown(name))).chars(LONGEST_SHOWN)
        return _(
            "Somebody else changed this while you had it open. Theirs: “%(theirs)s”. Yours is "
            "still in the field; save again to keep yours."
        ) % {"theirs": shown or _("(empty)")}

    def _shown(self, name: str) -> str:
        value = self.current[name]
        field = self.fields[name]
        if isinstance(value, list):
            return ", ".join(str(other) for other in value)
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        if isinstance(value, datetime):
            return str(field.widget.format_value(field.prepare_value(value)))
        return "" if value is None else str(value)


def digest(value: Any) -> str:
    """A short fingerprint of one value."""
    if isinstance(value, models.QuerySet | list):
        value = str(sorted(other.pk for other in value))
    if isinstance(value, models.Model):
        value = value.pk or str(value)
    if isinstance(value, datetime):
        value = value.astimezone(UTC)  # the same moment, whichever zone it was typed in
    if isinstance(value, str):
        value = value.replace("\r\n", "\n")
    text = json.dumps("" if value is None else plain(value))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@transaction.atomic
def submitted(
    kind: type[Form], request: Any, thing: models.Model, *, now: datetime, **options: Any
) -> tuple[Form, Any]:
    """The form that a visitor sent about a thing, and the saved thing or None.

    The thing's row is locked from reading it until it is saved. What a verb refuses stands as an
    error on the form; a form that only asks for a preview has no errors and saves nothing.
    Raises the model's DoesNotExist when somebody has just removed it.
    """
    pk = thing.pk
    if pk is not None:
        thing = type(thing)._base_manager.select_for_update().get(pk=pk)
    form = kind(request.POST, request.FILES, instance=thing, **options)
    if asked_to_preview(request.POST):
        show_preview(form)
        return form, None
    if not form.is_valid():
        return form, None
    try:
        with transaction.atomic():
            return form, form.save_by(request.user, now=now)
    except (Refused, ValidationError) as no:
        thing.pk = pk  # a new thing that was not kept has no id
        tell(form, no)
        return form, None


def tell(form: forms.BaseForm, no: Refused | ValidationError) -> None:
    """Put what a verb refused beside the field it is about, otherwise above the form."""
    if isinstance(no, Refused):
        form.add_error(no.field if no.field in form.fields else None, str(no))
    elif hasattr(no, "error_dict"):
        for name, errors in no.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, no)
