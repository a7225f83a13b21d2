"""Who of the organisers may do what on one event: `can_…` answers, the marks enforce.

Outsiders get 404, so that an event's existence is not told; team members without the role get
403 with a sentence. A role comes from the event's own team or from an organisation that
organises it; who has both may do what either includes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from events.models import Event, OrganisationMember, Partnership, Role, TeamMember
from festival.access import entered_by
from partners.models import Organisation

EVERYBODY = frozenset(Role)
MAKERS = frozenset({Role.OWNER, Role.EDITOR})
MAY: dict[str, frozenset[Role]] = {
    "event.see": EVERYBODY,
    "programme.edit": MAKERS,  # all of the draft: programme, texts, partners, settings
    "event.publish": MAKERS,  # publish, tell, restore an earlier release
    "event.cancel": frozenset({Role.OWNER}),
    "team.manage": frozenset({Role.OWNER}),
    "counts.see": EVERYBODY,
    "attendees.see": frozenset({Role.OWNER, Role.EDITOR, Role.DESK}),
    "answers.see": MAKERS,  # what people answered and agreed to; special answers: needs.see
    "attendees.export": MAKERS,
    "registrations.cancel": MAKERS,
    "needs.see": MAKERS,
    "emails.see": MAKERS,
    "people.label": MAKERS,  # labels on people, and what is done to many at once
    "desk.use": frozenset({Role.OWNER, Role.EDITOR, Role.DESK}),  # receive people at the door
    "desk.manage": MAKERS,  # stop a device, make links for hosts
    "mails.send": MAKERS,  # messages to a group, with the names of whom they are for
}


def can(user: Any, permission: str, event: Event) -> bool:
    """Whether `user` has a permission of `MAY` on this event."""
    return permission in permissions_of(user, event)


def roles_of(user: Any) -> dict[int, set[str]]:
    """The roles of `user` by the id of the event, of its team or its organisers; two queries."""
    found: dict[int, set[str]] = defaultdict(set)
    for event_id, role in TeamMember.objects.filter(user=user).values_list("event_id", "role"):
        found[event_id].add(role)
    through = OrganisationMember.objects.filter(
        user=user, organisation__partnerships__role="organiser"
    )
    for event_id, role in through.values_list("organisation__partnerships__event_id", "role"):
        found[event_id].add(role)
    return found


def permissions_of(user: Any, event: Event) -> frozenset[str]:
    """Everything `user` may do on this event; two queries, for a page that asks several things."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(MAY)
    own = TeamMember.objects.filter(user=user, event=event).values_list("role", flat=True)
    through = OrganisationMember.objects.organising(event).filter(user=user)
    return permissions_in({*own, *through.values_list("role", flat=True)})


def permissions_in(roles: Iterable[str]) -> frozenset[str]:
    """Everything that these roles in a team include together."""
    held = frozenset(roles)
    return frozenset(permission for permission, may in MAY.items() if may & held)


def can_start_events(user: Any) -> bool:
    """Whether `user` may make a new event: who makes one already, or works for an organiser."""
    if user.is_superuser:
        return True
    makers = {"user": user, "role__in": MAKERS}
    return (
        OrganisationMember.objects.filter(**makers).exists()
        or TeamMember.objects.filter(**makers).exists()
    )


def organisations_of(user: Any) -> QuerySet[Organisation]:
    """The organisations for which `user` may make events: whose own they edit, or work for."""
    if user.is_superuser:
        return Organisation.objects.all()
    edited = Event.objects.of_team_member(user, roles=MAKERS)
    organises = {"role": "organiser", "event__in": edited.values("pk")}
    through_events = Partnership.objects.filter(**organises).values("organisation")
    works_for = OrganisationMember.objects.filter(user=user, role__in=MAKERS)
    return Organisation.objects.filter(
        Q(pk__in=through_events) | Q(pk__in=works_for.values("organisation"))
    )


def maker(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view `view(request, …)` for who may make events, and the lasting records they share.

    Others who are signed in get 403 with a sentence.
    """

    @entered_by("maker")
    @never_cache
    @login_required
    @wraps(view)
    def entered(request: HttpRequest, **rest: Any) -> HttpResponseBase:
        if not can_start_events(request.user):
            raise PermissionDenied(_("Only who makes a gathering may do this."))
        return view(request, **rest)

    return entered


def organiser(
    permission: str,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Mark a view `view(request, event, …)` for team members with a permission.

    The URL carries the event's `slug`; the view gets the Event, `request.may` with everything
    that the visitor may do on it, and the event's own time zone as the active one.
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
            request.may = permissions_of(request.user, event)  # type: ignore[attr-defined]
            if permission not in request.may:  # type: ignore[attr-defined]
                raise PermissionDenied(_("Your role in this team does not include this."))
            with timezone.override(event.zone):
                return view(request, event, **rest)

        return entered

    return mark
