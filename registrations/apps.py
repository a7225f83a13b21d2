"""Who comes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = _("Registrations")

    def ready(self) -> None:
        """Hand down what only this app can do: change seats with people on them."""
        from events.seating import provide
        from registrations.capacity import change_capacity

        provide(change_capacity)
