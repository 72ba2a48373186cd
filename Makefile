# Everything that is done to this house, by name. People on Windows need none of it: see README.md.
PYTHON  ?= python3
VENV    ?= .venv
WORKERS ?= 3

BIN     := $(VENV)/bin
PY      := $(BIN)/python
INSTALL := $(PY) -m pip install --disable-pip-version-check --quiet --constraint constraints.txt
CODE    := src tui tests bench

.DEFAULT_GOAL := help
.PHONY: help run test check format proofs bench effects docs dist clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.can-run  ## simulate the closure of a hub airport, and write a page about it
	@mkdir -p results
	$(BIN)/sems-sim run scenarios/north-hyde.yaml --seed 1 --report results/north-hyde.html

test: $(VENV)/.can-test  ## the whole suite, but for slow proofs and measurements
	$(PY) -m pytest -n $(WORKERS) --dist worksteal

check: $(VENV)/.can-test  ## style, layout, types, floors, house rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(PY) -m pytest -q tests/house

format: $(VENV)/.can-test  ## lay the code out, and mend what can be mended without thinking
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

proofs: $(VENV)/.can-test  ## the slow proofs: theory, real incidents, thousands of generated scenarios
	$(PY) -m pytest -n $(WORKERS) -m proof

bench: $(VENV)/.can-test  ## the published figures, measured again on this machine
	$(PY) -m bench.startup
	$(PY) -m bench.desk
	$(PY) -m bench.twin
	$(PY) -m bench.queue
	$(PY) -m bench.scaling
	$(PY) -m bench.ensembles
	$(PY) -m bench.exercise
	$(PY) -m bench.forecast

effects: $(VENV)/.can-test  ## what each component of maturity is worth in shipped scenarios: six minutes
	$(PY) -m bench.effect_sizes

docs: $(VENV)/.can-write  ## the site, in site/; a dead link fails
	$(BIN)/mkdocs build --strict --quiet

dist: $(VENV)/.can-test  ## the wheel, in dist/
	$(PY) -m pip wheel --disable-pip-version-check --quiet --no-deps --wheel-dir dist .

clean:  ## take away what was made here, results apart
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tui tests -name __pycache__ -prune -exec rm -rf {} +

# Stamps: a second `make run` installs nothing. They are as old as what they depend on allows.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v < (3, 14) else \
	  "sems-sim needs Python 3.11, 3.12 or 3.13, and this is %d.%d: make PYTHON=python3.12 ..." % v)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.can-run: pyproject.toml constraints.txt $(VENV)/.made
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.can-test: $(VENV)/.can-run
	$(INSTALL) --editable '.[dev]'
	@touch $@

$(VENV)/.can-write: $(VENV)/.can-run
	$(INSTALL) --editable '.[docs]'
	@touch $@
