"""The pages of accounts: allauth's views behind our marks and limits, and two of our own.

No answer tells whether an account exists: a wrong address, a wrong password and an account that
is switched off read the same, and a reset says the same for every address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as second_step
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from festival.access import public, signed_in
from festival.accounts.address import settle_address
from festival.accounts.limits import is_in, limited, sent_on

View = Callable[..., HttpResponseBase]
form_page = require_http_methods(["GET", "HEAD", "POST"])


def entrance(view: View) -> View:
    """A page for who is not logged in yet."""
    return public(form_page(never_cache(told(view))))


def own(view: View) -> View:
    """A page for who is logged in."""
    return signed_in(form_page(told(view)))


def told(view: View) -> View:
    """The same view, that answers 422 when it shows a form with errors."""

    @wraps(view, updated=())
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if isinstance(answer, TemplateResponse) and request.method == "POST":
            form = (answer.context_data or {}).get("form")
            if form is not None and form.errors:
                answer.status_code = 422
        return answer

    return answered


log_in = entrance(limited("log in", "login", but_not=sent_on)(account.login))
log_in_by_passkey = entrance(limited("passkey", but_not=is_in)(passkeys.login_webauthn))
log_in_second_step = entrance(second_step.authenticate)
log_out = public(require_POST(told(account.logout)))

password_reset = entrance(limited("reset", "email")(account.password_reset))
password_reset_sent = entrance(account.password_reset_done)
password_new = entrance(account.password_reset_from_key)
password_is_set = entrance(account.password_reset_from_key_done)
address_confirm = entrance(account.confirm_email)

reauthenticate = own(limited("password again", but_not=sent_on)(account.reauthenticate))
reauthenticate_code = own(second_step.reauthenticate)
reauthenticate_passkey = own(limited("passkey again")(passkeys.reauthenticate_webauthn))

password_change = own(limited("change password", but_not=sent_on)(account.password_change))
password_set = own(account.password_set)
second_steps = own(second_step.index)
app_on = own(app.activate_totp)
app_off = own(app.deactivate_totp)
recovery_codes = own(codes.view_recovery_codes)
recovery_codes_new = own(codes.generate_recovery_codes)
recovery_codes_file = own(codes.download_recovery_codes)
passkey_list = own(passkeys.list_webauthn)
passkey_add = own(passkeys.add_webauthn)
passkey_name = own(passkeys.edit_webauthn)
passkey_remove = own(passkeys.remove_webauthn)
session_list = own(sessions.list_usersessions)


@own
@limited("new address")
def address(request: HttpRequest) -> HttpResponseBase:
    """Another e-mail address, once it is confirmed."""
    settle_address(request.user)  # type: ignore[arg-type]
    return account.email(request)


@signed_in
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How the visitor logs in, and what can be changed about it."""
    kinds = [one.type for one in Authenticator.objects.filter(user=request.user)]
    about = {
        "codes_from_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "second_step": any(kind != Authenticator.Type.RECOVERY_CODES for kind in kinds),
        "sessions": UserSession.objects.filter(user=request.user).count(),
    }
    return render(request, "account/overview.html", about)


@signed_in
@require_safe
def app_picture(request: HttpRequest) -> HttpResponse:
    """The QR code that an app reads the secret from; an address of its own, as pages hold no data."""
    adapter = get_adapter()
    user: Any = request.user
    picture = adapter.build_totp_svg(adapter.build_totp_url(user, get_totp_secret()))
    return HttpResponse(picture, content_type="image/svg+xml")
