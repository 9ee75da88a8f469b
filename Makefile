# `make run` opens the quiz and `make test` runs every test; both set up .venv first and need Python 3.11+ alone.

.DEFAULT_GOAL := help
.PHONY: help axe run test check format bench pictures schema snapshots lock wheel clean

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	if command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$name; break; fi; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=

help:
	@echo "make run        set up .venv and open the quiz (ARGS='study --count 5' to say more)"
	@echo "make test       set up and run all tests"
	@echo "make axe        fetch the accessibility rules that the phone page is tested by (needs npm)"
	@echo "make check      format, lint, types and import contracts"
	@echo "make bench      measure, and print the figures"
	@echo "make pictures   draw the README's pictures anew from the real program"
	@echo "make snapshots  accept how the screens look now"
	@echo "make schema     write questions/bank.schema.json anew"
	@echo "make lock       write constraints.txt anew"
	@echo "make wheel      build the wheel in dist/"

$(VENV)/.made:
	@if [ -z "$(PYTHON)" ]; then \
		echo "quiz needs Python 3.11 or newer, and none was found. Install one from https://www.python.org/downloads/" >&2; \
		echo "or name it: make run PYTHON=/path/to/python3.11" >&2; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "quiz needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Setting up $(VENV) ..."
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(PIP) install 'pip>=25.1'
	@$(PIP) install --constraint constraints.txt --editable . --group dev
	@touch $@

run: $(VENV)/.run
	@$(BIN)/quiz $(ARGS)

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n auto $(ARGS)

# What the tests of the phone page in a real browser need beside Chromium; without both they are skipped.
axe: build/axe/package/axe.min.js

build/axe/package/axe.min.js:
	@mkdir -p build/axe
	cd build/axe && npm pack --silent axe-core@4.14.1 && tar -xzf axe-core-4.14.1.tgz

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/quiz check --strict --max-guess chance questions
	for bank in questions/*/; do \
		$(BIN)/quiz cover --summary --fail-under 100 $$bank && $(BIN)/quiz mutate $$bank || exit 1; \
	done

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	@$(BIN)/python benchmarks/run.py $(ARGS)

pictures: $(VENV)/.dev
	$(BIN)/python docs/pictures.py && $(BIN)/python docs/drill_pictures.py

snapshots: $(VENV)/.dev
	$(BIN)/python -m pytest tests/tui/test_snapshots*.py --snapshot-update $(ARGS)

schema: $(VENV)/.run
	$(BIN)/quiz schema > questions/bank.schema.json

# The versions of today, so that a build of today can be repeated.
lock: $(VENV)/.made
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --quiet install 'pip>=25.1'
	build/lock/bin/python -m pip --quiet install --editable . --group dev
	build/lock/bin/python -m pip freeze --exclude-editable > constraints.txt
	rm -rf build/lock

wheel: $(VENV)/.dev
	$(PIP) wheel --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
