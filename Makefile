# Two commands do everything: `make demo` shows refparse at work, `make test` proves it.
# Both need nothing but make and Python 3.11 or newer; all else is installed into .venv,
# which is built again only when pyproject.toml changes.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

BIN := .venv/bin
# Twice quiet: errors are shown, warnings about an index are not.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --quiet

# Rooms without doors: no socket, disk or clock, so nothing excuses a branch no test has taken.
PURE := refparse/layout/*,refparse/parse/*,refparse/normalize/*,refparse/match/*
PURE := $(PURE),refparse/work.py,refparse/reference.py,refparse/evidence.py

.PHONY: demo test lint bench clean

demo: .venv/installed
	@$(BIN)/refparse demo

# A third worker on two cores asks, while others wait for processes they have started.
# What was compiled is kept, even where it is not wished for elsewhere: else each worker rewrites every
# assert and each process that a test starts compiles all of refparse again.
test: lint
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist worksteal --cov --cov-report= --quiet
	$(BIN)/python -m coverage report --skip-covered --include='$(PURE)' --fail-under=100
	$(BIN)/python -m coverage report --skip-covered --fail-under=95

lint: .venv/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: .venv/tested
	$(BIN)/python -m benchmarks.speed

clean:
	rm -rf .venv .demo build dist

# Editable in both, so that a pulled change is what runs; the plain install is proved by tests/test_wheel.py.
.venv/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "refparse needs Python 3.11 or newer; install it, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "refparse needs Python 3.11 or newer, which $(PYTHON) is not; say make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "installing refparse into .venv (about a minute the first time)"
	@"$(PYTHON)" -m venv --clear .venv
	@$(PIP) --editable .
	@touch $@

.venv/tested: .venv/installed
	@echo "installing what the tests need into .venv"
	@$(PIP) --editable '.[test]'
	@touch $@
