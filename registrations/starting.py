"""What the sign-up form of a new event asks: made from a shape, or copied from an earlier event."""

from collections.abc import Collection, Sequence
from datetime import datetime

from events.models import Event
from events.starting.copier import Copier
from festival.editing import add
from festival.models import User
from registrations.models import ConsentText, LimitedOption, MailText, Question, RegistrationRole


class SignUp:
    """The verbs that `events.starting.sign_up` asks for."""

    def add_roles(
        self, event: Event, names: Sequence[str], *, now: datetime, by: User | None
    ) -> None:
        """Let people come in one of these roles."""
        for position, name in enumerate(names):
            add(RegistrationRole(event=event, name=name, position=position), now=now, by=by)

    def copy(self, copier: Copier) -> None:
        """Copy roles, what is still asked, and the words of mails; nothing that was answered."""
        source = copier.source
        copier.copy(RegistrationRole.objects.filter(event=source).order_by("pk"))
        _copy_questions(copier)
        asked = Question.objects.filter(event=source).asked()
        copier.copy(LimitedOption.objects.filter(question__in=asked).order_by("pk"))
        copier.copy(ConsentText.objects.filter(event=source, retired=False).order_by("pk"))
        copier.copy(MailText.objects.filter(event=source).order_by("pk"))


def _copy_questions(copier: Copier, only_after: Collection[int] | None = None) -> None:
    """Copy what is still asked; a question that follows another comes after it."""
    asked = Question.objects.filter(event=copier.source).asked().order_by("pk")
    if only_after is None:
        copied = asked.exclude(only_if__in=asked.values("pk"))
    else:
        copied = asked.filter(only_if__in=only_after)
    copier.copy(copied)
    if pks := set(copied.values_list("pk", flat=True)):
        _copy_questions(copier, pks)
