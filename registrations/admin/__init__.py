"""Registrations in the admin, and everything that has seats."""

from registrations.admin import registration, seated

__all__ = ["registration", "seated"]
