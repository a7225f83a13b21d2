"""Messages with an Undo button. A message carries the address that undoes, never HTML."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

CARRIES = "undo:"


def offer_undo(request: HttpRequest, sentence: str, address: str) -> None:
    """Say what was done, with a button that posts to `address` and comes back here."""
    messages.success(request, sentence, extra_tags=f"{CARRIES}{address}")


def undo_address(message: Message) -> str:
    """The address that undoes what a message tells; empty for most messages."""
    tags = message.extra_tags or ""
    return tags.removeprefix(CARRIES) if tags.startswith(CARRIES) else ""


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page of this site that a form says it was sent from, or else `otherwise`."""
    asked = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if here else resolve_url(otherwise)
