"""From what was chosen on the form to what the verb takes."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from events.models import Session, Table
from registrations.offer import Offer, Option, Round
from registrations.signing_up import Pick, WrongChoice


def picks_of(offer: Offer, chosen: Mapping[str, str]) -> tuple[Pick, ...]:
    """The picks for codes chosen by form field; one query for tables, one for sessions.

    Raises WrongChoice when something is no longer on offer.
    """
    pairs = [
        (found, option)
        for found in offer.rounds
        for option in found.options
        if option.code == chosen.get(found.field)
    ]
    tables = _tables([option.table_id for _round, option in pairs if option.table_id])
    whole = [option.session_id for _round, option in pairs if not option.table_id]
    sessions = _sessions(whole)
    return tuple(_pick(found, option, sessions, tables) for found, option in pairs)


def _tables(ids: list[int]) -> dict[int, Table]:
    return Table.objects.select_related("session__block").in_bulk(ids) if ids else {}


def _sessions(ids: list[int]) -> dict[int, Session]:
    return Session.objects.select_related("block").in_bulk(ids) if ids else {}


def _pick(
    found: Round, option: Option, sessions: dict[int, Session], tables: dict[int, Table]
) -> Pick:
    table = tables.get(option.table_id) if option.table_id else None
    session = table.session if table else sessions.get(option.session_id)
    gone = session is None or (option.table_id is not None and table is None)
    if gone or session is None or session.block is None or session.block_id != found.id:
        sentence = _("“%(title)s” is no longer on offer. Choose something else.")
        raise WrongChoice(sentence % {"title": option.title}, field=found.field)
    return Pick(session.block, session, table)
