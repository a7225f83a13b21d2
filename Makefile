# Two commands matter: `make demo` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help demo demo-password test test-newest bench lint format check requirements clean

PYTHON_HERE := .venv/bin/python
PORT ?= 8000
PYTEST_WORKERS ?= 2
DEMO := env -u DATABASE_URL -u FESTIVAL_HOSTS -u FESTIVAL_DEBUG -u FESTIVAL_SECRET_KEY \
	FESTIVAL_DEMO=yes FESTIVAL_HTTPS=no FESTIVAL_VAR=$(or $(FESTIVAL_VAR),var/demo) \
	FESTIVAL_SITE_URL=http://127.0.0.1:$(PORT) FESTIVAL_LOG_LEVEL=WARNING
PYTEST = $(PYTHON_HERE) -m pytest -q -n $(PYTEST_WORKERS)

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

demo: .venv/demo-ready ## Five gatherings on http://127.0.0.1:8000 (PORT=… for another port)
	@exec $(DEMO) $(PYTHON_HERE) manage.py demo --port $(PORT)

demo-password: .venv/demo-ready ## Give the demo's organiser a new password
	@$(DEMO) $(PYTHON_HERE) manage.py demo --new-password

test: .venv/test-ready ## All tests on SQLite, then those with a database on PostgreSQL
	$(PYTEST) $(PYTEST_OPTIONS)
	$(PYTHON_HERE) -m tests.postgres $(PYTEST) --database-only $(PYTEST_OPTIONS)

test-newest: ## The suite without browser on the newest Django and Python on this computer
	bin/test-newest

bench: .venv/test-ready ## Measure; prints a table
	$(PYTHON_HERE) -m benchmarks

lint: .venv/test-ready ## Style and types
	$(PYTHON_HERE) -m ruff check .
	$(PYTHON_HERE) -m ruff format --check .
	FESTIVAL_SECRET_KEY=only-to-read-the-settings $(PYTHON_HERE) -m mypy

format: .venv/test-ready ## Let the formatter write
	$(PYTHON_HERE) -m ruff check --fix-only --quiet .
	$(PYTHON_HERE) -m ruff format .

requirements: .venv/test-ready ## Pin the newest allowed versions of the dependencies
	bin/pin-requirements

clean: ## Remove the environment and what was built; the demo's data stays
	rm -rf .venv .venv-newest build .mypy_cache .pytest_cache .ruff_cache

.venv/demo-ready: requirements.txt bin/environment $(PYTHON_HERE)
	@bin/environment .venv requirements.txt
	@touch $@

.venv/test-ready: requirements-test.txt bin/environment $(PYTHON_HERE)
	@bin/environment .venv requirements-test.txt
	@touch $@ .venv/demo-ready

# made by bin/environment; without a rule make would stop where it is missing
$(PYTHON_HERE): ;
