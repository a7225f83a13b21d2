"""The environment that the tests run in; loaded before Django reads its settings."""

import os

os.environ.setdefault("FESTIVAL_SECRET_KEY", "only-for-tests-" + "0123456789abcdef" * 4)
os.environ.setdefault("FESTIVAL_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("FESTIVAL_HTTPS", "no")
os.environ.setdefault("FESTIVAL_SITE_URL", "http://testserver")
os.environ.setdefault("FESTIVAL_VAR", "var/tests")
os.environ.setdefault("FESTIVAL_DEMO", "no")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
