"""Registrations in the admin, and everything that has seats."""

from registrations.admin import mailing, registration, seated

__all__ = ["mailing", "registration", "seated"]
