# make run    everything set up, then both cases run and their bridges printed
# make test   everything set up, then the tests
# make lint   style, types, the arrows between packages, Dagster's definitions
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: run test lint requirements
.DEFAULT_GOAL := run

# The environment is made once, and again only when what it is made from changes.
$(READY): requirements.txt pyproject.toml
	@echo "cotejo: preparando el entorno en .venv (una vez) · setting up .venv (once)"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Exit code 4 means published, with warnings that have been printed.
run: $(READY)
	@echo "cotejo: el caso de Venezuela, con cifras reales y citadas · the Venezuelan case, real cited figures"
	$(BIN)/cotejo run || [ $$? -eq 4 ]
	@echo "cotejo: el caso de ejemplo, inventado · the example case, invented"
	$(BIN)/cotejo run --case data/example || [ $$? -eq 4 ]

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dg check defs

# Pins with hashes, naming no index; needs uv on the PATH.
requirements:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev --extra build pyproject.toml --output-file requirements.txt
