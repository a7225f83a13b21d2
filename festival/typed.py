"""What people type: cleaned of what cannot be seen, and asked back for what got lost."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Marks that turn the reading direction of what follows, also in somebody else's list.
BIDI_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = dict.fromkeys(map(ord, BIDI_MARKS + "\u200b\u2060\ufeff\u00ad"))
LINK = re.compile(r"://|www\.|\S\.\S+/|\S@\S", re.IGNORECASE)
LOST = "\ufffd"  # what Django puts where bytes were no UTF-8


def tidy(text: str, *, lines: bool = False) -> str:
    """Without control characters, direction marks and stray spaces; `lines` keeps line breaks."""
    shown = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    if not lines:
        return " ".join("".join(_visible(c) for c in shown).split())
    rows = re.split(r"\r\n|\r|\n", shown)
    return "\n".join("".join(_visible(c) for c in row).rstrip() for row in rows).strip()


def _visible(character: str) -> str:
    return " " if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} else character


def check_length(text: str, most: int) -> None:
    """Raise ValidationError for a text of more than this many characters."""
    if len(text) > most:
        sentence = ngettext(
            "Use at most %(most)d character; now there are %(found)d.",
            "Use at most %(most)d characters; now there are %(found)d.",
            most,
        )
        raise ValidationError(sentence % {"most": most, "found": len(text)})


class Line(forms.TextInput):
    """One line to type in; written without a template, of which a page would need a dozen."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The `<input>`."""
        shown = self.build_attrs(
            self.attrs, {"type": self.input_type, "name": name} | (attrs or {})
        )
        value = self.format_value(value)
        return format_html("<input{}>", flatatt(shown | ({"value": value} if value else {})))


class AddressLine(Line):
    """A line for an e-mail address, for which phones show an @."""

    input_type = "email"


class PhoneLine(Line):
    """A line for a telephone number, for which phones show their keys."""

    input_type = "tel"


class Carried(Line):
    """What a form carries along unseen."""

    input_type = "hidden"


class TypedField(forms.CharField):
    """A text that is tidied first and, when it is refused, says what to do.

    `missing` is the sentence for an empty required field, `autocomplete` what browsers may
    fill in (WCAG 2.2, success criterion 1.3.5). A text that is too long is not cut off.
    """

    widget = Line

    def __init__(
        self, *, missing: Any = "", autocomplete: str = "", lines: bool = False, **rest: Any
    ) -> None:
        self.lines = lines
        self.autocomplete = autocomplete
        if lines:
            rest.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**rest, required=bool(missing), strip=False)
        if missing:
            self.error_messages["required"] = missing

    def to_python(self, value: Any) -> str:
        """The tidied text. Raises ValidationError when part of it was lost on the way."""
        text = tidy(super().to_python(value) or "", lines=self.lines)
        if LOST in text:
            raise ValidationError(_("Some characters did not arrive well. Type this again."))
        return text

    def validate(self, value: Any) -> None:
        """Refuse an empty text where one is needed, and one that does not fit."""
        super().validate(value)
        if self.max_length is not None:
            check_length(value, self.max_length)

    def run_validators(self, value: Any) -> None:
        """`validate` has already told about the length, in our own words."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: it would silently cut off what somebody pastes."""
        return {"autocomplete": self.autocomplete} if self.autocomplete else {}


class NameField(TypedField):
    """Part of a name. Any name is good, but we send it on in mails: it must not be a link."""

    def validate(self, value: Any) -> None:
        """Refuse what mail programs turn into a link, so that nobody advertises through us."""
        super().validate(value)
        if LINK.search(value):
            raise ValidationError(_("Fill in a name, not a web address."))


class AddressField(TypedField):
    """An e-mail address, without spaces around it and with its domain in ASCII."""

    widget = AddressLine

    def validate(self, value: Any) -> None:
        """Refuse what is not an address, with an example of one."""
        super().validate(value)
        try:
            validate_email(value)
        except ValidationError as problem:
            raise ValidationError(
                _("Fill in an e-mail address such as name@example.org.")
            ) from problem

    def clean(self, value: Any) -> str:
        """The address as it is kept. A line break in it is refused, not mended."""
        if isinstance(value, str) and re.search(r"[\r\n\0]", value.strip()):
            raise ValidationError(_("Fill in an e-mail address such as name@example.org."))
        address: str = super().clean(value)
        local, _at, domain = address.rpartition("@")
        try:
            return f"{local}@{domain.encode('idna').decode('ascii')}"
        except UnicodeError as problem:
            raise ValidationError(_("Check the part of the address after the @.")) from problem


class PhoneField(TypedField):
    """A telephone number as people write it: Dutch with its ten digits, or with a country's.

    ITU-T E.164 allows at most 15 digits; the shortest in use have 7 with the country's.
    """

    widget = PhoneLine

    def validate(self, value: Any) -> None:
        """Refuse what cannot be dialled, with examples."""
        super().validate(value)
        if value and not _can_be_dialled(value):
            raise ValidationError(
                _("Fill in a telephone number such as 06 12345678 or +32 470 12 34 56.")
            )


def _can_be_dialled(text: str) -> bool:
    if not re.fullmatch(r"\+?[\d\s().\-/]+", text, re.ASCII):
        return False
    plain = re.sub(r"\(0\)", "", text) if text.startswith(("+", "00")) else text
    digits = re.sub(r"\D", "", plain)
    if text.startswith("+"):
        return 7 <= len(digits) <= 15  # noqa: PLR2004
    if digits.startswith("00"):
        return 9 <= len(digits) <= 17  # noqa: PLR2004
    return len(digits) == 10 and digits.startswith("0")  # noqa: PLR2004
