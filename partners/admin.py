"""Organisations and people, in the admin."""

from django.contrib import admin

from festival.verb_admin import ReadOnly, VerbAdmin, VerbTabular
from partners.models import Affiliation, Organisation, Person, Predecessor


class AffiliationInline(VerbTabular):
    """How an organisation stands to others."""

    model = Affiliation
    fk_name = "organisation"
    autocomplete_fields = ("other",)


@admin.register(Organisation)
class OrganisationAdmin(VerbAdmin):
    """Organisations, with how they stand to each other."""

    list_display = ("name", "kind", "town", "website")
    list_filter = ("kind",)
    search_fields = ("name", "town")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (AffiliationInline,)


@admin.register(Person)
class PersonAdmin(VerbAdmin):
    """People on the programme."""

    list_display = ("__str__", "organisation", "function")
    search_fields = ("sort_name", "given_name", "family_name", "organisation__name")
    autocomplete_fields = ("organisation",)


@admin.register(Predecessor)
class PredecessorAdmin(ReadOnly):
    """What was merged into another record; its old addresses lead there."""
