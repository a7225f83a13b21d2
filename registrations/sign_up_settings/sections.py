"""The parts of the sign-up settings: single forms, and lists of roles, questions and rounds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Block, Event
from events.workspace.content.listing import Row
from festival.drafting import DraftForm
from registrations.models import LimitedOption, Question, RegistrationRole
from registrations.questions.answering import shown_answer
from registrations.sign_up_settings import asked_forms, forms, rules_forms, sentences
from registrations.sign_up_settings.question_form import QuestionForm

Words = str | Promise


@dataclass(frozen=True)
class Section:
    """One form on the event itself."""

    key: str
    title: Words
    about: Words
    form: type[DraftForm]


@dataclass(frozen=True)
class Kind:
    """A list of parts of the form: how they are called, told about, and asked."""

    key: str
    title: Words
    about: Words
    add: Words
    model: type[models.Model]
    form: type[asked_forms.AskedForm]
    details: Callable[[Any], list[str]]
    related: tuple[str, ...] = ()  # what a row tells of others, fetched for all of them at once

    def rows(self, event: Event) -> "models.QuerySet[Any]":
        """Those of one event, in order."""
        return self.model._default_manager.filter(event=event).order_by("position", "pk")


SECTIONS = (
    Section(
        "periode",
        gettext_lazy("When people can sign up"),
        gettext_lazy("What you save here holds at once, also without publishing."),
        forms.WindowForm,
    ),
    Section(
        "plaatsen",
        gettext_lazy("Seats"),
        gettext_lazy("What you save here holds at once. Who moves up gets a mail at once."),
        forms.SeatsForm,
    ),
    Section(
        "samen",
        gettext_lazy("Alone or together"),
        gettext_lazy("Whether somebody brings others along in one sign-up."),
        rules_forms.TogetherForm,
    ),
    Section(
        "wachtlijst",
        gettext_lazy("Waiting list"),
        gettext_lazy(
            "When all seats are taken, people get a place in line: for the gathering, and for each "
            "session and table."
        ),
        rules_forms.OfferForm,
    ),
    Section(
        "adres",
        gettext_lazy("Proof of address"),
        gettext_lazy("It keeps out seats for made-up addresses, and costs everybody a step more."),
        rules_forms.ProofForm,
    ),
    Section(
        "wijzigen",
        gettext_lazy("Changing and handing over"),
        gettext_lazy("What people do themselves, on the page that their mails lead to."),
        rules_forms.ChangingForm,
    ),
    Section(
        "herinneren",
        gettext_lazy("Reminder and thanks"),
        gettext_lazy("Mails that leave by themselves. Who cancelled gets none."),
        rules_forms.RemindersForm,
    ),
    Section(
        "nodig",
        gettext_lazy("What people need"),
        gettext_lazy("Two usual questions, asked and kept with care."),
        forms.NeedsForm,
    ),
)


def _of_role(role: RegistrationRole) -> list[str]:
    return [
        role.explanation,
        _("so far: %(seats)s") % {"seats": sentences.seats_of(role)},
        "" if role.counts else _("takes no seat"),
        _("may use seats kept back") if role.insider else "",
        _("by invitation") if role.by_invitation else "",
        _("brings a case") if role.with_case else "",
        _("words of its own in the mails") if role.mail_text else "",
        _("no longer offered") if role.retired else "",
    ]


def _of_question(question: Question) -> list[str]:
    roles = ", ".join(role.name for role in question.roles.all())
    return [
        question.get_kind_display(),
        _("required") if question.required else "",
        _("only: %(roles)s") % {"roles": roles} if roles else "",
        "" if question.whom == question.Whom.EVERYBODY else _of_whom(question),
        _after(question),
        *(_of_limit(limit) for limit in question.limits.all()),
        ngettext("kept for %(days)d day", "kept for %(days)d days", question.keep_days)
        % {"days": question.keep_days},
        _("private") if question.special else "",
        _("no longer asked") if question.retired else "",
    ]


def _of_whom(question: Question) -> str:
    return _("only: %(roles)s") % {"roles": question.get_whom_display()}


def _after(question: Question) -> str:
    if question.only_if is None:
        return ""
    answer = shown_answer(question.only_if.kind, question.only_if_answer)
    about = {"question": question.only_if, "answer": answer}
    return _("only after “%(question)s”: %(answer)s") % about


def _of_limit(limit: LimitedOption) -> str:
    about = {"option": limit.text, "taken": limit.seats_taken, "places": limit.capacity}
    return _("%(option)s: %(taken)d of %(places)d places") % about


def _of_round(block: Block) -> list[str]:
    off = _("called off")
    titles = ", ".join(
        f"{session.title} ({off})" if session.cancelled_at else session.title
        for session in block.sessions.all()
    )
    return [
        _("Choice of: %(titles)s") % {"titles": titles} if titles else _("nothing to choose yet"),
        _("required") if block.required else "",
        _("wishes in order, placed later") if block.ranked else "",
        ""
        if block.maximum == 1 or block.ranked
        else _("at most %(n)d choices") % {"n": block.maximum},
    ]


KINDS = (
    Kind(
        "rollen",
        gettext_lazy("Roles"),
        gettext_lazy(
            "With roles, everybody chooses in which role they come. A role can have questions of "
            "its own and a number of its own."
        ),
        gettext_lazy("Add a role"),
        RegistrationRole,
        asked_forms.RoleForm,
        _of_role,
    ),
    Kind(
        "vragen",
        gettext_lazy("Questions"),
        gettext_lazy(
            "Ask only what you will use. Name, e-mail address and organisation are asked already."
        ),
        gettext_lazy("Add a question"),
        Question,
        QuestionForm,
        _of_question,
        related=("roles", "only_if", "limits"),
    ),
    Kind(
        "rondes",
        gettext_lazy("Rounds"),
        gettext_lazy(
            "In a round people choose a session or table. First come, first served: who finds it "
            "full gets a place in line there. Or they tell their wishes in order, and you place "
            "them later. In the programme you say which session belongs to which round."
        ),
        gettext_lazy("Add a round"),
        Block,
        asked_forms.RoundForm,
        _of_round,
        related=("sessions",),
    ),
)


def section_at(key: str) -> Section:
    """The section with this key. Raises Http404."""
    found = next((section for section in SECTIONS if section.key == key), None)
    if found is None:
        raise Http404
    return found


def kind_at(key: str) -> Kind:
    """The kind with this key. Raises Http404."""
    found = next((kind for kind in KINDS if kind.key == key), None)
    if found is None:
        raise Http404
    return found


def rows_of(kind: Kind, event: Event) -> list[Row]:
    """The list of one kind, in a number of queries that does not grow with it."""
    things = kind.rows(event)
    things = things.prefetch_related(*kind.related)
    return [
        Row(
            pk=thing.pk,
            name=str(thing),
            details=[detail for detail in kind.details(thing) if detail],
            url=address("asked", event, kind, pk=thing.pk),
            remove_url=address("remove_asked", event, kind, pk=thing.pk),
        )
        for thing in things
    ]


def address(name: str, event: Event, kind: Kind, **more: Any) -> str:
    """Where something is done with the parts of one kind."""
    return reverse(f"staff:{name}", kwargs={"slug": event.slug, "kind": kind.key} | more)
