"""Consent texts: asked, worded anew as a next version, no longer asked, and asked again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from festival.editing import add, change
from festival.models import User
from festival.refusals import Refused
from festival.slugs import free_slug
from registrations.models import ConsentText

LONGEST_KEY = 40


class WordedMeanwhile(Refused):
    """Somebody else wrote another version in the meantime."""


@transaction.atomic
def ask_consent(
    event: Event, *, name: str, text: str, now: datetime, by: User | None
) -> ConsentText:
    """Ask a consent from now on; `name` is what lists and files call it. Raises ValidationError."""
    lock_event(event.pk)
    taken = set(event.consent_texts.values_list("key", flat=True))
    key = free_slug(name[: LONGEST_KEY - 4], taken, otherwise="toestemming")
    return add(ConsentText(event=event, key=key, text=text), now=now, by=by)


@transaction.atomic
def reword(
    event: Event, *, key: str, text: str, seen: int, now: datetime, by: User | None
) -> ConsentText:
    """Ask a consent in new words: a next version. The same words change nothing.

    `seen` is the version that the new words were written for. Raises WordedMeanwhile when there
    is a newer one by now. What people agreed to stays what they agreed to.
    """
    lock_event(event.pk)
    newest: ConsentText = event.consent_texts.filter(key=key).latest("version")
    if newest.text == text:
        return newest
    if newest.version != seen:
        raise WordedMeanwhile(
            _(
                "Somebody else wrote version %(version)d while you had it open: “%(text)s”. Yours "
                "is still in the field; save again to ask yours instead."
            )
            % {"version": newest.version, "text": newest.text},
            field="text",
        )
    fresh = ConsentText(event=event, key=key, version=newest.version + 1, text=text)
    return add(fresh, now=now, by=by)


@transaction.atomic
def ask_no_longer(
    event: Event, *, key: str, retired: bool, now: datetime, by: User | None
) -> ConsentText:
    """Take a consent off the form, or put it back on; what was given stays. Twice is harmless."""
    lock_event(event.pk)
    newest: ConsentText = event.consent_texts.filter(key=key).latest("version")
    if newest.retired == retired:
        return newest
    return change(newest, now=now, by=by, retired=retired)
