"""Who signed up, in the admin: to correct and to cancel, never to make or delete."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from festival.refusals import Refused
from festival.verb_admin import VerbAdmin, VerbTabular, by_whom
from registrations.admin.confirming import ask, confirmed
from registrations.changing.cancelling import cancel
from registrations.changing.correcting import CORRECTABLE, correct
from registrations.models import Answer, Choice, Consent, Registration, Reminded


class ShownInline(VerbTabular):
    """Rows that are only shown: other verbs write them."""

    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class ChoiceInline(ShownInline):
    """What they chose."""

    model = Choice


class AnswerInline(ShownInline):
    """What they answered."""

    model = Answer


class ConsentInline(ShownInline):
    """What they agreed to."""

    model = Consent


class RemindedInline(ShownInline):
    """Which mails went to them by themselves."""

    model = Reminded


@admin.register(Registration)
class RegistrationAdmin(VerbAdmin):
    """One person who signed up."""

    list_display = ("listed_name", "event", "status", "email", "created_at")
    list_filter = ("status", "event")
    list_select_related = ("event",)
    search_fields = ("sort_name", "email", "organisation", "code")
    inlines = (ChoiceInline, AnswerInline, ConsentInline, RemindedInline)
    actions = ("cancel_registrations",)
    readonly_fields = (
        "event",
        "code",
        "status",
        "created_at",
        "confirmed_at",
        "waiting_since",
        "cancelled_at",
        "cancelled_by",
    )
    fields = (
        ("event", "code", "status"),
        ("given_name", "infix", "family_name"),
        ("email", "language"),
        ("organisation", "role"),
        ("access_needs", "diet_needs"),
        ("created_at", "confirmed_at"),
        ("waiting_since", "cancelled_at", "cancelled_by"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: people sign up on the event's own page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: cancelling hands the seat on, deleting would not."""
        return False

    def keep(self, request: HttpRequest, thing: Any, fields: Iterable[str]) -> None:
        """Correct what was changed, by its own verb, which keeps personal data out of the trail."""
        values = {name: getattr(thing, name) for name in fields if name in CORRECTABLE}
        if values:
            stored = Registration.objects.get(pk=thing.pk)
            correct(stored, **by_whom(request), **values)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the roles of the event itself."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "role" and request.resolver_match:
            pk = request.resolver_match.kwargs.get("object_id", "")
            field.queryset = field.queryset.filter(event__registrations__pk=pk)
        return field

    @admin.action(description=gettext_lazy("Cancel the chosen registrations"))
    def cancel_registrations(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask once more; then cancel each, which mails them and hands their seats on."""
        if not confirmed(request):
            question = _("Cancel these registrations, and mail these people?")
            return ask(self, request, queryset, action="cancel_registrations", question=question)
        done = 0
        for registration in queryset:
            try:
                cancel(registration, **by_whom(request))
            except Refused as no:
                self.message_user(request, f"{registration.full_name}: {no}", messages.ERROR)
            else:
                done += 1
        if done:
            told = ngettext("%(number)d person cancelled.", "%(number)d people cancelled.", done)
            self.message_user(request, told % {"number": done})
        return None
