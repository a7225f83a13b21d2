"""What we keep of people, why, how long, and who sees it: one entry for each personal field.

The privacy page is made from this register, the worker erases by it, and a test fails for a
personal field without an entry.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Case, Event, Role
from events.permissions import MAY
from registrations.models import Answer, Device, DoorAct, Question, Registration
from registrations.querysets import RegistrationQuerySet
from registrations.questions.uploads import erase_answers

Text = str | Promise
SOON, LATER = 14, 90  # days: once it is arranged; once the follow-up has been sent
NOBODY = "@erased.invalid"  # RFC 2606: no mail ever arrives there

AGREED = gettext_lazy("You sign up and we keep a seat for you: that is our agreement with you.")
CONSENTED = gettext_lazy("You choose to tell us, and may leave it empty.")


@dataclass(frozen=True)
class Entry:
    """Why fields are kept, on which ground (art. 6 and 9 GDPR), how many days after the event,
    and the permission with which a team sees them. `asked_when` names the event's own field
    that says whether we ask."""

    fields: tuple[str, ...]
    label: Text
    purpose: Text
    basis: Text
    permission: str  # of events.permissions.MAY
    days: int
    asked_when: str = ""

    @property
    def seen_by(self) -> str:
        """Who sees them, in words."""
        return who_may(self.permission)

    def erased_from(self, event: Event) -> datetime:
        """From when these fields are empty for people of this event, in its own time zone."""
        return (event.ends_at + timedelta(days=self.days)).astimezone(event.zone)

    def asked_by(self, event: Event) -> bool:
        """Whether the form of this event asks for it."""
        return not self.asked_when or bool(getattr(event, self.asked_when))


REGISTER = (
    Entry(
        ("given_name", "infix", "family_name", "sort_name"),
        gettext_lazy("Your name"),
        gettext_lazy("To know who comes and to receive you at the door."),
        AGREED,
        "attendees.see",
        LATER,
    ),
    Entry(
        ("email",),
        gettext_lazy("Your e-mail address"),
        gettext_lazy("To send you the confirmation, your personal link, and changes."),
        AGREED,
        "emails.see",
        LATER,
    ),
    Entry(
        ("organisation",),
        gettext_lazy("Your organisation"),
        gettext_lazy("To show beside your name on the list of who comes."),
        CONSENTED,
        "attendees.see",
        LATER,
    ),
    Entry(
        ("cancelled_why",),
        gettext_lazy("Why the organisers cancelled your sign-up, if they did"),
        gettext_lazy("To be able to explain it to you."),
        AGREED,
        "attendees.see",
        LATER,
    ),
    Entry(
        ("access_needs",),
        gettext_lazy("What you need to take part"),
        gettext_lazy("To arrange what you need."),
        CONSENTED,
        "needs.see",
        SOON,
        asked_when="asks_access",
    ),
    Entry(
        ("diet_needs",),
        gettext_lazy("What you told us about food"),
        gettext_lazy("To order food that you can eat."),
        CONSENTED,
        "needs.see",
        SOON,
        asked_when="asks_diet",
    ),
)

# Of a case that somebody brings along: erased with their name, unless it was accepted.
OF_A_CASE = Entry(
    ("title", "question", "about", "theme"),
    gettext_lazy("The case that you bring along: its name, your question, and whose it is"),
    gettext_lazy(
        "To decide whether it gets a place in the programme. If the organisers accept it, it is "
        "part of the programme from then on: then it stays, without your name."
    ),
    CONSENTED,
    "attendees.see",
    LATER,
)


# Of what is noted at the doors. The notes themselves stay: without the remarks, and once the name
# is erased, they are what the counts of who came are made of.
OF_THE_DOOR = (
    Entry(
        ("at", "received_at", "session", "table", "way"),
        gettext_lazy("When you came in, and at which sessions you were"),
        gettext_lazy("To know who is in the building, and afterwards how many came."),
        gettext_lazy(
            "For the safety of everybody in the building: that is our legitimate interest."
        ),
        "attendees.see",
        LATER,
    ),
    Entry(
        ("text",),
        gettext_lazy("Remarks about you at the door"),
        gettext_lazy("To receive you well, for instance with a chair near the stage."),
        AGREED,
        "attendees.see",
        SOON,
    ),
)


@dataclass(frozen=True)
class Kept:
    """Something about people on the programme that is never public."""

    fields: tuple[str, ...]
    label: Text
    purpose: Text
    basis: Text
    seen_by: Text
    until: Text


OF_HOSTS = (
    Kept(
        ("email",),
        gettext_lazy("The e-mail address of who hosts or speaks"),
        gettext_lazy("To tell them what changes in their part of the programme. Never public."),
        gettext_lazy("They take part in making the gathering: that is our agreement with them."),
        gettext_lazy("only the organisers"),
        gettext_lazy("Until they take part in nothing any more, or ask us to erase it."),
    ),
)

OF_THE_DESK = (
    Kept(
        ("name",),
        gettext_lazy("The name of a phone or computer at the desk"),
        gettext_lazy("To see who noted what, and to stop a device that was lost. Never public."),
        gettext_lazy("To keep the list of guests safe: that is our legitimate interest."),
        gettext_lazy("the organisers, and who receives you at the door"),
        gettext_lazy("Until two weeks after the gathering; then we erase it."),
    ),
)

# What is left of a note at the door once the fields above are erased, and those of its person.
IMPERSONAL_OF_NOTES = frozenset(
    {
        *("id", "event", "registration", "kind", "key", "undoes", "counter"),
        *("device", "host_link", "by"),
    }
)

# What is left of a registration once the fields above are erased tells nothing about a person:
# with its choices and consents it is what the counts are made of.
IMPERSONAL = frozenset(
    {
        *("id", "event", "code", "form_key", "link_version", "revision", "role", "language"),
        *("status", "created_at", "confirmed_at", "hold_until", "waiting_since"),
        *("cancelled_at", "cancelled_by", "forgotten_at", "lead", "case", "proved_at"),
        *("urged_at", "passes_until", "stays_in_line", "unwanted_at"),
        *("checked_in_at", "walked_in", "too_few", "added_seat", "added_in"),
    }
)


# Of an answer, the row itself is deleted when its question's `keep_days` are over.
ERASED_WITH_THE_ANSWER = frozenset({"asked", "value", "file"})


def who_may(permission: str) -> str:
    """Which of a team have a permission, in words for residents."""
    may = MAY[permission]
    if Role.READER in may:
        return _("everybody in the team that organises it")
    if Role.DESK in may:
        return _("the organisers, and who receives you at the door")
    return _("only the organisers")


def asked_by(event: Event) -> list[Entry]:
    """The entries that concern people of this event, those of its own questions last."""
    own = [_entry_of(question) for question in event.questions.told()]
    brought = [OF_A_CASE] if event.registration_roles.bringing_a_case().exists() else []
    asked = [entry for entry in REGISTER if entry.asked_by(event)]
    return [*asked, *OF_THE_DOOR, *brought, *own]


def _entry_of(question: Question) -> Entry:
    return Entry(
        ("answers",),
        question.text,
        question.purpose,
        AGREED if question.required and not question.special else CONSENTED,
        "needs.see" if question.special else "answers.see",
        question.keep_days,
    )


def fields_kept(days: int) -> list[str]:
    """The names of the fields that are kept this long after the event."""
    return [field for entry in REGISTER if entry.days == days for field in entry.fields]


def forget_expired(now: datetime) -> int:
    """Erase what has been kept as long as the register says; how many times. For the worker.

    The rows stay, so that the counts do. Their personal links no longer open anything.
    """
    people = Registration.objects.all()
    needs = dict.fromkeys(fields_kept(SOON), "")
    count = people.of_events_before(now - timedelta(days=SOON)).with_needs().update(**needs)
    count += _forget_answers(now) + _forget_remarks(now)
    return count + forget(people.of_events_before(now - timedelta(days=LATER)), now=now)


def forget(people: RegistrationQuerySet, *, now: datetime) -> int:
    """Erase who these are, whenever that was to be; how many were not erased before.

    A case that they brought goes as well, unless it was accepted; and so do remarks about them.
    """
    DoorAct.objects.of_people(people.values("pk")).with_remark().update(text="")
    Case.objects.proposed().filter(brought_by__in=people).delete()
    blank: dict[str, str | Concat] = dict.fromkeys([*fields_kept(SOON), *fields_kept(LATER)], "")
    blank["email"] = Concat(F("code"), Value(NOBODY))
    version = F("link_version") + 1
    return people.remembered().update(**blank, forgotten_at=now, link_version=version)


def _forget_remarks(now: datetime) -> int:
    """Erase remarks at the door and names of devices two weeks after the event; how many."""
    over = now - timedelta(days=SOON)
    count: int = DoorAct.objects.of_events_before(over).with_remark().update(text="")
    return count + Device.objects.of_events_before(over).exclude(name="").update(name="")


def _forget_answers(now: datetime) -> int:
    """Delete the answers that have been kept as long as their question promised; how many."""
    count = 0
    for days in Question.objects.order_by().values_list("keep_days", flat=True).distinct():
        rows = Answer.objects.kept_until(now, days=days)
        count += erase_answers(Answer.objects.filter(pk__in=rows.values("pk")))
    return count
