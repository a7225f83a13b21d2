"""The production settings, with the benchmark's own addresses beside the site's."""

from festival.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
EMAIL_HOST = "192.0.2.1"  # nobody: mails wait in the outbox, as with a slow mail server
