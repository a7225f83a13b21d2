"""A host keeps the list of a table on the smallest phone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from registrations.hosting.links import address_of
from registrations.sign_up.applying import Companion
from tests.factories import signed_up
from tests.journeys.conftest import sideways_scroll, violations
from tests.registrations.hosting.places import evening, table_link

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_list_is_accessible_fits_and_answers_each_press(
    live_server: Any, open_page: Any, settings: Any
) -> None:
    settings.SITE_URL = live_server.url
    event, (pick, _two) = evening()
    jet = Companion(given_name="Jet", family_name="Berg", picks=(pick,))
    organisation = "Wijkvereniging voor lange namen en langere verbanden"
    signed_up(event, picks=[pick], organisation=organisation, companions=[jet])
    now = timezone.now()
    pick.session.starts_at, pick.session.ends_at = now, now + timedelta(hours=1)
    pick.session.save(update_fields=["starts_at", "ends_at"])
    page, link = open_page(), table_link(pick)

    problems = []
    for path in ("", "iedereen/", "zoeken/?naam=jan"):
        page.goto(address_of(link) + path)
        for width in (1280, 360, 320):
            page.set_viewport_size({"width": width, "height": 700})
            problems += [f"{path} {width}: {line}" for line in violations(page)]
        problems += [f"{path}: wider than 320 px"] * (sideways_scroll(page) > 0)
    page.goto(address_of(link))
    row = page.locator(".host-list li", has_text="Jet Berg")
    row.get_by_role("button", name="Is er").click()
    row.get_by_role("button", name="Toch niet").wait_for()

    assert "1 van 2 aanwezig" in page.title()
    assert [*problems, *violations(page)] == []
