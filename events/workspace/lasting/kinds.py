"""The kinds of lasting records, one declaration for each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.models import Room, Venue
from events.workspace.lasting import forms
from festival.drafting import DraftForm
from festival.names import folded
from partners.duplicates import like_organisation, like_person
from partners.models import Affiliation, Organisation, Person

Words = str | Promise


@dataclass(frozen=True)
class Inner:
    """Things that stand within a record, such as the rooms of a venue."""

    model: type[models.Model]
    form: type[forms.InnerForm]
    holder: str  # the field that names the record
    title: Words
    add: Words
    told: Callable[[Any], list[Words]]
    joined: tuple[str, ...] = ()
    ordered: bool = False

    def rows(self, record: models.Model) -> "models.QuerySet[Any]":
        """Those of one record, in order."""
        rows = self.model._default_manager.filter(**{self.holder: record})
        return rows.select_related(*self.joined)


@dataclass(frozen=True)
class Kind:
    """One kind; `key` is the name of its list's address, `field` what its own address holds."""

    key: str
    word: str  # in addresses
    model: type[models.Model]
    form: type[DraftForm]
    field: str
    title: Words
    add: Words
    about: Words
    told: Callable[[Any], list[Words]]
    search: Callable[[str], Q]
    joined: tuple[str, ...] = ()
    like: Callable[[Any], list[Any]] = lambda _record: []  # others that may be the same
    merges: bool = False
    inner: Inner | None = None


def _words(text: str, *names: str) -> Q:
    """Each word stands somewhere in one of these columns."""
    every = [
        reduce(lambda one, other: one | other, (Q(**{f"{n}__icontains": word}) for n in names))
        for word in text.split()
    ]
    return reduce(and_, every, Q())


KINDS = (
    Kind(
        key="organisations",
        word="organisaties",
        model=Organisation,
        form=forms.OrganisationForm,
        field="code",
        title=_("Organisations"),
        add=_("Add an organisation"),
        about=_("They last: each gathering shows them as they stand here."),
        told=lambda one: [capfirst(one.get_kind_display()), one.town],
        search=lambda text: _words(text, "name", "town"),
        like=like_organisation,
        merges=True,
        inner=Inner(
            model=Affiliation,
            form=forms.AffiliationForm,
            holder="organisation",
            title=_("Ties to other organisations"),
            add=_("Add a tie"),
            told=lambda tie: [tie.note],
            joined=("organisation", "other"),
        ),
    ),
    Kind(
        key="people",
        word="personen",
        model=Person,
        form=forms.PersonForm,
        field="code",
        title=_("People"),
        add=_("Add a person"),
        about=_("Who stands on programmes and works on cases. Attendees are not in this list."),
        told=lambda one: [one.function, one.organisation.name if one.organisation else ""],
        search=lambda text: _words(folded(text), "sort_name", "organisation__name"),
        joined=("organisation",),
        like=like_person,
        merges=True,
    ),
    Kind(
        key="venues",
        word="locaties",
        model=Venue,
        form=forms.VenueForm,
        field="slug",
        title=_("Venues"),
        add=_("Add a venue"),
        about=_("Places with their rooms, and how one gets in."),
        told=lambda one: [one.street, one.town],
        search=lambda text: _words(text, "name", "town", "street"),
        inner=Inner(
            model=Room,
            form=forms.RoomForm,
            holder="venue",
            title=_("Rooms"),
            add=_("Add a room"),
            told=lambda room: [
                _("%(n)s seats") % {"n": room.capacity} if room.capacity else "",
                room.access_note,
            ],
            ordered=True,
        ),
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
