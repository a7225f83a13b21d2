"""Who comes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = _("Registrations")

    def ready(self) -> None:
        """Hand down what only this app can do: change seats with people on them, ask them things."""
        from events import seating
        from events.starting import sign_up
        from registrations.seating.capacity import change_capacity
        from registrations.starting import SignUp

        seating.provide(change_capacity)
        sign_up.provide(SignUp())
