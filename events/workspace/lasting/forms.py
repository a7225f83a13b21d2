"""The forms of what lasts over editions."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from events.models import Room, Venue
from festival.drafting import DraftForm
from festival.markdown_field import MarkdownField
from festival.models import User
from festival.slugs import free_slug
from partners.models import Affiliation, Organisation, Person
from partners.naming import ORGANISATION, NamingForm


class SluggedForm(DraftForm):
    """A form on something whose address is made from its name, once."""

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; a new thing gets its address."""
        thing = self.instance
        if thing.pk is None:
            taken = {"nieuw", *type(thing)._default_manager.values_list("slug", flat=True)}
            kind = str(type(thing)._meta.verbose_name)
            thing.slug = free_slug(thing.name, taken, otherwise=kind)
        return super().save_by(by, now=now)


class OrganisationForm(SluggedForm):
    """An organisation, as all gatherings show it."""

    class Meta:
        model = Organisation
        fields = ["name", "kind", "town", "website", "about", "logo"]
        field_classes = {"about": MarkdownField}


class PersonForm(NamingForm):
    """A person, as all gatherings show them."""

    names = {"organisation": ORGANISATION}

    class Meta:
        model = Person
        fields = [
            "given_name",
            "infix",
            "family_name",
            "organisation",
            "function",
            "website",
            "email",
            "bio",
            "portrait",
        ]
        field_classes = {"bio": MarkdownField}


class VenueForm(SluggedForm):
    """A place, and how one gets in."""

    class Meta:
        model = Venue
        fields = ["name", "street", "postal_code", "town", "country", "website", "access_note"]
        widgets = {"access_note": forms.Textarea(attrs={"rows": 4})}


class InnerForm(NamingForm):
    """A form on something within a lasting record; a new one comes at the end."""

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; a new one gets its place."""
        thing = self.instance
        if thing.pk is None and isinstance(thing, Room):
            last = thing.venue.rooms.aggregate(last=Max("position"))["last"]
            thing.position = (last or 0) + 1
        return super().save_by(by, now=now)


class RoomForm(InnerForm):
    """A room of a venue."""

    class Meta:
        model = Room
        fields = ["name", "capacity", "access_note"]


class AffiliationForm(InnerForm):
    """How an organisation stands to another one."""

    names = {"other": ORGANISATION}

    class Meta:
        model = Affiliation
        fields = ["kind", "other", "note"]


class Search(forms.Form):
    """Part of a name."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)
