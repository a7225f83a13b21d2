"""The foundation: users, trail, outbox, access."""

from django.apps import AppConfig


class FestivalConfig(AppConfig):
    name = "festival"
    verbose_name = "Festival"
