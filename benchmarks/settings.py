"""The production settings, with the benchmark's own addresses beside the site's."""

from pathlib import Path

from festival.settings import *  # noqa: F403
from festival.settings import TEMPLATES

TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
ROOT_URLCONF = "benchmarks.urls"
EMAIL_HOST = "192.0.2.1"  # nobody: mails wait in the outbox, as with a slow mail server
