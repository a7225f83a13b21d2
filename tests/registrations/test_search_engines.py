"""What search engines may keep of signing up."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import published_event

pytestmark = pytest.mark.django_db
NOINDEX = '<meta name="robots" content="noindex">'


@pytest.mark.parametrize("name", ["registrations:sign_up", "registrations:privacy"])
@pytest.mark.parametrize(("visibility", "kept_out"), [("unlisted", True), ("public", False)])
def test_only_a_listed_gathering_is_found(
    client: Client, name: str, visibility: str, kept_out: bool
) -> None:
    event = published_event(visibility=visibility)

    shown = client.get(reverse(name, kwargs={"slug": event.slug})).content.decode()

    assert (NOINDEX in shown) is kept_out
