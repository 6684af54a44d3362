# Everything starts here, on a machine with nothing but Python 3.11 or newer:
#   make serve    make test    make check    make bench
#
# The environment in .venv is made once, and again when pyproject.toml or the Python changes. The
# pages in chimp/ui are built when their sources have changed, by the system's Node or, where there
# is none that is new enough, by one that pip brings into .venv.
# Arguments for the server or the tests: make serve ARGS="--port 8080", make test ARGS="-k race".

PYTHON ?= python3
ARGS   ?=

VENV  := .venv
RUN   := $(VENV)/bin/python

# Named after the Python it was made for: another one makes it stale.
STAMP := $(VENV)/.installed-$(shell $(PYTHON) -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null)

# An environment that does not run (its Python was removed, say) is as good as none.
ifneq ($(shell $(RUN) -c 'print("runs")' 2>/dev/null),runs)
$(shell rm -f $(VENV)/.installed-*)
endif

.DEFAULT_GOAL := help
.PHONY: help serve pages test lint types check format bench screenshots clean

help: ## Show what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

serve: pages ## Set everything up and run the server
	@exec $(RUN) -m chimp serve $(ARGS)

pages: $(STAMP) ## Build what people see, if it has changed
	@$(RUN) chimp/ui/build.py --fetch-node

test: pages ## Set everything up and run the tests, on all cores
	@$(RUN) chimp/ui/build.py --fetch-node --install
	@$(RUN) -m tests.browser.chromium
	$(RUN) -m pytest --numprocesses logical --dist worksteal $(ARGS)

lint: pages ## Look for faults and for lines that are not formatted
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) chimp/ui/build.py --fetch-node --run check

types: $(STAMP) ## Check the types
	$(RUN) -m mypy

check: lint types test ## Lint, types and tests, as CI does

format: $(STAMP) ## Format all code and mend what can be mended without asking
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .
	$(RUN) chimp/ui/build.py --fetch-node --run format

bench: pages ## Measure, print the figures and write build/bench*.json
	$(RUN) -m tests.bench $(ARGS)
	$(RUN) -m tests.bench.engine $(ARGS)
	$(RUN) -m tests.bench.attack
	@$(RUN) -m tests.browser.chromium
	$(RUN) -m tests.bench.pages $(ARGS)
	$(RUN) -m tests.bench.frames $(ARGS)

screenshots: pages ## Take a picture of every screen, into build/screenshots/
	@$(RUN) -m tests.browser.chromium
	$(RUN) -m tests.screenshots $(ARGS)

clean: ## Remove the environment and what tools left behind; data stays
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf chimp/ui/built chimp/ui/node_modules chimp/ui/*/node_modules

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo 'Python 3.11 or newer is needed; name it as in: make PYTHON=python3.12 serve' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo 'The module venv is missing; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
