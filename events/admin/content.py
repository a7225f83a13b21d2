"""What an event tells beside its timetable: as rows on its page, cases and accords on their own."""

from django.contrib import admin

from events.models import (
    Accord,
    Case,
    CaseMember,
    Document,
    Goal,
    Link,
    NewsItem,
    Photo,
    Quote,
)
from festival.verb_admin import VerbAdmin, VerbStacked, VerbTabular


class GoalInline(VerbTabular):
    """Numbered goals."""

    model = Goal
    classes = ("collapse",)


class NewsInline(VerbStacked):
    """Dated messages."""

    model = NewsItem
    classes = ("collapse",)


class QuoteInline(VerbStacked):
    """What people said."""

    model = Quote
    autocomplete_fields = ("person",)
    classes = ("collapse",)


class LinkInline(VerbTabular):
    """Addresses elsewhere."""

    model = Link
    classes = ("collapse",)


class DocumentInline(VerbTabular):
    """Files to download."""

    model = Document
    classes = ("collapse",)


class PhotoInline(VerbStacked):
    """Pictures."""

    model = Photo
    classes = ("collapse",)


class CaseMemberInline(VerbTabular):
    """Who works on a case."""

    model = CaseMember
    autocomplete_fields = ("person",)


@admin.register(Case)
class CaseAdmin(VerbAdmin):
    """Questions, examples and projects, with who works on them."""

    list_display = ("title", "event", "status", "organisation", "town")
    list_filter = ("event", "status")
    search_fields = ("title", "town")
    autocomplete_fields = ("organisation",)
    inlines = (CaseMemberInline,)


@admin.register(Accord)
class AccordAdmin(VerbAdmin):
    """Agreements; their numbered goals stand on the page of the event."""

    list_display = ("title", "event", "year")
    list_filter = ("event",)
    filter_horizontal = ("parties",)
