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
    address = user.email.lower()  # as allauth writes them
    EmailAddress.objects.filter(email=address).exclude(user=user).delete()
    known = EmailAddress.objects.filter(user=user)
    known.exclude(email=address).exclude(primary=False, verified=False).delete()
    proven = {"primary": True, "verified": True}
    if not known.filter(email=address).update(**proven):
        EmailAddress.objects.create(user=user, email=address, **proven)


def is_free_for(address: str, user: User) -> bool:
    """Whether no other account has this address."""
    return not User.objects.filter(email__iexact=address).exclude(pk=user.pk).exists()
