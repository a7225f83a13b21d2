"""What allauth asks of a site: who may have an account, what is said, and how mail leaves."""

import logging
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from festival.accounts.address import is_free_for
from festival.accounts.mails import send
from festival.models import User
from festival.ratelimit import client_address

logger = logging.getLogger("festival.accounts")
MISMATCH = gettext_lazy("This e-mail address and password do not belong together.")
TAKEN = gettext_lazy("This e-mail address cannot be used.")

# What is said after each deed; of what is not here nothing is said.
SAID = {
    "account/messages/password_changed.txt": gettext_lazy("Your password has been changed."),
    "account/messages/password_set.txt": gettext_lazy("Your password is set."),
    "account/messages/email_confirmation_sent.txt": gettext_lazy(
        "A mail is on its way to the new address. Open the link in it."
    ),
    "account/messages/email_confirmed.txt": gettext_lazy("Your e-mail address has been changed."),
    "account/messages/email_confirmation_failed.txt": TAKEN,
    "account/messages/email_deleted.txt": gettext_lazy("The new address has been dropped."),
    "mfa/messages/totp_activated.txt": gettext_lazy("Two-step log-in is on."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Codes from an app are off."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey has been added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey has been removed."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
        "There are new recovery codes. The old ones no longer work."
    ),
    "usersessions/messages/sessions_logged_out.txt": gettext_lazy(
        "You are logged out on all other devices."
    ),
}
# Which of our mails takes the place of which of allauth's.
MAILS = {
    "account/email/password_reset_key": "emails/password_reset",
    "account/email/email_confirmation": "emails/new_address",
}
# What the owner of an account is told by mail, because somebody else may have done it.
NEWS = {
    "account/email/password_changed": gettext_lazy("the password has been changed"),
    "account/email/password_reset": gettext_lazy("the password has been changed"),
    "account/email/password_set": gettext_lazy("a password has been set"),
    "account/email/email_changed": gettext_lazy("the e-mail address has been changed"),
    "mfa/email/totp_activated": gettext_lazy("codes from an app have been switched on"),
    "mfa/email/totp_deactivated": gettext_lazy("codes from an app have been switched off"),
    "mfa/email/webauthn_added": gettext_lazy("a passkey has been added"),
    "mfa/email/webauthn_removed": gettext_lazy("a passkey has been removed"),
    "mfa/email/recovery_codes_generated": gettext_lazy("new recovery codes have been made"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations and the command; mail leaves through the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "incorrect_password": gettext_lazy("This is not your password."),
        "enter_current_password": gettext_lazy("This is not your old password."),
        "duplicate_email": gettext_lazy("This is your e-mail address already."),
        "incorrect_code": gettext_lazy("This did not work. Try it once more."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without an invitation."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in; the log knows the number of the account only."""
        super().login(request, user)
        logger.info("log in: signed in, account %s", user.pk)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note it without saying who was named."""
        logger.info("log in: refused")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """A closed account reads as one that is not there."""
        messages.error(request, str(MISMATCH))
        return redirect("account_login")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as our limits know it: of IPv6 the network, which is one household."""
        where = client_address(request).partition("/")[0]
        return where if where != "unknown" else "0.0.0.0"  # noqa: S104

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account, where a line says that it is done."""
        return reverse("account_overview")

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Let the new address count, unless another account took it meanwhile."""
        if not is_free_for(email_address.email, email_address.user):
            self.add_message(request, messages.ERROR, message=str(TAKEN))
            return False
        return bool(super().confirm_email(request, email_address))

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """To the account, by way of the log-in page for who is not logged in."""
        return reverse("account_overview")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address that the mail leads to, on the site's own name."""
        parts = {"uidb36": "UID", "key": "KEY"}
        path = reverse("account_reset_password_from_key", kwargs=parts)
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The same for a new address."""
        path = reverse("account_confirm_email", kwargs={"key": emailconfirmation.key})
        return f"{settings.SITE_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One of our own mails, through the outbox. Of others there is none."""
        kind = MAILS[template_prefix]
        send(kind, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner what was done with the account."""
        about = {"what": NEWS[template_prefix], "reset_path": reverse("account_reset_password")}
        send("emails/account_changed", email or user.email, about)

    def add_message(  # noqa: PLR0917 -- as allauth calls it
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, or say nothing."""
        words = message or SAID.get(message_template or "", "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def clean_email(self, email: str) -> str:
        """The address. Raises ValidationError when an account has it already.

        Only somebody who is logged in and gave the password again comes here.
        """
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(TAKEN)
        return email


class SecondStepAdapter(DefaultMFAAdapter):
    """What is said about second steps, and how they are named."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is not right, or it has been used already. Use a new one."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes are for two-step log-in. Switch that on first."
        ),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        """A name to begin with."""
        return gettext("My passkey")
