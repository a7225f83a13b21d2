"""Registrations in the admin, and everything that has seats."""

from registrations.admin import door, mailing, registration, seated

__all__ = ["door", "mailing", "registration", "seated"]
