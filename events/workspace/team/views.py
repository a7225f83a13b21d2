"""The team of an event: who is in it, as what, and inviting others."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.inviting import invite, invite_again, withdraw
from events.models import Event, Invitation, OrganisationMember
from events.permissions import can, organiser
from events.teams import Member, change_role, manageable, organisers_of, remove_member
from events.workspace.pages import page
from events.workspace.team.forms import InviteForm, RoleForm
from events.workspace.team.people import team_of
from events.workspace.team.words import roles_in_words
from festival.drafting import tell
from festival.refusals import Refused

form_page = require_http_methods(["GET", "HEAD", "POST"])


@organiser("team.manage")
@form_page
def team(request: HttpRequest, event: Event) -> HttpResponse:
    """Who makes this event, and a form to invite somebody."""
    user: Any = request.user
    everybody = team_of(event, user)
    form = InviteForm(event, everybody.may_invite_for, request.POST or None)
    if request.method == "POST" and form.is_valid():
        about = {"email": form.cleaned_data["email"], "role": form.cleaned_data["role"]}
        try:
            invite(form.chosen_team(), **about, now=timezone.now(), by=user)
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % about)
            return redirect("workspace:team", slug=event.slug)
    about_page = {"team": everybody, "form": form, "roles": roles_in_words()}
    status = 422 if form.errors else 200
    return page(
        request, event, "workspace/team/team.html", here="team", status=status, **about_page
    )


@organiser("team.manage")
@require_POST
def change(request: HttpRequest, event: Event, kind: str, pk: int) -> HttpResponse:
    """Give somebody another role."""
    member, form = _member(event, kind, pk), RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a role."))
    elif _may_change(request, member):
        try:
            change_role(member, **form.cleaned_data, now=timezone.now(), by=request.user)  # type: ignore[arg-type]
        except Refused as no:
            messages.error(request, str(no))
        else:
            about = {"name": member.user, "role": member.get_role_display()}
            messages.success(request, _("%(name)s is now %(role)s.") % about)
    return _onwards(request, event)


@organiser("team.manage")
@form_page
def remove(request: HttpRequest, event: Event, kind: str, pk: int) -> HttpResponse:
    """Ask first, then take somebody out of the team."""
    member = _member(event, kind, pk)
    if not _may_change(request, member):
        return _onwards(request, event)
    refusal = ""
    if request.method == "POST":
        try:
            remove_member(member, now=timezone.now(), by=request.user)  # type: ignore[arg-type]
        except Refused as no:
            refusal = str(no)
        else:
            messages.success(request, _("%(name)s is out of the team.") % {"name": member.user})
            return _onwards(request, event)
    about = {"member": member, "yourself": member.user_id == request.user.pk, "refusal": refusal}
    status = 409 if refusal else 200
    return page(request, event, "workspace/team/remove.html", here="team", status=status, **about)


@organiser("team.manage")
@require_POST
def resend(request: HttpRequest, event: Event, pk: int) -> HttpResponse:
    """Mail an invitation again."""
    invitation = _invitation(request, event, pk)
    try:
        invite_again(invitation, now=timezone.now(), by=request.user)  # type: ignore[arg-type]
    except Refused as no:
        messages.error(request, str(no))
    else:
        about = {"email": invitation.email}
        messages.success(request, _("The invitation is on its way to %(email)s.") % about)
    return _onwards(request, event)


@organiser("team.manage")
@require_POST
def take_back(request: HttpRequest, event: Event, pk: int) -> HttpResponse:
    """Withdraw an invitation. Twice does no harm."""
    invitation = _invitation(request, event, pk)
    withdraw(invitation, now=timezone.now(), by=request.user)  # type: ignore[arg-type]
    about = {"email": invitation.email}
    messages.success(request, _("The invitation of %(email)s has been withdrawn.") % about)
    return _onwards(request, event)


def _member(event: Event, kind: str, pk: int) -> Member:
    through = OrganisationMember.objects.organising(event).distinct()
    people = {"lid": event.team.all(), "organisatielid": through}
    if kind not in people:
        raise Http404
    found: Member | None = people[kind].select_related("user").filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is nobody at this address."))
    return found


def _may_change(request: HttpRequest, member: Member) -> bool:
    """Whether it is the visitor's to change this member; if not, that is said."""
    user: Any = request.user
    if isinstance(member, OrganisationMember) and not manageable(user, [member.organisation]):
        sentence = _("Only an owner of %(organisation)s changes who works for it.")
        messages.error(request, sentence % {"organisation": member.organisation})
        return False
    return True


def _invitation(request: HttpRequest, event: Event, pk: int) -> Invitation:
    user: Any = request.user
    mine = manageable(user, organisers_of(event))
    found: Invitation | None = Invitation.objects.to_teams(event, mine).filter(pk=pk).first()
    if found is None:
        raise Http404(_("This invitation is no longer there."))
    return found


def _onwards(request: HttpRequest, event: Event) -> HttpResponse:
    """Back to the team, or to the list for who has just left it."""
    if can(request.user, "team.manage", event):
        return redirect("workspace:team", slug=event.slug)
    return redirect("staff:home")
