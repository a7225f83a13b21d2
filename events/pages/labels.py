"""Names of kinds and states, as the models name them, to stand on their own."""

from django.db.models import TextChoices
from django.utils.text import capfirst


def label(choices: type[TextChoices], value: str, *, silent: str = "") -> str:
    """The label of a value with a capital; nothing for the value that says nothing."""
    known = dict(choices.choices)
    return "" if value == silent else capfirst(str(known.get(value, value)))
