"""Putting things in order by hand, also when two people do so at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext as _

from festival.audit import record
from festival.editing import event_id_of, touched
from festival.models import User
from festival.refusals import Refused

LONGEST_LISTED = 2000  # characters of an order in the trail


class OrderChanged(Refused):
    """Somebody else put the same things in another order meanwhile."""


@transaction.atomic
def reorder(
    rows: models.QuerySet[models.Model],
    *,
    of: models.Model,
    seen: Sequence[int],
    wanted: Sequence[int],
    now: datetime,
    by: User | None,
) -> None:
    """Give things that belong to `of` the order `wanted`, by their `position`.

    `seen` is the order in which the page showed them, both as ids. What was added since keeps
    its place after its neighbour; what was removed is left out. Raises OrderChanged when others
    are in another order now than they were seen in.
    """
    # only the rows themselves: PostgreSQL cannot lock what was fetched along and may be absent
    things = {row.pk: row for row in rows.select_for_update(of=("self",))}
    present = list(things)
    if [pk for pk in seen if pk in things] != [pk for pk in present if pk in set(seen)]:
        raise OrderChanged(
            _("Somebody else changed the order meanwhile. This is how it is now; try again.")
        )
    order = merged(present, [pk for pk in wanted if pk in set(seen)])
    if order == present:
        return
    for place, pk in enumerate(order, start=1):
        things[pk].position = place  # type: ignore[attr-defined]
    rows.model._base_manager.bulk_update(things.values(), ["position"])
    touched(things[order[0]])
    names = [", ".join(str(things[pk]) for pk in pks)[:LONGEST_LISTED] for pks in (present, order)]
    kind = str(rows.model._meta.verbose_name_plural)
    changes = {rows.model._meta.model_name or "": names}
    record("order", of, now=now, by=by, event_id=event_id_of(of), name=kind, changes=changes)


def merged(present: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """The order `wanted` of what is present; the rest stays behind what it stands behind now."""
    order = [pk for pk in wanted if pk in set(present)]
    for place, pk in enumerate(present):
        if pk not in order:
            before = present[place - 1] if place else None
            order.insert(order.index(before) + 1 if before is not None else 0, pk)
    return order


def moved(order: Sequence[int], pk: int, by: int) -> list[int]:
    """The order after one thing moved `by` places, at most to an end."""
    rest = [other for other in order if other != pk]
    place = min(max(order.index(pk) + by, 0), len(rest))
    return [*rest[:place], pk, *rest[place:]]


class Ids(forms.CharField):
    """Ids with commas between them."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        """The ids, each once. Raises ValidationError."""
        try:
            return list(dict.fromkeys(int(pk) for pk in (value or "").split(",") if pk))
        except ValueError as nonsense:
            raise forms.ValidationError("", code="invalid") from nonsense

    def run_validators(self, value: Any) -> None:
        """Numbers need no further look."""


class OrderForm(forms.Form):
    """What a list sends: the order it was seen in, and what moves where.

    Either `wanted` tells the whole order (after dragging), or one of the buttons names a thing.
    """

    seen = Ids()
    wanted = Ids(required=False)
    moving = forms.IntegerField(required=False)
    up = forms.IntegerField(required=False)
    down = forms.IntegerField(required=False)

    @property
    def moved(self) -> int | None:
        """The thing that moves, to find it again on the page."""
        given = self.cleaned_data
        found: int | None = given["up"] or given["down"] or given["moving"]
        return found

    def orders(self) -> dict[str, list[int]]:
        """The order that was seen and the one that is wanted, for `reorder`."""
        given = self.cleaned_data
        seen: list[int] = given["seen"]
        if given["wanted"]:
            return {"seen": seen, "wanted": given["wanted"]}
        pk, places = (given["up"], -1) if given["up"] else (given["down"], 1)
        return {"seen": seen, "wanted": moved(seen, pk, places) if pk in seen else seen}
