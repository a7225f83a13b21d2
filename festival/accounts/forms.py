"""The forms of accounts: allauth's, with our labels and sentences."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _

from festival.accounts.limits import check_second_step, is_first_use
from festival.models import User
from festival.passwords import LongEnough

YOUR_ADDRESS = (_("E-mail address"), _("Fill in your e-mail address."))
YOUR_PASSWORD = (_("Password"), _("Fill in your password."))
WRONG_CODE = _("This code is not right, or it has been used already. Use a new one.")
UNKNOWN_PASSKEY = _("This passkey does not open an account here. Choose another way to log in.")


def word(form: forms.BaseForm, **fields: tuple[Any, Any]) -> None:
    """Give fields their label and the sentence for when they are empty, and no placeholder."""
    for name, (label, missing) in fields.items():
        field = form.fields[name]
        field.label = label
        field.help_text = ""
        field.error_messages["required"] = missing
        field.widget.attrs.pop("placeholder", None)


class LogInForm(account.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, login=YOUR_ADDRESS, password=YOUR_PASSWORD)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "inputmode": "email"}


class ReauthenticateForm(account.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, password=YOUR_PASSWORD)


class ResetForm(account.ResetPasswordForm):
    """Asks for the address that the link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, email=YOUR_ADDRESS)

    def clean_email(self) -> str:
        """Also an account that never had a password: this link is how it gets its first."""
        address: str = self.cleaned_data["email"]
        self.users = list(User.objects.filter(email__iexact=address, is_active=True))
        return address


class NewAddressForm(account.AddEmailForm):
    """Asks for the address that takes the place of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, email=(_("New e-mail address"), _("Fill in the new e-mail address.")))


class TwicePassword(forms.Form):
    """What all forms with a new password say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = (_("New password"), _("Fill in a new password."))
        again = (_("New password again"), _("Fill in the new password again."))
        word(self, password1=new, password2=again)
        self.fields["password1"].help_text = LongEnough().get_help_text()

    def clean_password2(self) -> str:
        """The second one. Raises ValidationError when it differs from the first."""
        again: str = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1", again) != again:
            raise forms.ValidationError(_("The two passwords are not the same."))
        return again


class ResetPassword(TwicePassword, account.ResetPasswordKeyForm):
    """A new password, behind the link of the mail."""


class FirstPassword(TwicePassword, account.SetPasswordForm):
    """A password for an account that has none."""


class ChangedPassword(TwicePassword, account.ChangePasswordForm):
    """The old password, and twice a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, oldpassword=(_("Old password"), _("Fill in your old password.")))


class Code(forms.Form):
    """A code of the second step, that counts once and cannot be guessed at will."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, code=(_("Code"), _("Fill in the code.")))
        self.fields["code"].widget.attrs |= {"autocapitalize": "off", "spellcheck": "false"}

    def clean_code(self) -> str:
        """The code. Raises ValidationError when it is wrong, used, or the tries are used up."""
        check_second_step(self.user)
        code: str = super().clean_code()  # type: ignore[misc]
        if not is_first_use(self.user, code):
            raise forms.ValidationError(WRONG_CODE)
        return code


class SecondStepForm(Code, second_step.AuthenticateForm):
    """The code that follows the password."""


class SecondStepAgainForm(Code, second_step.ReauthenticateForm):
    """The code once more, before something delicate."""


class AppForm(Code, ActivateTOTPForm):
    """The first code of an app, which proves that it took over the secret."""


class ShownPasskey(forms.Form):
    """A passkey that the browser shows; whatever is wrong with it, there is one sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages |= dict.fromkeys(
            ("required", "invalid"), UNKNOWN_PASSKEY
        )

    def clean_credential(self) -> Any:
        """The passkey. Raises ValidationError when it opens nothing here."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except forms.ValidationError as problem:
            raise forms.ValidationError(UNKNOWN_PASSKEY) from problem


class PasskeyLogIn(ShownPasskey, passkeys.LoginWebAuthnForm):
    """A passkey instead of a password."""


class PasskeySecondStep(ShownPasskey, passkeys.AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAgain(ShownPasskey, passkeys.ReauthenticateWebAuthnForm):
    """A passkey before something delicate."""


class PasskeyForm(passkeys.AddWebAuthnForm):
    """A name for a new passkey; the browser adds the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, name=(_("Name of this passkey"), ""))
        self.fields["name"].help_text = _("For example: “laptop” or “phone”.")
        alone = self.fields["passwordless"]
        alone.label = _("Log in with this passkey alone, without a password")
        alone.help_text = _("The device then asks for your fingerprint, your face or its PIN.")
        alone.initial = True


class PasskeyNameForm(passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, name=(_("Name of this passkey"), _("Give the passkey a name.")))
