# make run    everything set up, then both cases run and their bridges printed
# make test   everything set up, then the tests
# make peers  everything set up, and other matchers beside it, then ours compared with them
# make lint   style, types, the arrows between packages, Dagster's definitions
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
PEERS := .venv-peers/ready

.PHONY: run test peers lint requirements
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

# Other matchers need other versions of what we need.
$(PEERS): requirements-peers.txt
	@echo "cotejo: preparando otros comparadores en .venv-peers (una vez) · setting up other matchers in .venv-peers (once)"
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-peers.txt
	@touch $@

# What cannot be set up is said in the table.
peers: $(READY)
	-@$(MAKE) --no-print-directory $(PEERS)
	$(BIN)/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_peers.py

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
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group peers --output-file requirements-peers.txt
