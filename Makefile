# Every target is one call of the toolkit, or of Python's own tools; "make help" lists them.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/editions
# EDITION=es, or EDITION="es fr", narrows a target.
SELECT = $(if $(EDITION),--edition $(EDITION))
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet install
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

.PHONY: editions
editions: $(VENV)/.ready ## Build every edition in every format into build/site/ (the default)
	@$(RUN) build $(SELECT)

.PHONY: html
html: $(VENV)/.ready ## Build the web editions
	@$(RUN) build --format html $(SELECT)

.PHONY: pdf
pdf: $(VENV)/.ready ## Build the PDF editions
	@$(RUN) build --format pdf $(SELECT)

.PHONY: epub
epub: $(VENV)/.ready ## Build the EPUB editions
	@$(RUN) build --format epub $(SELECT)

.PHONY: update
update: $(VENV)/.ready ## Bring the catalogs up to date with the source, and say what changed for whom
	@$(RUN) update $(SELECT)

.PHONY: brief
brief: $(VENV)/.ready ## Say what waits for translators, or what changed since a revision: SINCE=HEAD~3
	@$(RUN) brief $(SELECT) $(if $(SINCE),--since $(SINCE))

.PHONY: check
check: $(VENV)/.ready ## Check data, figures and catalogs, and say where something is wrong
	@$(RUN) check $(SELECT)

.PHONY: status
status: $(VENV)/.ready ## Show how far each translation has come
	@$(RUN) status $(SELECT)

.PHONY: live
live: $(VENV)/.ready ## Show one edition in the browser and follow every save: EDITION=es
	@$(RUN) live $(SELECT) $(if $(EDITOR_URL),--editor '$(EDITOR_URL)') --open

.PHONY: test
test: $(VENV)/.ready-test ## Check style and types, and run every test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest --numprocesses auto $(TESTS)

.PHONY: screenshots
screenshots: $(VENV)/.ready-test ## Build all editions and take the pictures of the README and the guides
	@$(RUN) build
	@$(VENV)/bin/python -m docs.screenshots

.PHONY: lock
lock: $(VENV)/.ready-test ## Choose new versions of all dependencies and write them down
	$(PIP) uv
	$(LOCK) --upgrade --extra editable pyproject.toml -o requirements.lock
	$(LOCK) --upgrade --extra editable --extra test -c requirements.lock pyproject.toml -o requirements-test.lock
	$(VENV)/bin/npm update --prefix tests --save --package-lock-only --ignore-scripts \
		--no-audit --no-fund --omit-lockfile-registry-resolved

.PHONY: clean
clean: ## Remove everything that can be built again, but not the virtual environment
	rm -rf build .mypy_cache .pytest_cache .ruff_cache

.PHONY: help
help: ## Show this list
	@echo "make TARGET [EDITION=code]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The set-up, done once and again when a lock file changes.

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -m editions.system python print
	@echo "Setting up the virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements-test.lock tests/package-lock.json
	@$(PYTHON) -m editions.system test
	@echo "Setting up what the tests need …"
	@$(PIP) --require-hashes -r requirements-test.lock
	@cp tests/package.json tests/package-lock.json $(VENV)
	@$(VENV)/bin/npm ci --prefix $(VENV) --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
	@touch $@
