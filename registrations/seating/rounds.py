"""How people choose in a round: how many things, and whether they rank wishes."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import ngettext

from events.locking import lock_event
from events.models import Block
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.models import Choice


class AlreadyChosen(Refused):
    """What people chose in the round does not fit the new rules."""


@transaction.atomic
def change_rules(
    block: Block, *, maximum: int, ranked: bool, now: datetime, by: User | None
) -> None:
    """Set how many things somebody can choose in a round, and whether as wishes in order.

    Raises AlreadyChosen when somebody chose more, and, as a wish is no seat, when anybody chose
    at all and `ranked` changes. The same rules again change nothing.
    """
    lock_event(block.event_id)
    block.refresh_from_db(fields=["maximum", "ranked"])
    after = {"maximum": maximum, "ranked": ranked}
    changes = {name: [getattr(block, name), value] for name, value in after.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return
    if "ranked" in changes:
        _check_nobody_chose(block)
    if maximum < block.maximum:
        _check_nobody_chose_more(block, maximum)
    block.maximum, block.ranked = maximum, ranked
    block.save(update_fields=list(changes))
    block.touch()
    record("change", block, now=now, by=by, event_id=block.event_id, changes=changes)


def _check_nobody_chose(block: Block) -> None:
    standing = Choice.objects.standing().filter(block=block)
    people = standing.values("registration").distinct().count()
    if people:
        sentence = ngettext(
            "%(n)d person has chosen in this round already, so this can no longer change. Add "
            "another round for it.",
            "%(n)d people have chosen in this round already, so this can no longer change. Add "
            "another round for it.",
            people,
        )
        raise AlreadyChosen(sentence % {"n": people}, field="ranked")


def _check_nobody_chose_more(block: Block, maximum: int) -> None:
    # who waits for one thing and holds another until then chose once
    standing = Choice.objects.standing().filter(block=block, instead_of=None).order_by()
    people = standing.values("registration").annotate(chosen=Count("pk"))
    more = people.filter(chosen__gt=maximum).count()
    if more:
        sentence = ngettext(
            "%(n)d person has chosen more than that in this round.",
            "%(n)d people have chosen more than that in this round.",
            more,
        )
        raise AlreadyChosen(sentence % {"n": more}, field="maximum")
