"""`manage.py organiser`: gives somebody an account that owns something, and a link to enter it."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from events.models import Event
from events.teams import make_owner
from festival.accounts.links import password_link
from festival.audit import record
from festival.models import User
from partners.models import Organisation


class Command(BaseCommand):
    """Make or find the account, let it own what is named, print a link. Twice is harmless."""

    help = "Give somebody an account as organiser, and print a link that sets the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address to log in with")
        parser.add_argument("--name", default="", help="shown to the rest of the team")
        owns = parser.add_mutually_exclusive_group()
        owns.add_argument("--event", help="short name of the one gathering to own")
        owns.add_argument("--organisation", help="short name; all gatherings that it organises")
        owns.add_argument("--site", action="store_true", help="everything, the admin included")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as problem:
            raise CommandError(f"{options['email']} is no e-mail address.") from problem
        team = self._team(options)
        user = self._account(options["email"], options["name"])
        if team is not None:
            make_owner(team, user, now=timezone.now(), by=None)
            self.stdout.write(f"{user.email} is an owner of {team}.")
        else:
            self._give_everything(user)
        self.stdout.write("Within a day, a password is set here, once:")
        self.stdout.write(password_link(user))

    def _team(self, options: dict[str, Any]) -> Event | Organisation | None:
        """What is to be owned; None for the whole site."""
        for name, kind in (("event", Event), ("organisation", Organisation)):
            if options[name] is not None:
                found: Any = kind._default_manager.filter(slug=options[name]).first()
                if found is None:
                    raise CommandError(f"There is no {name} with the short name {options[name]}.")
                return found  # type: ignore[no-any-return]
        if not options["site"] and User.objects.filter(is_superuser=True, is_active=True).exists():
            raise CommandError("Say what to own: --event, --organisation, or --site.")
        return None

    def _account(self, email: str, name: str) -> User:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(email, name=name)
            record("add", user, now=timezone.now(), by=None)
            self.stdout.write(f"{user.email} has a new account.")
        elif not user.is_active:
            raise CommandError(f"The account of {user.email} is closed.")
        return user

    def _give_everything(self, user: User) -> None:
        if not user.is_superuser:
            user.is_superuser = user.is_staff = True
            user.save(update_fields=["is_superuser", "is_staff"])
            changes = {"is_superuser": [False, True]}
            record("change", user, now=timezone.now(), by=None, changes=changes)
        self.stdout.write(f"{user.email} may do everything on this site.")
