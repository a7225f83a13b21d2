"""Two phones, one sign-up: what changed meanwhile is never silently overwritten.

A form carries a digest of each value it was opened with, as forms on drafts do
(`festival.drafting`): a field that only one of the two changed takes that change, one that both
changed differently is shown with both, and what was typed stays in it.
"""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from festival.drafting import LONGEST_SHOWN, Theirs, digest
from festival.typed import Carried
from registrations.questions.fields import value_of

SALT = "registrations.seen"


class Merging(forms.Form):
    """A form whose `initial` is what there is now; mix it in before the form itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.merged: set[str] = set()
        super().__init__(*args, **kwargs)

    def remember(self) -> None:
        """Note what the form is opened with, once its fields and `initial` are there."""
        self.now = {n: digest(self.flat(n, self.initial.get(n))) for n in self.fields}
        self.fields["seen"] = forms.CharField(widget=Carried, required=False)
        self.initial["seen"] = signing.dumps(self.now, salt=SALT)

    def __getitem__(self, name: str) -> forms.BoundField:
        """The field, with their value where mine was merged into it."""
        if name in self.merged:
            return Theirs(self, self.fields[name], name)
        return super().__getitem__(name)

    def flat(self, name: str, value: Any) -> str:
        """A value as one text, the same for the same choice."""
        return value_of(value)

    def clean(self) -> dict[str, Any]:
        """Set what was typed against what is there now."""
        seen = self._seen()
        for name in list(self.now):
            if name in self.cleaned_data:
                self._merge(name, seen)
        if self.merged or self.errors:
            data: Any = self.data
            self.data = data.copy()
            self.data[self.add_prefix("seen")] = signing.dumps(seen, salt=SALT)  # type: ignore[index]
        return super().clean() or self.cleaned_data

    def _merge(self, name: str, seen: dict[str, str]) -> None:
        """Set one field against what is there; `seen` moves on to what is shown now."""
        was, theirs = seen.get(name), self.now[name]
        mine = digest(self.flat(name, self.cleaned_data[name]))
        if theirs in (was, mine):
            return
        seen[name] = theirs
        if mine == was:
            self.merged.add(name)
            self.cleaned_data[name] = self.fields[name].clean(self.initial.get(name))
        else:
            self.add_error(name, ValidationError(self._both(name), code="stale"))

    def _seen(self) -> dict[str, str]:
        """The digests the form was opened with; none at all when its stamp was tampered with."""
        try:
            seen: dict[str, str] = signing.loads(
                self.data.get(self.add_prefix("seen")) or "", salt=SALT
            )
        except signing.BadSignature:
            return {}
        return seen

    def _both(self, name: str) -> str:
        shown = Truncator(self.shown(name)).chars(LONGEST_SHOWN)
        return _(
            "This was changed meanwhile, perhaps by you on another device. There it says: "
            "“%(theirs)s”. Yours is still here; send again to keep yours."
        ) % {"theirs": shown or _("(empty)")}

    def shown(self, name: str) -> str:
        """What is there now, as people read it."""
        value, field = self.initial.get(name), self.fields[name]
        values = value if isinstance(value, list) else [value]
        if isinstance(field, forms.ChoiceField):
            options = cast("Iterable[tuple[str, Any]]", field.choices)
            words = {str(code): str(text) for code, text in options}
            values = [words.get(str(one), one) for one in values]
        return ", ".join(str(one) for one in values if one)
