"""The link with which somebody sets a password."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.utils import translation

from festival.models import User


def password_link(user: User) -> str:
    """An address that sets the account's password, once and for a day, as the mail's does."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    with translation.override(settings.LANGUAGE_CODE):
        link: str = get_adapter().get_reset_password_from_key_url(key)
    return link
