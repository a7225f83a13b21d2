"""`manage.py loaddemo`: puts the gatherings of the demo into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from events.demo import BadFacts
from festival.models import User
from registrations.demo import load_demo


class Command(BaseCommand):
    """Loads the demo; again does no harm."""

    help = "Load the gatherings of the demo through the organisers’ own verbs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", help="e-mail address of the account that will own them")

    def handle(self, *args: Any, owner: str | None = None, **options: Any) -> None:
        """Load, and tell which events there are now."""
        by = User.objects.filter(email__iexact=owner).first() if owner else None
        if owner and by is None:
            raise CommandError(f"There is no account with the address {owner}.")
        try:
            events = load_demo(now=timezone.now(), by=by)
        except BadFacts as problem:
            raise CommandError(str(problem)) from problem
        for event in events:
            self.stdout.write(f"{timezone.localdate(event.starts_at)}  {event}")
