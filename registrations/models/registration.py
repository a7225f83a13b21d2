"""Who comes, in which role, and with whom."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Case, Event
from festival.codes import new_code
from festival.names import full_name, listed_name, saved_with, sort_name
from registrations.models.asked import RegistrationRole
from registrations.querysets import RegistrationQuerySet
from registrations.states import HELD_FOR_A_WHILE, HOLDS_SEAT, LIVE, Status


class TooFew(models.TextChoices):
    """Of which seats there were too few when a phone noted a walk-in without a reason."""

    HALL = "hall", _("all seats were taken")
    ROLE = "role", _("all seats of the role were taken")
    BOTH = "both", _("all seats were taken, also those of the role")
    LINE = "line", _("the free seats were for people on the waiting list")


class Registration(models.Model):
    """One person who comes, or would, to one event.

    Who signs up for others as well leads a party: the others are `companions` of the `lead`,
    who alone has the e-mail address, the personal link and the consents. A companion may have no
    name, where the event allows it. Who walked in without signing up may have no address; no mail
    goes to them. Those of a party who wait since the same moment wait as one
    (`registrations.seating.line`).
    """

    event = models.ForeignKey(
        Event, models.PROTECT, related_name="registrations", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    lead = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="companions",
        verbose_name=_("came with"),
    )
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, editable=False)
    form_key = models.UUIDField(editable=False)
    link_version = models.PositiveSmallIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)  # of their own choosing

    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    infix = models.CharField(_("infix"), max_length=30, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    sort_name = models.CharField(max_length=240, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    role = models.ForeignKey(
        RegistrationRole,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("role"),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Event.Language.choices, default=Event.Language.NL
    )
    case = models.ForeignKey(
        Case,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="brought_by",
        verbose_name=_("own case"),
    )
    access_needs = models.TextField(_("what is needed to take part"), blank=True)
    diet_needs = models.TextField(_("food"), blank=True)

    created_at = models.DateTimeField(_("signed up at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    proved_at = models.DateTimeField(_("address confirmed at"), null=True, editable=False)
    hold_until = models.DateTimeField(_("held until"), null=True, editable=False)
    urged_at = models.DateTimeField(_("reminded of the offer at"), null=True, editable=False)
    passes_until = models.DateTimeField(_("lets others go first until"), null=True, editable=False)
    stays_in_line = models.BooleanField(_("stays in line after an offer"), default=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, editable=False)
    walked_in = models.BooleanField(_("came without signing up"), default=False, editable=False)
    too_few = models.CharField(
        _("too few seats"), max_length=4, choices=TooFew.choices, blank=True, editable=False
    )
    added_seat = models.BooleanField(  # by registrations.seating.added, as is the next
        _("has a seat that was added at the door"), default=False, editable=False
    )
    added_in = models.ForeignKey(
        RegistrationRole,
        models.SET_NULL,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("has a seat that was added to this role"),
    )
    cancelled_why = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    unwanted_at = models.DateTimeField(_("wants no reminders since"), null=True, editable=False)
    forgotten_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    objects: ClassVar = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["event", "sort_name", "id"], name="registration_by_name"),
            models.Index(
                fields=["event", "waiting_since", "id"],
                condition=Q(status="waiting"),
                name="registration_line",
            ),
            models.Index(
                fields=["event", "role", "waiting_since", "id"],
                condition=Q(status="waiting"),
                name="registration_line_of_role",
            ),
            models.Index(
                fields=["hold_until"],
                condition=Q(status__in=HELD_FOR_A_WHILE),
                name="registration_held",
            ),
            models.Index(fields=["event", "status"], name="registration_by_status"),
            models.Index(
                fields=["event", "lead"],
                condition=Q(lead__isnull=False),
                name="registration_companions",
            ),
            models.Index(Lower("email"), condition=Q(lead=None), name="registration_by_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=Q(status__in=LIVE, lead=None) & ~Q(email=""),
                name="one_live_registration_per_email",
            ),
            models.UniqueConstraint(
                # also the index by which an address is found among very many
                "event",
                Lower("email"),
                "form_key",
                condition=Q(lead=None),
                name="one_registration_per_form_and_email",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False),
                name="waiting_has_waiting_since",
            ),
            models.CheckConstraint(
                condition=Q(status__in=HELD_FOR_A_WHILE, hold_until__isnull=False)
                | (~Q(status__in=HELD_FOR_A_WHILE) & Q(hold_until=None)),
                name="held_for_a_while_has_hold_until",
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=False) | ~Q(email="") | Q(walked_in=True),
                name="who_leads_a_party_has_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(confirmed_at__isnull=False),
                name="confirmed_has_confirmed_at",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at=None)),
                name="cancelled_has_cancelled_at",
            ),
            models.CheckConstraint(
                condition=Q(status="attended", checked_in_at__isnull=False)
                | (~Q(status="attended") & Q(checked_in_at=None)),
                name="attended_has_checked_in_at",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Keep the sort name beside the name it is derived from."""
        self.sort_name = sort_name(self.given_name, self.infix, self.family_name)
        super().save(update_fields=saved_with(update_fields), **options)

    @property
    def went_with_the_event(self) -> bool:
        """Whether it was cancelled because the event was: who would have come, or waited."""
        return self.cancelled_at is not None and self.cancelled_at == self.event.cancelled_at

    @property
    def is_live(self) -> bool:
        """Whether they hold a seat or wait for one."""
        return self.status in LIVE

    @property
    def first(self) -> "Registration":
        """Who leads the party that this person is of; a person alone leads it as well."""
        return self if self.lead is None else self.lead

    @property
    def party_id(self) -> int:
        """The key that everybody of one party shares."""
        return self.lead_id or self.pk

    @property
    def has_certain_seat(self) -> bool:
        """Whether they have a seat that is not only kept for a while."""
        return self.status in HOLDS_SEAT and self.hold_until is None

    @property
    def nameless(self) -> bool:
        """Whether only their number is known: “one more”."""
        return not self.given_name and not self.family_name

    @property
    def full_name(self) -> str:
        """`Fatma van der Berg`; empty for who came without a name."""
        return full_name(self.given_name, self.infix, self.family_name)

    @cached_property
    def along(self) -> int:
        """The how-manieth of those who came along in their party, from 1; `number_companions`
        tells it to many at once."""
        others = Registration.objects.filter(lead=self.lead_id, pk__lte=self.pk)
        return others.order_by().count()

    @property
    def known_as(self) -> str:
        """`Fatma van der Berg`, or `Companion 2 of Anna Jansen` of who came without a name."""
        if not self.nameless or self.lead is None:
            return self.full_name
        return companion_name(self.along, self.lead.full_name)

    @property
    def listed_name(self) -> str:
        """`Berg, Fatma van der`."""
        return listed_name(self.given_name, self.infix, self.family_name)


def companion_name(number: int, lead: str) -> str:
    """What somebody without a name is called, after the number and the name of whom they come
    with; that may have been erased."""
    if not lead:
        return gettext("Companion %(number)d") % {"number": number}
    return gettext("Companion %(number)d of %(name)s") % {"number": number, "name": lead}
