"""What came of a scan or a tap, as the next page tells it: a colour, a word and a sentence."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What came of it; the stylesheet has a colour for each, and scripts a sound."""

    IN = "in", _("In")
    ALREADY = "already", _("Already in")
    LOOK = "look", _("Look here")
    REFUSED = "refused", _("Not in")
    UNDONE = "undone", _("Taken back")
    DONE = "done", _("Done")


@dataclass(frozen=True)
class Result:
    """One outcome, told once."""

    kind: str
    word: str
    sentence: str


def tell(request: HttpRequest, kind: Kind, sentence: str) -> None:
    """Keep an outcome for the next page."""
    messages.info(request, sentence, extra_tags=kind.value)


def told(request: HttpRequest) -> list[Result]:
    """What there is to tell on this page."""
    kinds = {kind.value: kind for kind in Kind}
    found = []
    for message in messages.get_messages(request):
        kind = kinds.get(message.extra_tags, Kind.DONE)
        found.append(Result(kind.value, str(kind.label), str(message)))
    return found
