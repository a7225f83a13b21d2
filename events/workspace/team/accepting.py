"""The page behind the link of an invitation: looking changes nothing, the button accepts."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from events.inviting import accept, accept_as_new, open_invitation, team_of
from events.models import Event, Invitation
from events.workspace.team.forms import NewAccountForm
from events.workspace.team.words import roles_in_words
from festival.access import public
from festival.accounts.limits import limited
from festival.drafting import tell
from festival.models import User
from festival.refusals import Refused


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password1", "password2")
@limited("invitation")
def invitation(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Who invites to what; accept as who is logged in, or with a new account."""
    found = open_invitation(secret, now=timezone.now())
    if found is None:
        return render(request, "workspace/team/no_invitation.html", status=404)
    if request.user.is_authenticated:
        return _as_visitor(request, found)
    if User.objects.filter(email__iexact=found.email).exists():
        return _shown(request, found, log_in_first=True)
    return _with_new_account(request, found)


def _as_visitor(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Accept as who is logged in; with another address only after a tick that says so."""
    user: Any = request.user
    other = user.email.casefold() != found.email.casefold()
    if request.method != "POST" or (other and "as_other" not in request.POST):
        asked = request.method == "POST"
        return _shown(request, found, status=422 if asked else 200, other=other, asked=asked)
    try:
        accept(found, user=user, now=timezone.now())
    except Refused:
        return render(request, "workspace/team/no_invitation.html", status=404)
    messages.success(request, _("Welcome to the team."))
    return redirect(_goal(found))


def _with_new_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewAccountForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password1"]
        try:
            user = accept_as_new(found, name=name, password=password, now=timezone.now())
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("Welcome to the team."))
            answer: HttpResponse = perform_login(request, user, redirect_url=_goal(found))
            return answer
    return _shown(request, found, form=form, status=422 if form.errors else 200)


def _shown(
    request: HttpRequest, found: Invitation, *, status: int = 200, **about: Any
) -> HttpResponse:
    about |= {
        "invitation": found,
        "team": team_of(found),
        "may": next(role.may for role in roles_in_words() if role.value == found.role),
    }
    return render(request, "workspace/team/invitation.html", about, status=status)


def _goal(found: Invitation) -> str:
    team = team_of(found)
    if isinstance(team, Event):
        return resolve_url("staff:dashboard", slug=team.slug)
    return resolve_url("staff:home")
