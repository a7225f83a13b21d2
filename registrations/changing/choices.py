"""Choosing anew: the new seat is taken before the old one is given back.

Where the new one is full, the person waits for it and keeps the old seat until it comes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from registrations.models import Choice, Registration
from registrations.seating import seats
from registrations.sign_up.picking import MOST_WISHES, Pick, as_now, check_picks, overlap
from registrations.states import HOLDS_SEAT, ChoiceStatus

Key = tuple[int, int | None]


@dataclass
class Moves:
    """What came of choosing anew: new choices, those given up, and whose seats moved up.

    `waits` pairs each choice that waits with the seat that is kept until then, if there is one.
    """

    made: list[Choice] = field(default_factory=list)
    left: list[Choice] = field(default_factory=list)
    heirs: list[Choice] = field(default_factory=list)
    waits: list[tuple[Choice, Choice | None]] = field(default_factory=list)
    reranked: bool = False

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.made or self.left or self.reranked)


def choose_anew(
    person: Registration, picks: Sequence[Pick], *, beside: Collection[int] = (), now: datetime
) -> Moves:
    """Let these be somebody's choices. The caller holds the event's lock, and tells the heirs.

    `beside` are the keys of choices that could not be picked, as their option is no longer on
    offer: they stay, unless something new is at the same time or fills their round.
    Raises WrongChoice, as signing up does.
    """
    picks = as_now(picks)
    check_picks(person.event, picks)
    rows = person.choices.standing().select_related("session", "table", "block").order_by("id")
    standing = {_key(choice): choice for choice in rows}
    wanted = {_key(pick): pick for pick in picks}
    stays = {
        key: choice
        for key, choice in standing.items()
        if key in wanted or (choice.pk in beside and _still_fits(choice, standing, picks))
    }
    leaving = [
        choice
        for key, choice in standing.items()
        if key not in stays and not _kept(choice, stays, picks)
    ]
    moves = Moves(reranked=_rerank(stays, wanted))
    for key, pick in wanted.items():
        if key not in standing:
            kept = _take(person, pick, _to_give(pick, leaving, picks), moves, now)
            leaving = [choice for choice in leaving if choice is not kept]
    moves.heirs += seats.give_up_all(leaving)
    moves.left += leaving
    _pass_around(moves)
    return moves


def _pass_around(moves: Moves) -> None:
    """Give up seats that are only kept by people who wait for each other's."""
    for choice, kept in list(moves.waits):
        if kept is not None and _comes_round(choice, kept):
            moves.heirs += [heir for heir in seats.give_up(kept) if heir.pk != choice.pk]
            moves.waits.remove((choice, kept))
            choice.refresh_from_db(fields=["status", "instead_of"])


def _comes_round(choice: Choice, kept: Choice) -> bool:
    """Whether the seat that is kept, once it is passed on, brings this choice its own seat.

    Reads one row for each person who would move.
    """
    holder, seen = kept.holder, set[int]()
    while True:
        line = Choice.objects.at(holder).in_line()
        first = line.select_related("instead_of__session", "instead_of__table").first()
        if first is None or first.pk in seen or first.pk == choice.pk:
            return first is not None and first.pk == choice.pk
        seen.add(first.pk)
        if first.instead_of is None or first.instead_of.status != ChoiceStatus.SEATED:
            return False
        holder = first.instead_of.holder


def _take(
    person: Registration, pick: Pick, old: Choice | None, moves: Moves, now: datetime
) -> Choice | None:
    """Make one choice, with a seat where there is one; the old seat that is kept meanwhile."""
    choice = Choice(
        registration=person,
        block=pick.block,
        session=pick.session,
        table=pick.table,
        rank=pick.rank,
        status=ChoiceStatus.WISHED,
        since=now,
    )
    if person.status in HOLDS_SEAT and not pick.block.ranked:
        seats.seat_or_queue(choice)
    kept = old if choice.status == ChoiceStatus.WAITING else None
    choice.instead_of = kept
    choice.save(force_insert=True)
    moves.made.append(choice)
    if choice.status == ChoiceStatus.WAITING:
        moves.waits.append((choice, kept))
    return kept


def _to_give(pick: Pick, leaving: Iterable[Choice], picks: Sequence[Pick]) -> Choice | None:
    """The seat in the same round that can be kept beside everything else that is chosen."""
    for choice in leaving:
        mine = pick.block.pk in {choice.block_id, choice.session.block_id}
        if (
            mine
            and choice.status == ChoiceStatus.SEATED
            and _goes_with(choice, picks, but=_key(pick))
        ):
            return choice
    return None


def _kept(choice: Choice, stays: Mapping[Key, Choice], picks: Sequence[Pick]) -> bool:
    """Whether it is the seat that somebody keeps until another one comes, and still can keep."""
    return any(
        _goes_with(choice, picks, but=key)
        for key, other in stays.items()
        if other.instead_of_id == choice.pk and other.status == ChoiceStatus.WAITING
    )


def _still_fits(choice: Choice, standing: Mapping[Key, Choice], picks: Sequence[Pick]) -> bool:
    """Whether nothing that is new takes the time or the round of a choice."""
    new = [pick for pick in picks if _key(pick) not in standing]
    if any(p.session == choice.session or overlap(p.session, choice.session) for p in new):
        return False
    rounds = {choice.block_id, choice.session.block_id}
    for block in {pick.block for pick in new if pick.block.pk in rounds}:
        most = MOST_WISHES if block.ranked else block.maximum
        if sum(pick.block == block for pick in picks) >= most:
            return False
    return True


def _goes_with(choice: Choice, picks: Sequence[Pick], *, but: Key) -> bool:
    """Whether a choice is at the same time as none of these, except for one."""
    others = (pick for pick in picks if _key(pick) != but)
    return not any(overlap(choice.session, other.session) for other in others)


def _rerank(stays: Mapping[Key, Choice], wanted: Mapping[Key, Pick]) -> bool:
    """Write the ranks of wishes that stay anew; whether one of them moved.

    A seat that is chosen itself is no longer kept for another.
    """
    chosen = {choice.pk for choice in stays.values()}
    for choice in stays.values():
        if choice.instead_of_id in chosen:
            choice.instead_of = None
            choice.save(update_fields=["instead_of"])
    picked = [(choice, wanted[key]) for key, choice in stays.items() if key in wanted]
    moved = [(choice, pick.rank) for choice, pick in picked if choice.rank != pick.rank]
    for choice, rank in moved:
        choice.rank = rank
        choice.save(update_fields=["rank"])
    return bool(moved)


def _key(chosen: Choice | Pick) -> Key:
    return chosen.session.pk, chosen.table.pk if chosen.table else None
