"""Everything we hold about one sign-up, for who asks for it (art. 15 and 20 GDPR).

Keys are English, as in the code; what people wrote or read is as it was.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Case
from events.programme import Programme
from events.published import with_release
from festival.models import AuditEntry
from registrations.links import token_of
from registrations.models import Answer, Bounce, MailRecipient, Registration
from registrations.wording import holder_title, round_title

ABOUT_US = frozenset(
    {"id", "form_key", "link_version", "sort_name", "cancelled_by", "event", "lead"}
)


def own_data_of(lead: Registration) -> dict[str, Any]:
    """The party as plain values; the number of queries does not depend on its size."""
    event = lead.event
    rows = Registration.objects.of_party(lead.pk).select_related("role", "case__theme")
    party = list(
        rows.prefetch_related(
            "answers__question",
            "consents__text",
            "choices__session",
            "choices__table",
            "choices__block",
            "door_acts__session",
            "door_acts__table",
        )
    )
    return {
        "gathering": {
            "name": with_release(event).programme.name,
            "starts_at": event.starts_at,
            "ends_at": event.ends_at,
        },
        "people": [_person(person, lead) for person in party],
        "history": _history(party),
        "messages_to_groups": _messages(party),
        "mail_that_came_back": _bounces(party),
        "mails": _("We keep no copies of the mails that we sent you."),
    }


def _person(person: Registration, lead: Registration) -> dict[str, Any]:
    programme = with_release(lead.event).programme
    values = {
        field.name: _plain(getattr(person, field.name))
        for field in Registration._meta.concrete_fields
        if field.name not in ABOUT_US
    }
    return values | {
        "case": _case(person.case),
        "came_along_with": lead.code if person.pk != lead.pk else None,
        "choices": [
            {
                "round": round_title(programme, choice.session, choice.block.title),
                "choice": holder_title(programme, choice.session, choice.table),
                "status": choice.status,
                "since": choice.since,
                "wish": choice.rank,
            }
            for choice in person.choices.all()
        ],
        "answers": [
            {"question": a.asked, "answer": a.value} | ({"file": _file(a, lead)} if a.file else {})
            for a in person.answers.all()
        ],
        "at_the_door": _at_the_door(person, programme),
        "consents": [
            {
                "text": consent.text.text,
                "given_at": consent.given_at,
                "withdrawn_at": consent.withdrawn_at,
            }
            for consent in person.consents.all()
        ],
    }


def _at_the_door(person: Registration, programme: Programme) -> list[dict[str, str | datetime]]:
    """When they were checked in and where, and what was written about them."""
    return [
        {
            "at": act.at,
            "what": act.kind,
            "where": holder_title(programme, act.session, act.table) if act.session else "",
            "remark": act.text,
        }
        for act in person.door_acts.all()
    ]


def _case(case: Case | None) -> dict[str, str] | None:
    """A case that somebody brought along, in their own words as long as nobody changed them."""
    if case is None:
        return None
    return {
        "title": case.title,
        "question": case.question,
        "organisation": case.about,
        "theme": str(case.theme or ""),
        "status": case.status,
    }


def _file(answer: Answer, lead: Registration) -> str:
    """Where they get a file back."""
    about = {"token": token_of(lead), "pk": answer.pk}
    return f"{settings.SITE_URL}{reverse('registrations:own_file', kwargs=about)}"


def _history(party: Iterable[Registration]) -> list[dict[str, str | datetime]]:
    """What was done with these sign-ups, in the words of the trail, the first thing first."""
    rows = AuditEntry.objects.filter(
        target_type="registration", target_id__in=[person.pk for person in party]
    )
    return [
        {"at": at, "what": action}
        for at, action in rows.order_by("at", "id").values_list("at", "action")
    ]


def _messages(party: Iterable[Registration]) -> list[dict[str, str | datetime | None]]:
    """The messages to a group that they were among, with what came of each."""
    rows = MailRecipient.objects.filter(registration__in=party).order_by("mail__sent_at", "id")
    return [
        {"sent_at": at, "subject": subject, "status": state}
        for at, subject, state in rows.values_list("mail__sent_at", "mail__subject", "state")
    ]


def _bounces(party: Iterable[Registration]) -> list[dict[str, str | datetime]]:
    """When a mail of ours came back, and with which status."""
    rows = Bounce.objects.filter(registration__in=party).order_by("at")
    return [{"at": at, "status": status} for at, status in rows.values_list("at", "status")]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
