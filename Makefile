# One command per need; .ci/run uses the same ones.
PYTHON ?= python3
PYTEST_FLAGS ?=
DEMO_FLAGS ?=
BENCH_FLAGS ?=
demo: PATHWAYS ?= 500
bench: PATHWAYS ?= 20000
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup lint format test tools demo demo-clean examples bench ui wheel lock

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile | awk -F': ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: .venv/.stamp ## make .venv from requirements.lock (nothing to do when it is fresh)

# The lock is complete, so nothing is left to resolve: --no-deps installs it and nothing else.
.venv/.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info < (3, 14); \
	  sys.exit(0 if ok else "Relève needs Python 3.11, 3.12 or 3.13: make setup PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check --quiet
	@touch $@

lint: setup ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: setup ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

tools: ## look for the system tools that some tests compare us with
	@.ci/tools

test: setup tools ## all tests; with CI=true a skipped test is a failed one
	$(BIN)/pytest -n 2 --dist loadfile $(PYTEST_FLAGS)

demo: setup ## rehearse a whole retirement on synthetic data, on this machine
	$(BIN)/python -m deployments.rehearsal --pathways $(PATHWAYS) $(DEMO_FLAGS)

demo-clean: setup ## stop what a rehearsal left running and remove its folder
	$(BIN)/python -m deployments.rehearsal --clean

examples: setup ## put one document of each kind from the last rehearsal into docs/exemples/
	$(BIN)/python -m deployments.rehearsal.examples

bench: setup ## time pathways from their database to their successor, beside named peers (PATHWAYS=100000)
	$(BIN)/python -m benchmarks --pathways $(PATHWAYS) $(BENCH_FLAGS)

ui: setup ## open the last rehearsal again in the Prefect interface, with a worker
	$(BIN)/python -m deployments.rehearsal.ui

wheel: setup ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: ## resolve pyproject.toml into requirements.lock again (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --all-extras pyproject.toml -o requirements.lock
