# `make help` says what there is. Everything lives in this folder: packages in .venv, data in instance/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
FRONTEND := package.json package-lock.json hatch_build.py $(shell find frontend -type f -not -path 'frontend/generated/*')
TESTS ?=
.DEFAULT_GOAL := help
.SUFFIXES:

.PHONY: help run test check format docs bench clean

help:  ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo '  HOST, PORT and PUBLIC_URL decide where `make run` listens; TESTS="tests/core -k word" which tests run.'

run: $(VENV)/.application  ## Set up what is missing and serve; a new database gets the demo municipality
	@$(BIN)/samensturen serve --with-demo

test: $(VENV)/.development  ## Run the tests
	@$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal $(TESTS)

check: $(VENV)/.development  ## Format, lint, types, floors, migrations and diagrams: all that must hold before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.migrations
	$(BIN)/python -m tools.docs --check

format: $(VENV)/.development  ## Mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.development  ## Make the diagrams and tables in docs/ again from the code
	$(BIN)/python -m tools.docs

bench: $(VENV)/.development  ## Measure what the tool aims at; prints a line of JSON for each figure
	@$(BIN)/python -m bench

clean:  ## Throw away everything that can be made again; the data stays
	rm -rf $(VENV) node_modules app/web/static/dist frontend/generated .mypy_cache .pytest_cache .ruff_cache

# What is installed, each step again only when what it is made from changed.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed. Is it elsewhere? Then: make PYTHON=/path/to/python3.11'; exit 1; }
	@echo 'Making a virtual environment in $(VENV) ...'
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); echo 'That needs the venv module. On Debian and Ubuntu: apt install python3-venv'; exit 1; }

$(VENV)/.packages: requirements.txt | $(BIN)/python
	@echo 'Installing packages ...'
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.node: requirements-node.txt | $(VENV)/.packages
	@node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null || { \
	  echo 'No node 20 here: installing one in $(VENV) ...'; $(PIP) install --require-hashes -r requirements-node.txt; }
	@touch $@

$(VENV)/.application: $(VENV)/.packages $(VENV)/.node pyproject.toml $(FRONTEND)
	@echo 'Building the front end ...'
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.application requirements-dev.txt
	@echo 'Installing the tools of developers ...'
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
