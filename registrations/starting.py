"""What the sign-up form of a new event asks: made from a shape, or copied from an earlier event."""

from collections.abc import Sequence
from datetime import datetime

from events.models import Event
from events.starting.copier import Copier
from festival.editing import add
from festival.models import User
from registrations.models import ConsentText, Question, RegistrationRole


class SignUp:
    """The verbs that `events.starting.sign_up` asks for."""

    def add_roles(
        self, event: Event, names: Sequence[str], *, now: datetime, by: User | None
    ) -> None:
        """Let people come in one of these roles."""
        for position, name in enumerate(names):
            add(RegistrationRole(event=event, name=name, position=position), now=now, by=by)

    def copy(self, copier: Copier) -> None:
        """Copy roles, and the questions and consent texts still asked; nothing that was answered."""
        source = copier.source
        copier.copy(RegistrationRole.objects.filter(event=source).order_by("pk"))
        copier.copy(Question.objects.filter(event=source).asked().order_by("pk"))
        copier.copy(ConsentText.objects.filter(event=source, retired=False).order_by("pk"))
