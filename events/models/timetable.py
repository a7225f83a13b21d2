"""The timetable: sessions, the tables within them, and who appears where."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.event import CHANGED_BY_VERBS, Event, form_changed
from events.models.frame import Block, Room, Theme
from festival.codes import new_code
from partners.models import Person


def too_small(capacity: int | None, taken: int) -> dict[str, object]:
    """The problem, by field, when a number of seats lies below the seats taken."""
    if capacity is None or capacity >= taken:
        return {}
    sentence = _("%(taken)d seats are already taken; the number of seats cannot be lower.")
    return {"capacity": sentence % {"taken": taken}}


class Session(models.Model):
    """One item of the programme. Without a start it is announced but not yet scheduled."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("plenary")
        PARALLEL = "parallel", _("parallel session")
        TABLES = "tables", _("discussion tables")
        BREAK = "break", _("break or walk-in")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="sessions", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PLENARY)
    about = models.TextField(_("about"), blank=True, help_text=_("Markdown."))
    block = models.ForeignKey(
        Block,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("round to choose in"),
    )
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("theme"),
    )
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("room")
    )
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    open_end = models.BooleanField(
        _("ends when the next item begins"),
        default=False,
        help_text=_("The end moves along with the start of what follows."),
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    changed_by_verbs = CHANGED_BY_VERBS
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("cancelled by"),
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = [F("starts_at").asc(nulls_last=True), "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="session_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity")),
                name="session_is_never_oversold",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def touch(self) -> None:
        """Note that the event's sign-up form is no longer what it was."""
        form_changed(self.event_id)

    def clean(self) -> None:
        """Refuse a time that runs backwards, too few seats, and parts of other events."""
        problems = too_small(self.capacity, self.seats_taken)
        if (self.starts_at is None) != (self.ends_at is None):
            problems["ends_at"] = _("Give both a start and an end, or neither.")
        elif self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            problems["ends_at"] = _("The end lies before the start.")
        for field in ("block", "theme"):
            part = getattr(self, field)
            if part is not None and part.event_id != self.event_id:
                problems[field] = _("This belongs to another event.")
        if self.room_id and self.room and self.room.venue_id != self.event.venue_id:
            problems["room"] = _("This room belongs to another venue.")
        if problems:
            raise ValidationError(problems)


class Table(models.Model):
    """A discussion table within a session: a number, a topic, a host, and seats."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="tables", verbose_name=_("session")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    topic = models.CharField(_("topic"), max_length=200)
    question = models.TextField(_("question"), blank=True, help_text=_("Markdown."))
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tables",
        verbose_name=_("theme"),
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    changed_by_verbs = CHANGED_BY_VERBS

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        ordering = ["session_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_table_per_number"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity")),
                name="table_is_never_oversold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.topic}"

    @property
    def event_id(self) -> int:
        """The event that the table's session belongs to."""
        return self.session.event_id

    def touch(self) -> None:
        """Note that the event's sign-up form is no longer what it was."""
        form_changed(self.event_id)

    def clean(self) -> None:
        """Refuse too few seats and a theme of another event."""
        problems = too_small(self.capacity, self.seats_taken)
        if self.theme is not None and self.theme.event_id != self.event_id:
            problems["theme"] = _("This belongs to another event.")
        if problems:
            raise ValidationError(problems)


class Appearance(models.Model):
    """A person with a role in a session or at a table."""

    class Role(models.TextChoices):
        HOST = "host", _("host")
        CO_HOST = "co-host", _("co-host")
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")
        AUTHOR = "author", _("author")

    session = models.ForeignKey(
        Session,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("session"),
    )
    table = models.ForeignKey(
        Table,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("table"),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appearances", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=9, choices=Role.choices, default=Role.SPEAKER)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session=None, table__isnull=False)
                | Q(session__isnull=False, table=None),
                name="appears_in_a_session_or_at_a_table",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    def told_in_trail(self) -> str:
        """`Hans Nooren, host of table 2 of “Evening”`."""
        where = f"“{self.session or (self.table and self.table.session)}”"
        if self.table is not None:
            number = self.table.number
            where = str(_("table %(number)d of %(session)s") % {"number": number, "session": where})
        about = {"person": self.person, "role": self.get_role_display(), "where": where}
        return str(_("%(person)s, %(role)s of %(where)s") % about)

    @property
    def event_id(self) -> int:
        """The event that the person appears at."""
        holder = self.session or self.table
        return holder.event_id if holder else 0
