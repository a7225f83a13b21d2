"""Everything here happens on the day that the factories sign people up."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.factories import NOW


@pytest.fixture(autouse=True)
def today() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
