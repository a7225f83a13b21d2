"""The doors of a gathering: its own, and those of its sessions and tables, as published."""

from typing import Any

from events.programme import Programme

SESSION, TABLE = "s-", "t-"


def place_of(session: object, table: object) -> str:
    """What a door is called by the code of its session or table; empty for that of the gathering."""
    if table:
        return f"{TABLE}{table}"
    return f"{SESSION}{session}" if session else ""


def places_in(programme: Programme) -> list[dict[str, Any]]:
    """The sessions, and after them the tables, as devices know them."""
    sessions = [
        {"key": place_of(one.code, None), "title": one.title, "number": None, "session": ""}
        for one in programme.sessions
    ]
    tables = [
        {
            "key": place_of(None, table.code),
            "title": table.topic,
            "number": table.number,
            "session": place_of(session.code, None),
        }
        for session, table in programme.all_tables()
    ]
    return [*sessions, *tables]


def title_of(programme: Programme, place: str) -> str:
    """What the public knows a door by; empty for the gathering's own, and for what is gone."""
    code = place[len(SESSION) :]
    if place.startswith(TABLE) and code in programme.table_by_code:
        return programme.table_by_code[code][1].topic
    if place.startswith(SESSION) and code in programme.session_by_code:
        return programme.session_by_code[code].title
    return ""
