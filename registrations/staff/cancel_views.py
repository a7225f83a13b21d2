"""Cancelling by the team: for one person or the whole party, with what they read about it."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.drafting import tell
from festival.models import User
from festival.refusals import Refused
from registrations.changing.cancelling import cancel_people
from registrations.door.inside import told_inside
from registrations.models import Registration
from registrations.staff.lists.person_views import attendee_of
from registrations.states import LIVE

HERE = "attendees"
ONE, ALL = "one", "all"


class CancelForm(forms.Form):
    """For whom, and why."""

    whom = forms.ChoiceField(
        label=gettext_lazy("For whom?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say for whom.")},
        choices=[(ONE, ""), (ALL, "")],
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write why.")},
        help_text=gettext_lazy("This stands in their mail."),
    )

    def __init__(self, person: Registration, party: list[Registration], data: object) -> None:
        super().__init__(data, initial={"whom": ONE})  # type: ignore[arg-type]
        self.person, self.party = person, party
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        all_of_them = ngettext(
            "all %(n)d person of this party", "all %(n)d people of this party", len(party)
        )
        name = person.full_name or _("this companion")
        field.choices = [(ONE, name), (ALL, all_of_them % {"n": len(party)})]
        if len(party) <= 1:
            del self.fields["whom"]

    @property
    def people(self) -> list[Registration]:
        """For whom it is cancelled."""
        return self.party if self.cleaned_data.get("whom") == ALL else [self.person]


@organiser("registrations.cancel")
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_attendee(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Ask for whom and why; then cancel, which mails who signed up. Twice does no harm."""
    person = attendee_of(event, code)
    together = event.registrations.live().of_party(person.party_id)
    party = list(together)
    if person.status not in LIVE:
        messages.info(request, _("This has been cancelled already."))
        return redirect("staff:attendee", slug=event.slug, code=code)
    form = CancelForm(person, party, request.POST if request.method == "POST" else None)
    if form.is_valid() and _cancelled(form, cast("User", request.user)):
        mailed = _("%(name)s gets a mail.") % {"name": person.first.full_name}
        messages.success(request, f"{_told(form)} {mailed}")
        return redirect("staff:attendee", slug=event.slug, code=code)
    status = 200 if not form.errors else 409 if form.non_field_errors() else 422
    about = {"form": form, "person": person, "lead": person.first, "inside": told_inside(together)}
    return page(request, event, "staff/cancel.html", here=HERE, status=status, **about)


def _told(form: CancelForm) -> str:
    number, name = len(form.people), form.person.full_name
    if number == 1 and name:
        return _("%(name)s has been cancelled.") % {"name": name}
    sentence = ngettext("Cancelled for %(n)d person.", "Cancelled for %(n)d people.", number)
    return sentence % {"n": number}


def _cancelled(form: CancelForm, by: User) -> bool:
    try:
        cancel_people(form.people, now=timezone.now(), by=by, why=form.cleaned_data["why"])
    except Refused as no:
        tell(form, no)
        return False
    return True
