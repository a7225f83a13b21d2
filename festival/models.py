"""The people who sign in, the trail of what they did, and attempts counted against abuse."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds and makes accounts by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password it can only be entered after a reset."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that may do everything, the safety-net admin included."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: an organiser or staff. Residents never need an account."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    date_joined = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name or self.email


class AuditEntry(models.Model):
    """One change: who did what to what, and when. Plain values, only ever added."""

    at = models.DateTimeField(_("at"), db_index=True)
    actor_id = models.BigIntegerField(_("actor"), null=True)
    actor_name = models.CharField(_("by"), max_length=150, blank=True)
    event_id = models.BigIntegerField(_("event"), null=True, db_index=True)
    action = models.CharField(_("action"), max_length=60)
    target_type = models.CharField(_("kind"), max_length=40)
    target_id = models.BigIntegerField(_("record"), null=True)
    target_name = models.CharField(_("name"), max_length=300, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_of_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target_type} {self.target_name}"


class Trashed(models.Model):
    """Something that was removed, whole, until it is restored or thrown away for good.

    `content` is what Django's serializer makes of the thing and its parts; `loosened` lists the
    `[model, id, field]` of what referred to it and now refers to nothing.
    """

    event_id = models.BigIntegerField(_("event"), null=True, db_index=True)
    target_type = models.CharField(_("kind"), max_length=40)
    target_id = models.BigIntegerField(_("record"))
    name = models.CharField(_("name"), max_length=300)
    content = models.JSONField(_("content"))
    loosened = models.JSONField(_("what referred to it"), default=list)
    removed_at = models.DateTimeField(_("removed at"))
    removed_by_name = models.CharField(_("removed by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("removed thing")
        verbose_name_plural = _("trash")
        ordering = ["-removed_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Attempt(models.Model):
    """How often something was tried within one window of time, for the rate limits.

    `key` is a keyed hash, so that no address of a visitor is stored.
    """

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="one_count_per_window")
        ]

    def __str__(self) -> str:
        return f"{self.count} in {self.window}"
