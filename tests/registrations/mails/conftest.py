"""What every test of mails needs."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def a_real_outbox(settings: Any) -> None:
    """The test runner would keep mails in memory."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
