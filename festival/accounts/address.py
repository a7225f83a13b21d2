"""The address of an account is the one on the account itself; allauth's own list follows it."""

from allauth.account.models import EmailAddress
from django.db import transaction

from festival.models import User


@transaction.atomic
def settle_address(user: User) -> None:
    """Let allauth know the present address as the proven one, and forget an earlier one.

    The admin, commands and invitations make and change accounts without it. An address that is
    still to be confirmed stays. Twice is harmless.
    """
    known = EmailAddress.objects.filter(user=user)
    known.exclude(email__iexact=user.email).filter(primary=True).delete()
    known.exclude(email__iexact=user.email).filter(verified=True).delete()
    proven = {"primary": True, "verified": True}
    if not known.filter(email__iexact=user.email).update(**proven):
        EmailAddress.objects.create(user=user, email=user.email.lower(), **proven)
