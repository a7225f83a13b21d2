"""The forms on parts of the sign-up form: roles and rounds."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from events.models import Block, Event
from events.models.frame import MOST_CHOICES
from festival.drafting import DraftForm
from festival.models import User
from registrations.models import RegistrationRole
from registrations.seating import rounds
from registrations.seating.roles import change_rules
from registrations.sign_up_settings.forms import SIX_DIGITS

ROUND_RULES = ("maximum", "ranked")


class AskedForm(DraftForm):
    """A form on a part of the sign-up form; a new part comes last."""

    def __init__(self, *args: Any, of: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = of
        if self.instance.pk is None:
            self.fields.pop("retired", None)  # it has not been asked yet

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
        fields = [
            *("name", "explanation", "quota", "counts", "insider", "by_invitation"),
            *("with_case", "mail_text", "retired"),
        ]
        widgets = {"mail_text": forms.Textarea({"rows": 4})}
        labels = {
            "with_case": _("Brings a case of their own"),
            "mail_text": _("Words in the mails to who comes in this role"),
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
            "with_case": _(
                "The form then asks for the initiative, its question and its theme. You see what "
                "was proposed under Content, accept it there and give it a table."
            ),
            "mail_text": _(
                "Such as what to bring. It stands in the confirmation and in the reminder."
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


class RoundForm(AskedForm):
    """A round of the programme in which people choose."""

    maximum = forms.IntegerField(
        label=_("How many things somebody can choose at most"),
        initial=1,
        min_value=1,
        max_value=MOST_CHOICES,
        help_text=_(
            "Usually 1. More is for a round with several times: what overlaps is refused anyway. "
            "It does not count where people tell wishes."
        ),
        error_messages={"required": _("Fill in a number; usually 1.")},
    )

    class Meta:
        model = Block
        fields = ["title", "required", "ranked", "maximum"]
        labels = {
            "required": _("Everybody has to choose in this round"),
            "ranked": _("People tell their wishes in order, and you place them later"),
        }
        help_texts = {
            "title": _("It stands above the options, such as: Discussion tables, 20.30."),
            "required": _("Off: people can also choose “No preference”."),
            "ranked": _(
                "They fill in a first to fifth wish, and nobody has a seat yet. Off: "
                "first come, first served. Once somebody has chosen, this can no longer change."
            ),
        }
        error_messages = {"title": {"required": _("Fill in what the round is called.")}}

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; how people choose goes through its own verb. Raises Refused."""
        new = self.instance.pk is None
        block = super().save_by(by, now=now)
        if not new:
            rules = {name: self.cleaned_data[name] for name in ROUND_RULES}
            rounds.change_rules(block, **rules, now=now, by=by)
        return block

    def values_to_change(self) -> dict[str, Any]:
        """All but how people choose."""
        values = super().values_to_change()
        return {name: value for name, value in values.items() if name not in ROUND_RULES}
