# `make demo` and `make test` need Python 3.11 or newer and nothing else: uv is brought along when it is missing.
.DEFAULT_GOAL := help
.PHONY: help demo test lint types css bootstrap bench lighthouse campaign doctor install install-dev

PYTHON ?= python3
UV := $(shell $(PYTHON) -m uv --version >/dev/null 2>&1 && echo "$(PYTHON) -m uv" || { uv --version >/dev/null 2>&1 && echo uv; } || echo .uv/bin/uv)
RUN := .venv/bin/python
WORKERS ?= 2

# Enough for `check --deploy` to judge the production settings; no secret of anybody's.
PRODUCTION = DJANGO_SETTINGS_MODULE=marketplace.settings.production ALLOWED_HOSTS=pasar.example.id \
	SECRET_KEY=checked-in-continuous-integration-0123456789-abcdefghijklmnopqrstuvwxyz \
	DATABASE_URL=postgres://checked@127.0.0.1/checked REDIS_URL=redis://127.0.0.1/0 \
	STRIPE_API_BASE= STRIPE_SECRET_KEY=sk_live_checked STRIPE_WEBHOOK_SECRET=whsec_checked

help:
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: install ## the whole marketplace on this machine, at http://127.0.0.1:8000 (PORT=...)
	@exec $(RUN) manage.py demo

test: lint types ## everything that must hold before a change is accepted
	$(RUN) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING
	$(RUN) -m pytest -n $(WORKERS) --dist loadfile

lint: install-dev
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	.venv/bin/lint-imports
	$(RUN) -m djlint --quiet --lint marketplace vendors cms search
	$(RUN) -m marketplace.front.styles.build --check
	$(RUN) -m marketplace.front.words --check

types: install-dev
	$(RUN) -m mypy

css: install-dev ## compile styles and scripts after a change of templates
	$(RUN) -m marketplace.front.styles.build

bootstrap: install-dev ## write the schema snapshot after a change of migrations
	$(RUN) manage.py make_bootstrap

bench: install-dev ## checkout journeys per second and page times, beside a stock Oscar
	$(RUN) -m tests.load.bench

lighthouse: install-dev ## what Lighthouse says of the pages on a phone; needs Node and Chromium
	$(RUN) -m tests.load.lighthouse

campaign: install-dev ## the slow proofs: kill -9, races, faults at full length
	$(RUN) -m pytest -m slow

doctor: install ## says in plain words what is missing
	@$(RUN) manage.py doctor

install: $(filter .uv/bin/uv,$(UV))
	@$(UV) sync --quiet --locked --inexact --no-dev

install-dev: $(filter .uv/bin/uv,$(UV))
	@$(UV) sync --quiet --locked

# A virtual environment where Python has the module for it (Debian ships it apart), else a folder.
.uv/bin/uv:
	@echo "Fetching uv ..."
	@{ $(PYTHON) -m venv .uv && .uv/bin/pip install --quiet uv; } >/dev/null 2>&1 \
		|| { rm -rf .uv && $(PYTHON) -m pip install --quiet --target .uv uv; } \
		|| { echo "Please install uv (https://docs.astral.sh/uv/) and run make again." >&2; exit 1; }
