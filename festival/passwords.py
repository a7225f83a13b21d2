"""What a password must be: long, and nothing that everybody uses."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 12  # characters


class LongEnough:
    """Refuses a short password. In our own words: Django's have no Dutch translation."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError unless the password has enough characters."""
        if len(password) < SHORTEST:
            sentence = _("Choose a password of at least %(number)d characters.")
            raise ValidationError(sentence % {"number": SHORTEST})

    def get_help_text(self) -> str:
        """What to think of beforehand."""
        words = _("At least %(number)d characters. A short sentence is good.")
        return words % {"number": SHORTEST}
