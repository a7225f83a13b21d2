"""The forms about signing up: window, seats, needs, and roles, questions and rounds."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from events.models import Block, Event
from events.workspace.settings.fields import MomentField
from festival.drafting import DraftForm
from festival.models import User
from registrations.capacity import divide_seats
from registrations.models import Question, RegistrationRole
from registrations.roles import change_rules

SIX_DIGITS = 999_999


class WindowForm(DraftForm):
    """From when until when people can sign up."""

    opens_at = MomentField(
        label=_("Sign-up opens"),
        required=False,
        help_text=_("Empty: as soon as the gathering is published."),
    )
    closes_at = MomentField(
        label=_("Sign-up closes"),
        required=False,
        help_text=_("Empty: when the gathering starts. Cancelling stays possible after that."),
    )

    class Meta:
        model = Event
        fields = ["takes_registrations", "opens_at", "closes_at"]
        labels = {"takes_registrations": _("People sign up on this site")}
        help_texts = {
            "takes_registrations": _(
                "Off: the page says that nobody needs to sign up here. Who did so keeps a seat."
            )
        }


class SeatsForm(DraftForm):
    """How many seats there are, and for whom some of them stay."""

    capacity = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=0,
        max_value=SIX_DIGITS,
        help_text=_("Who comes after that gets a place in line. Empty: no limit."),
    )
    kept_back = forms.IntegerField(
        label=_("Seats kept back for hosts and partners"),
        required=False,
        min_value=0,
        max_value=SIX_DIGITS,
        help_text=_(
            "Only people in a role that may use them get these seats. Lower the number to let "
            "those in line move up."
        ),
    )

    class Meta:
        model = Event
        fields = ["capacity", "kept_back"]

    def clean_kept_back(self) -> int:
        """Nothing typed is none kept back."""
        return self.cleaned_data["kept_back"] or 0

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Divide the seats; who waits moves up. Raises Refused for too few."""
        event = Event.objects.get(pk=self.instance.pk)
        numbers = {name: self.cleaned_data[name] for name in ("capacity", "kept_back")}
        divide_seats(event, **numbers, now=now, by=by)
        return event


class NeedsForm(DraftForm):
    """The two questions that every gathering may ask."""

    class Meta:
        model = Event
        fields = ["asks_access", "asks_diet"]
        labels = {
            "asks_access": _("Ask what people need to take part"),
            "asks_diet": _("Ask about food"),
        }
        help_texts = {
            "asks_access": _(
                "A place for a wheelchair, an interpreter. Only who arranges it sees the answers; "
                "they are erased two weeks after the gathering."
            ),
            "asks_diet": _(
                "Only when there is something to eat. The same people see it, just as long."
            ),
        }


class AskedForm(DraftForm):
    """A form on a part of the sign-up form; a new part comes last."""

    def __init__(self, *args: Any, of: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = of

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; a new one gets its place in the order."""
        if self.instance.pk is None:
            rows = type(self.instance)._default_manager.filter(event=self.event)
            self.instance.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        return super().save_by(by, now=now)


class RoleForm(AskedForm):
    """A role to sign up in, and what it means for seats."""

    quota = forms.IntegerField(
        label=_("How many people at most"),
        required=False,
        min_value=0,
        max_value=SIX_DIGITS,
        help_text=_("Who comes after that waits for this role. Empty: as many as there are seats."),
    )

    class Meta:
        model = RegistrationRole
        fields = ["name", "explanation", "quota", "counts", "insider", "by_invitation", "retired"]
        labels = {
            "counts": _("Takes a seat of the gathering"),
            "insider": _("May use the seats that are kept back"),
            "by_invitation": _("Only for who has the invitation link"),
            "retired": _("No longer offer this role"),
        }
        help_texts = {
            "name": _("As it reads after “I come …”, such as: with my own case."),
            "explanation": _("One line under the name, so that people choose well."),
            "counts": _("Off for people who work at the gathering and are not counted."),
            "insider": _("For hosts and partners. When those seats are gone, they take others."),
            "by_invitation": _(
                "It is not on the form that everybody sees. You get a link to send."
            ),
            "retired": _("Who came in this role keeps it."),
        }
        error_messages = {"name": {"required": _("Fill in what the role is called.")}}

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; changed rules count everybody in the role anew. Raises Refused."""
        new = self.instance.pk is None
        role = super().save_by(by, now=now)
        if not new:
            rules = {name: self.cleaned_data[name] for name in role.changed_by_verbs}
            change_rules(role, **rules, now=now, by=by)
        return role

    def values_to_change(self) -> dict[str, Any]:
        """All but the rules, which have a verb of their own."""
        values = super().values_to_change()
        return {n: v for n, v in values.items() if n not in RegistrationRole.changed_by_verbs}


class QuestionForm(AskedForm):
    """A question, why it is asked, of whom, and how long the answers are kept."""

    keep_days = forms.IntegerField(
        label=_("How many days after the gathering you need the answers"),
        initial=14,
        min_value=1,
        max_value=90,
        help_text=_("Then they are erased. At most 90: no longer than the names."),
    )

    class Meta:
        model = Question
        fields = [
            *("text", "help_text", "kind", "options", "required", "roles", "purpose"),
            *("special", "keep_days", "retired"),
        ]
        widgets = {
            "roles": forms.CheckboxSelectMultiple,
            "options": forms.Textarea({"rows": 5}),
        }
        labels = {
            "options": _("Options"),
            "required": _("Nobody can sign up without an answer"),
            "roles": _("Only ask it of who comes"),
            "purpose": _("Why do you ask this?"),
            "special": _("It is about health, food, faith, or something else as private"),
            "retired": _("No longer ask this"),
        }
        help_texts = {
            "help_text": _("An example, or what you do not need to know."),
            "options": _("For choosing: each option on a line of its own."),
            "roles": _("Nothing ticked: everybody is asked."),
            "purpose": _("People read this under the question and on the privacy page."),
            "special": _("Then only who arranges it sees the answers, as with food."),
            "retired": _("Answers that were given stay until their time is over."),
        }
        error_messages = {
            "text": {"required": _("Write the question.")},
            "purpose": {"required": _("Write why you ask this. Do you not know? Then do not ask.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["roles"]
        roles.queryset = self.event.registration_roles.all()
        if not roles.queryset:
            del self.fields["roles"]
        if self.instance.pk and self.instance.answers.exists():
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("It has been answered, so the kind stays.")


class RoundForm(AskedForm):
    """A round of the programme in which people choose."""

    class Meta:
        model = Block
        fields = ["title", "required"]
        labels = {"required": _("Everybody has to choose in this round")}
        help_texts = {
            "title": _("It stands above the options, such as: Discussion tables, 20.30."),
            "required": _("Off: people can also choose “No preference”."),
        }
        error_messages = {"title": {"required": _("Fill in what the round is called.")}}
