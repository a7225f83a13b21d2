"""Events, sessions and tables in the admin: changing their seats goes through its own verb."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.event import EventAdmin
from events.admin.timetable import SessionAdmin, TableAdmin
from events.locking import lock_event
from events.models import Event, Session, Table
from festival.refusals import Refused
from festival.verb_admin import VerbAdmin, VerbTabular, by_whom, event_in_hand
from registrations.admin.confirming import ask, confirmed
from registrations.admin.mailing import ShownAdmin
from registrations.announcing.calling_off import call_off
from registrations.models import ConsentText, LimitedOption, Question, RegistrationRole
from registrations.seating.capacity import change_capacity, divide_seats, set_line_rule
from registrations.seating.roles import change_rules


class SeatedAdmin(VerbAdmin):
    """Changes the number of seats by the verb that seats who waits."""

    @transaction.atomic
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page of one thing; saving it takes the event's lock first, like every such verb."""
        event_id = event_in_hand(request) or 0
        if request.method == "POST" and Event.objects.filter(pk=event_id).exists():
            lock_event(event_id)
        return super().changeform_view(request, *args, **kwargs)

    def keep(self, request: HttpRequest, thing: Any, fields: Iterable[str]) -> None:
        """Change what was changed: the seats by their own verb, the rest as always."""
        owned = set(fields) & set(getattr(thing, "changed_by_verbs", ()))
        super().keep(request, thing, [name for name in fields if name not in owned])
        if owned:
            stored = type(thing)._base_manager.get(pk=thing.pk)
            _keep_seats(stored, thing, request)


def _keep_seats(stored: Any, typed: Any, request: HttpRequest) -> None:
    """Change the numbers and rules of seats, each by its own verb."""
    by: dict[str, Any] = by_whom(request)
    if isinstance(stored, RegistrationRole):
        rules = {name: getattr(typed, name) for name in stored.changed_by_verbs}
        change_rules(stored, **rules, **by)
    elif isinstance(stored, Event):
        divide_seats(stored, capacity=typed.capacity, kept_back=typed.kept_back, **by)
        set_line_rule(stored, overtaking=typed.overtaking, **by)
    else:
        change_capacity(stored, capacity=typed.capacity, **by)


class RoleInline(VerbTabular):
    """Roles to sign up in."""

    model = RegistrationRole
    classes = ("collapse",)


class QuestionInline(VerbTabular):
    """What the form asks beyond who you are."""

    model = Question
    classes = ("collapse",)


class ConsentTextInline(VerbTabular):
    """What people agree to. New words are a new row, with the next version."""

    model = ConsentText
    classes = ("collapse",)
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: somebody may have agreed to these very words."""
        return False


@admin.register(Event)
class SeatedEventAdmin(SeatedAdmin, EventAdmin):
    """The event, with what its sign-up form asks."""

    inlines = [*EventAdmin.inlines, RoleInline, QuestionInline, ConsentTextInline]
    actions: list[Any] = [*EventAdmin.actions, "call_off_events"]

    @admin.action(description=gettext_lazy("Cancel the chosen events and mail who signed up"))
    def call_off_events(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask once more; then call each off."""
        if not confirmed(request):
            question = _("Cancel these events, and mail everybody who signed up?")
            return ask(self, request, queryset, action="call_off_events", question=question)
        for event in queryset:
            try:
                told = call_off(event, **by_whom(request))
            except Refused as no:
                self.message_user(request, f"{event}: {no}", messages.ERROR)
            else:
                sentence = _("%(event)s is cancelled; people mailed: %(number)d.")
                self.message_user(request, sentence % {"event": event, "number": told})
        return None


@admin.register(Session)
class SeatedSessionAdmin(SeatedAdmin, SessionAdmin):
    """A session with its tables."""


@admin.register(Table)
class SeatedTableAdmin(SeatedAdmin, TableAdmin):
    """A table."""


@admin.register(LimitedOption)
class LimitedOptionAdmin(ShownAdmin):
    """Options with a number of places; only shown, since people may hold them."""

    list_display = ("text", "question", "capacity", "seats_taken")
    list_select_related = ("question",)
