# make demo   the console on the simulated OneInbox of this machine
# make test   the tests
# Both need Python 3.11 or newer and nothing else; the first run makes .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test faults soak fuzz audit check format docs screenshots snapshots bench bench-parts clean

demo: $(VENV)/.console
	@$(BIN)/oneinbox-console --demo

test: $(VENV)/.dev
	$(BIN)/pytest -n 4 --dist worksteal $(ARGS)

# Every fault of the matrix: what it is, what is expected, what was seen.
faults: $(VENV)/.dev
	@$(BIN)/python -m tests.faults.matrix

# The console in a terminal, in use, while everything fails now and then: whether it grows.
# MINUTES=480 for a night.
soak: export MINUTES ?= 15
soak: $(VENV)/.dev
	@$(BIN)/python -m tests.soak.soak

# EXAMPLES=100000 lets anything happen to an account for a night; 2000 take about half an hour.
fuzz: export EXAMPLES ?= 2000
fuzz: export STEPS ?= 50
fuzz: $(VENV)/.dev
	$(BIN)/pytest -n 0 tests/faults/test_state_machine.py

# Known holes in what the console is made of: asks a database in the network, and says if it cannot.
audit: $(VENV)/.dev
	@$(INSTALL) 'pip-audit>=2.9,<3'
	@$(BIN)/python -m tests.static.audit

check: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# The pictures of the README, drawn from the sandbox with a seed and a clock that stands still.
screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.tui.screenshots screenshots

# The README's tables of keys and settings, from the code.
docs: $(VENV)/.dev
	@$(BIN)/python -m tests.static.document_tables

# Accepts how the screens look now.
snapshots: $(VENV)/.dev
	$(BIN)/pytest tests/tui --snapshot-update

# Every promise about speed, beside what people use; some 15 minutes. ONLY="start keys" for some parts.
# CALLS=1000000 fills the archive as far as it is meant to go, and takes its time for that.
bench: export CALLS ?= 100000
bench: $(VENV)/.dev .bench-venv/.peers
	$(BIN)/python -m tests.bench $(ONLY)

# The same on a smaller scale, part by part and within one process: where time goes.
bench-parts: $(VENV)/.dev
	$(BIN)/python -m tests.bench.bench_live_table
	$(BIN)/python -m tests.bench.bench_board
	$(BIN)/python -m tests.bench.bench_prompt_area

clean:
	rm -rf $(VENV) .bench-venv build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python cannot make a virtual environment here (Debian: apt install python3-venv)."; \
		  rm -rf $(VENV); exit 1; }

$(VENV)/.console: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing the console into $(VENV) …"
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.console
	@echo "Installing what the tests need …"
	@$(INSTALL) --editable '.[dev]'
	@touch $@

# What the console is measured against, each where its own dependencies do; only for the bench.
.bench-venv/.peers: tests/bench/peers/posting.txt tests/bench/peers/harlequin.txt
	@for peer in posting harlequin; do \
		$(PYTHON) -m venv .bench-venv/$$peer && .bench-venv/$$peer/bin/python -m pip install \
			--quiet --quiet --disable-pip-version-check --requirement tests/bench/peers/$$peer.txt || \
		echo "$$peer cannot be installed here; the table will say so."; \
	done
	@touch $@
