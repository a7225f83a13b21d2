"""`manage.py compilecatalogues`: translations become readable for the app."""

from typing import Any

from django.core.management.base import BaseCommand

from festival.catalogue import compile_catalogues


class Command(BaseCommand):
    """Compile the message catalogues that changed."""

    help = "Compile the message catalogues that changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues():
            self.stdout.write(f"compiled {path}")
