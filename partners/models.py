"""Who takes part: organisations and people, as lasting records over all editions."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.codes import new_code
from festival.names import full_name, saved_with, sort_name
from festival.pictures import PictureField


class Organisation(models.Model):
    """A company, network, municipality, school, or residents' group."""

    class Kind(models.TextChoices):
        RESIDENTS = "residents", _("residents’ organisation")
        NETWORK = "network", _("network")
        HOUSING = "housing", _("housing corporation")
        MUNICIPALITY = "municipality", _("municipality")
        GOVERNMENT = "government", _("government body")
        EDUCATION = "education", _("school or university")
        CARE = "care", _("care or welfare")
        VENUE = "venue", _("debate centre or venue")
        BUSINESS = "business", _("business")
        CULTURE = "culture", _("arts and culture")
        OTHER = "other", _("other")

    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    website = models.URLField(_("website"), blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    about = models.TextField(_("about"), blank=True, help_text=_("Markdown."))
    logo = PictureField(_("logo"), upload_to="logos/", blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """How one organisation stands to another: a member, a partner, a founder."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("is a member of")
        PARTNER = "partner", _("works together with")
        FOUNDER = "founder", _("founded")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="affiliations", verbose_name=_("organisation")
    )
    kind = models.CharField(_("relation"), max_length=10, choices=Kind.choices)
    other = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="affiliated",
        verbose_name=_("other organisation"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["kind", "other__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "other"], name="one_affiliation_of_a_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(organisation=models.F("other")), name="affiliated_with_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()} {self.other}"


class Person(models.Model):
    """Somebody on the programme or behind a case; not a resident who signs up."""

    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    infix = models.CharField(_("infix"), max_length=30, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    sort_name = models.CharField(max_length=240, editable=False, db_index=True)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    function = models.CharField(_("function"), max_length=150, blank=True)
    website = models.URLField(_("website"), blank=True)
    bio = models.TextField(_("about"), blank=True, help_text=_("Markdown."))
    portrait = PictureField(_("portrait"), upload_to="portraits/", blank=True)
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Never public: only to tell this person what changes in the programme."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "id"]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Keep the sort name beside the name it is derived from."""
        self.sort_name = sort_name(self.given_name, self.infix, self.family_name)
        super().save(update_fields=saved_with(update_fields), **options)

    @property
    def full_name(self) -> str:
        """`Jurgen van der Heijden`."""
        return full_name(self.given_name, self.infix, self.family_name)


class Predecessor(models.Model):
    """A record that was merged into another one; its public names still lead there.

    `former_id` is the id that the audit trail knows it by.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        related_name="predecessors",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, related_name="predecessors", verbose_name=_("person")
    )
    former_id = models.BigIntegerField()
    name = models.CharField(_("name"), max_length=300)
    code = models.CharField(_("code"), max_length=8, unique=True)
    slug = models.SlugField(_("short name in the address"), max_length=80, blank=True)
    merged_at = models.DateTimeField(_("merged at"))

    class Meta:
        verbose_name = _("merged record")
        verbose_name_plural = _("merged records")
        ordering = ["merged_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation=None, person__isnull=False)
                | models.Q(organisation__isnull=False, person=None),
                name="merged_into_one_record",
            )
        ]

    def __str__(self) -> str:
        return self.name
