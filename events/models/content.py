"""What an event tells beside its timetable: goals, cases, news, documents, photos, links."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.frame import Theme
from events.models.timetable import Session
from events.querysets import CaseQuerySet
from festival.codes import new_code
from festival.documents import DocumentField
from festival.pictures import PictureField
from partners.models import Organisation, Person


class Accord(models.Model):
    """An agreement between parties with numbered goals."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="accords", verbose_name=_("event")
    )
    title = models.CharField(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("signed in"), null=True, blank=True)
    years = models.PositiveSmallIntegerField(_("runs for how many years"), null=True, blank=True)
    about = models.TextField(_("about"), blank=True, help_text=_("Markdown."))
    parties = models.ManyToManyField(
        Organisation, blank=True, related_name="accords", verbose_name=_("signed by")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("accord")
        verbose_name_plural = _("accords")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Goal(models.Model):
    """A numbered goal of an event, or of an accord behind it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="goals", verbose_name=_("event"))
    accord = models.ForeignKey(
        Accord,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("accord"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("text"), max_length=300)

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def clean(self) -> None:
        """Refuse an accord of another event."""
        if self.accord is not None and self.accord.event_id != self.event_id:
            raise ValidationError({"accord": _("This belongs to another event.")})


class Case(models.Model):
    """An initiative with a question, an example from practice, or a project."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed at sign-up")
        EXAMPLE = "example", _("example from practice")
        OPEN = "open", _("looking for a team")
        TEAM = "team", _("a team is at work")
        DONE = "done", _("finished")

    event = models.ForeignKey(Event, models.CASCADE, related_name="cases", verbose_name=_("event"))
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    title = models.CharField(_("title"), max_length=200)
    question = models.TextField(_("question"), blank=True, help_text=_("Markdown."))
    about = models.TextField(_("about"), blank=True, help_text=_("Markdown."))
    result = models.TextField(_("what was found"), blank=True, help_text=_("Markdown."))
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.EXAMPLE
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("organisation"),
    )
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("theme")
    )
    table = models.ForeignKey(
        "events.Table",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("table"),
    )
    town = models.CharField(_("town"), max_length=100, blank=True)
    period = models.CharField(_("period"), max_length=100, blank=True)
    website = models.URLField(_("website"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a theme or table of another event."""
        for field in ("theme", "table"):
            part = getattr(self, field)
            if part is not None and part.event_id != self.event_id:
                raise ValidationError({field: _("This belongs to another event.")})


class CaseMember(models.Model):
    """Somebody who works on a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="members", verbose_name=_("case"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="cases", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("case member")
        verbose_name_plural = _("case members")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_membership_per_case")
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.case}"

    @property
    def event_id(self) -> int:
        """The event that the case belongs to."""
        return self.case.event_id


class NewsItem(models.Model):
    """A dated message of the organisers."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="news", verbose_name=_("event"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), help_text=_("Markdown."))
    published_on = models.DateField(_("date"), null=True, blank=True)
    period = models.CharField(
        _("date in words"), max_length=60, blank=True, help_text=_("When the day is not known.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        ordering = ["position", "-published_on", "id"]

    def __str__(self) -> str:
        return self.title


class Quote(models.Model):
    """What somebody said that the event builds on."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="quotes", verbose_name=_("event"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="quotes", verbose_name=_("person")
    )
    text = models.TextField(_("text"))
    occasion = models.CharField(_("occasion"), max_length=200, blank=True)
    said_on = models.DateField(_("date"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.text[:50]}"


class Link(models.Model):
    """An address elsewhere with more information."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="links", verbose_name=_("event"))
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Document(models.Model):
    """A file to download, about the event, one session, or one case."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="documents", verbose_name=_("event")
    )
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("session"),
    )
    case = models.ForeignKey(
        Case,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("case"),
    )
    title = models.CharField(_("title"), max_length=200)
    file = DocumentField(_("file"), upload_to="documents/")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session=None) | Q(case=None), name="document_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a session or case of another event."""
        for field in ("session", "case"):
            part = getattr(self, field)
            if part is not None and part.event_id != self.event_id:
                raise ValidationError({field: _("This belongs to another event.")})


class Photo(models.Model):
    """A picture of the event, with the text for who cannot see it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="photos", verbose_name=_("event"))
    image = PictureField(_("picture"), upload_to="photos/")
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        help_text=_("What the picture shows, for who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    credit = models.CharField(_("made by"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.alt
