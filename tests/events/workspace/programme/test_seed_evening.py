"""The evening “Routekaart naar een bewonersonderneming”, from nothing, through the pages alone.

Counted as somebody at a keyboard would: fields that are filled in, and forms that are sent.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from events.models import Event, Session, Table
from partners.models import Organisation, Person
from tests.events.workspace.programme.test_list import address, maker, programme
from tests.factories import make_event, make_room, make_venue

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LINES = [
    "19.45 Inloop @Studio",
    "20.00 Plenaire introductie @Studio",
    "20.30 Werksessies aan tafels: verdiepen, verbreden, verhogen en verbinden @Studio",
    "21.30 Plenaire terugkoppeling en afsluiting @Studio",
    "22.00 Einde programma @Studio",
]
BUURT = "Buurtcoöperatie Oostelijk Havengebied"
KERNEN = "Landelijke Vereniging voor Kleine Kernen"
TABLES = [
    {
        "topic": "De basis als uitgangspunt",
        "question": "Wat is er tot nu toe uitgevonden? Welk werkmodel is belangrijk en werkt?",
        "hosts": "Hans Nooren (Lucas Community, http://lucascommunity.nl)",
        "co_hosts": f"Meta de Vries ({BUURT}, http://www.buurtcooperatieohg.nl)\n"
        f"Stephan Jackmuth ({BUURT})",
    },
    {
        "topic": "Lokale economie en de integrale wijk",
        "question": "Verbreding van de zorginitiatieven in de wijk.",
        "hosts": "Daniel Giltay Veth (Twister Papers, http://twisterpapers.nl)",
    },
    {
        "topic": "Lobby en de agenda van onderop",
        "question": "Verhoging door verbinden, delen, uitwisselen en lobbyen.",
        "hosts": "Jurgen van der Heijden (Omzien naar elkaar, http://omziennaarelkaar.nl)",
        "co_hosts": f"Alle Postmus ({KERNEN}, http://www.lvkk.nl)",
    },
    {
        "topic": "Inclusiviteit als kracht",
        "question": "Hoe inclusief werken bijdraagt aan het model en de wijk",
        "hosts": "Kees Onderwater (OnderBoven, http://www.onderboven.nl)",
    },
]


class Keyboard:
    """Sends what a browser would, and counts what somebody does for it."""

    def __init__(self, client: Client) -> None:
        self.client, self.pages, self.forms, self.fields = client, 0, 0, 0

    def open(self, url: str) -> Any:
        self.pages += 1
        return self.client.get(url)

    def send(self, url: str, untouched: dict[str, Any], typed: dict[str, str]) -> None:
        self.forms += 1
        self.fields += len(typed)
        answer = self.client.post(url, untouched | typed, follow=True)
        assert answer.status_code == 200, answer.context["form"].errors


def evening() -> Event:
    venue = make_venue(name="Pakhuis de Zwijger")
    make_room(venue, "Studio")
    return make_event(
        title="Routekaart naar een bewonersonderneming",
        venue=venue,
        starts_at=datetime(2015, 11, 2, 19, 45, tzinfo=AMSTERDAM),
        ends_at=datetime(2015, 11, 2, 22, 0, tzinfo=AMSTERDAM),
    )


def type_in_everything(event: Event, keyboard: Keyboard) -> None:
    here = address(event)
    keyboard.open(here)
    for line in LINES:
        keyboard.send(here, {}, {"line": line})
    tables = address(event, "tables", Session.objects.get(kind="tables").code)
    grid = keyboard.open(tables).context["grid"]
    rows = [row.prefix for row in grid.rows]
    typed = {
        f"{row}-{name}": text
        for row, table in zip(rows, TABLES, strict=True)
        for name, text in table.items()
    }
    keyboard.send(tables, {"row": rows}, typed)


def test_the_evening_takes_six_forms_and_nineteen_fields() -> None:
    event = evening()
    keyboard = Keyboard(maker(event))

    type_in_everything(event, keyboard)

    assert (keyboard.pages, keyboard.forms, keyboard.fields) == (2, 6, 19)
    assert programme(event) == [
        ("19.45-20.00", "Inloop"),
        ("20.00-20.30", "Plenaire introductie"),
        ("20.30-21.30", "Werksessies aan tafels: verdiepen, verbreden, verhogen en verbinden"),
        ("21.30-22.00", "Plenaire terugkoppeling en afsluiting"),
        ("22.00-22.00", "Einde programma"),
    ]
    assert {session.room.name for session in event.sessions.all() if session.room} == {"Studio"}


def test_everybody_is_at_the_right_table_with_the_right_website() -> None:
    event = evening()

    type_in_everything(event, Keyboard(maker(event)))

    cast = [
        (table.number, a.role, a.person.full_name, a.person.organisation.name)
        for table in Table.objects.all()
        for a in table.appearances.all()
        if a.person.organisation
    ]
    assert cast == [
        (1, "host", "Hans Nooren", "Lucas Community"),
        (1, "co-host", "Meta de Vries", BUURT),
        (1, "co-host", "Stephan Jackmuth", BUURT),
        (2, "host", "Daniel Giltay Veth", "Twister Papers"),
        (3, "host", "Jurgen van der Heijden", "Omzien naar elkaar"),
        (3, "co-host", "Alle Postmus", KERNEN),
        (4, "host", "Kees Onderwater", "OnderBoven"),
    ]
    assert Person.objects.count() == 7
    assert dict(Organisation.objects.values_list("name", "website")) == {
        "Lucas Community": "http://lucascommunity.nl",
        BUURT: "http://www.buurtcooperatieohg.nl",
        "Twister Papers": "http://twisterpapers.nl",
        "Omzien naar elkaar": "http://omziennaarelkaar.nl",
        KERNEN: "http://www.lvkk.nl",
        "OnderBoven": "http://www.onderboven.nl",
    }
