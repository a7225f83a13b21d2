"""Who of the organisers may do what on one event: `can_…` answers, the marks enforce.

Outsiders get 404, so that an event's existence is not told; team members without the role get
403 with a sentence.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from events.models import Event, TeamMember
from festival.access import entered_by

Role = TeamMember.Role
MAY: dict[str, frozenset[str]] = {
    "attendees.see": frozenset({Role.OWNER, Role.EDITOR, Role.DESK}),
    "attendees.export": frozenset({Role.OWNER, Role.EDITOR}),
    "registrations.cancel": frozenset({Role.OWNER, Role.EDITOR}),
    "needs.see": frozenset({Role.OWNER, Role.EDITOR}),
    "emails.see": frozenset({Role.OWNER, Role.EDITOR}),
    "event.see": frozenset({Role.OWNER, Role.EDITOR, Role.DESK, Role.READER}),
}


def can(user: Any, permission: str, event: Event) -> bool:
    """Whether `user` has a permission of `MAY` on this event."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return event.team.filter(user=user, role__in=MAY[permission]).exists()


def roles_of(user: Any) -> dict[int, str]:
    """The role of `user` in each team they are in, by the event's id; one query."""
    return dict(TeamMember.objects.filter(user=user).values_list("event_id", "role"))


def permissions_of(user: Any, event: Event) -> frozenset[str]:
    """Everything `user` may do on this event; one query, for a page that asks several things."""
    if user.is_superuser and user.is_active:
        return frozenset(MAY)
    return permissions_in(roles_of(user).get(event.pk, "") if user.is_active else "")


def permissions_in(role: str) -> frozenset[str]:
    """Everything that a role in the team includes."""
    return frozenset(permission for permission, roles in MAY.items() if role in roles)


def organiser(
    permission: str,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Mark a view `view(request, event, …)` for team members with a permission.

    The URL carries the event's `slug`; the view gets the Event.
    """

    def mark(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @entered_by(f"organiser:{permission}")
        @never_cache
        @login_required
        @wraps(view)
        def entered(request: HttpRequest, slug: str, **rest: Any) -> HttpResponseBase:
            event = Event.objects.of_team_member(request.user).filter(slug=slug).first()
            if event is None:
                raise Http404(_("There is no gathering at this address."))
            if not can(request.user, permission, event):
                raise PermissionDenied(_("Your role in this team does not include this."))
            return view(request, event, **rest)

        return entered

    return mark
