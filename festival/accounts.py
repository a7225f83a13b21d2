"""Signing in and out, and setting a password: Django's own views, with limits and our words.

No answer tells whether an account exists: a wrong address, a wrong password and an account that
is switched off read the same, and a reset says the same for every address.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
)
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from festival.access import public, signed_in
from festival.models import User
from festival.passwords import LongEnough
from festival.ratelimit import allowed, client_address

if TYPE_CHECKING:
    BaseSetPassword = SetPasswordForm[User]
    BasePasswordChange = PasswordChangeForm
else:
    BaseSetPassword, BasePasswordChange = SetPasswordForm, PasswordChangeForm

logger = logging.getLogger(__name__)
form_page = require_http_methods(["GET", "HEAD", "POST"])
FILL_IN = _("Fill in your password.")
QUARTER = timedelta(minutes=15)
PER_ACCOUNT, PER_ADDRESS = 10, 50  # attempts in a quarter; an office shares one address


def _say_what_is_missing(form: forms.BaseForm, **sentences: Any) -> None:
    """Give each field its own words, and leave where to start to the page."""
    for name, sentence in sentences.items():
        form.fields[name].error_messages["required"] = sentence
        form.fields[name].widget.attrs.pop("autofocus", None)


class LogInForm(AuthenticationForm):
    """E-mail address and password."""

    error_messages = {
        "invalid_login": _("This e-mail address and password do not belong together."),
        "inactive": _("This e-mail address and password do not belong together."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_what_is_missing(self, username=_("Fill in your e-mail address."), password=FILL_IN)
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "inputmode": "email"}


class ResetForm(PasswordResetForm):
    """Asks for the address that the link goes to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Fill in your e-mail address.")},
    )

    def get_users(self, email: str) -> Iterator[User]:
        """Also an account that never had a password: this link is how it gets its first."""
        return iter(User.objects.filter(email__iexact=email, is_active=True))


class NewPassword(BaseSetPassword):
    """Asks for a new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = LongEnough().get_help_text()
        self.fields["new_password2"].label = _("New password again")
        self.fields["new_password2"].help_text = ""
        again = _("Fill in the new password again.")
        new = _("Fill in a new password.")
        _say_what_is_missing(self, new_password1=new, new_password2=again)


class ChangedPassword(NewPassword, BasePasswordChange):
    """Asks for the old password, and twice for a new one."""

    error_messages = NewPassword.error_messages | {
        "password_incorrect": _("This is not your old password.")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_what_is_missing(self, old_password=_("Fill in your old password."))


@public
@form_page
@never_cache
@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in, and go on to where the visitor was going."""
    if request.method == "POST" and not _may_try(request, "log in", "username"):
        return _too_often(request)
    answer = auth.LoginView.as_view(
        template_name="account/log_in.html",
        authentication_form=LogInForm,
        redirect_authenticated_user=True,
    )(request)
    if request.method == "POST":
        outcome = "signed in" if request.user.is_authenticated else "refused"
        logger.info("log in: %s, account %s", outcome, request.user.pk)
    return told(answer)


@public
@require_POST
def log_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out. Twice does no harm."""
    return auth.LogoutView.as_view()(request)


@public
@form_page
@never_cache
def password_reset(request: HttpRequest) -> HttpResponseBase:
    """Mail a link to set a new password, if there is an account."""
    if request.method == "POST" and not _may_try(request, "reset", "email"):
        return _too_often(request)
    return told(
        auth.PasswordResetView.as_view(
            template_name="account/password_reset.html",
            form_class=ResetForm,
            email_template_name="emails/password_reset.txt",
            html_email_template_name="emails/password_reset.html",
            subject_template_name="emails/password_reset_subject.txt",
            success_url=reverse_lazy("account:password_reset_sent"),
            extra_email_context={"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME},
        )(request)
    )


@public
@require_safe
def password_reset_sent(request: HttpRequest) -> HttpResponseBase:
    """Says that a mail is on its way, whether or not there is an account."""
    return render(request, "account/password_reset_sent.html")


@public
@form_page
@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
def password_set(request: HttpRequest, uidb64: str, token: str) -> HttpResponseBase:
    """Choose a new password, behind the link of the mail."""
    return told(
        auth.PasswordResetConfirmView.as_view(
            template_name="account/password_set.html",
            form_class=NewPassword,
            success_url=reverse_lazy("account:password_is_set"),
        )(request, uidb64=uidb64, token=token)
    )


@public
@require_safe
def password_is_set(request: HttpRequest) -> HttpResponseBase:
    """Says that the new password is set."""
    return render(request, "account/password_is_set.html")


@signed_in
@form_page
@sensitive_post_parameters("old_password", "new_password1", "new_password2")
def password_change(request: HttpRequest) -> HttpResponseBase:
    """Change the password; sessions elsewhere end."""
    return told(
        auth.PasswordChangeView.as_view(
            template_name="account/password_change.html",
            form_class=ChangedPassword,
            success_url=reverse_lazy("account:password_changed"),
        )(request)
    )


@signed_in
@require_safe
def password_changed(request: HttpRequest) -> HttpResponseBase:
    """Says that the password is changed."""
    return render(request, "account/password_changed.html")


def told(answer: HttpResponseBase) -> HttpResponseBase:
    """The same answer, as 422 when it shows a form with errors."""
    if isinstance(answer, TemplateResponse):
        form = (answer.context_data or {}).get("form")
        if form is not None and form.errors:
            answer.status_code = 422
    return answer


def _may_try(request: HttpRequest, purpose: str, field: str) -> bool:
    """Count this attempt against the visitor's address, and against the account they name."""
    now, where = timezone.now(), client_address(request)
    named = request.POST.get(field, "").strip().casefold()[:254]
    return allowed(purpose, where, limit=PER_ADDRESS, per=QUARTER, now=now) and allowed(
        purpose, f"{where} {named}", limit=PER_ACCOUNT, per=QUARTER, now=now
    )


def _too_often(request: HttpRequest) -> HttpResponseBase:
    return render(request, "account/too_often.html", status=429)
