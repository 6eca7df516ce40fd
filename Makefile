# Every target is one call of the toolkit, or of Python's own tools; "make help" lists them.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/editions
# They would lead the Python of the environment to the library of another.
unexport PYTHONHOME PYTHONPATH PYTHONPLATLIBDIR PYTHONSAFEPATH PYTHONUSERBASE __PYVENV_LAUNCHER__
# EDITION=es, or EDITION="es fr", narrows a target.
SELECT = $(if $(EDITION),--edition $(EDITION))
# PAIRS=no leaves what stands in two languages for a later build.
ifneq ($(filter-out no yes,$(PAIRS)),)
$(error PAIRS is "no" or "yes", not "$(PAIRS)")
endif
PAIRED = $(if $(filter no,$(PAIRS)),--no-pairs)
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet install
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

.PHONY: editions
editions: ready ## Build every edition in every format into build/site/ (the default)
	@$(RUN) build $(SELECT) $(PAIRED)

.PHONY: html
html: ready ## Build the web editions
	@$(RUN) build --format html $(SELECT) $(PAIRED)

.PHONY: pdf
pdf: ready ## Build the PDF editions
	@$(RUN) build --format pdf $(SELECT) $(PAIRED)

.PHONY: epub
epub: ready ## Build the EPUB editions
	@$(RUN) build --format epub $(SELECT)

.PHONY: update
update: ready ## Bring the catalogs up to date with the source, and say what changed for whom
	@$(RUN) update $(SELECT)
	@$(VENV)/bin/python scripts/interface_catalogs.py # the words that the package brings

.PHONY: brief
brief: ready ## Say what waits for translators, or what changed since a revision: SINCE=HEAD~3
	@$(RUN) brief $(SELECT) $(if $(SINCE),--since '$(SINCE)')

.PHONY: check
check: ready ## Check data, figures and catalogs, and say where something is wrong
	@$(RUN) check $(SELECT)

.PHONY: status
status: ready ## Show how far each translation has come
	@$(RUN) status $(SELECT)

.PHONY: verify
verify: ready ## Compare the built editions, in all formats, with each other
	@$(RUN) verify

.PHONY: release
release: ready ## Check, build and verify everything, and pack it as one version: VERSION=1.1
	@test -n '$(VERSION)' || { echo "name the version: make release VERSION=1.1" >&2; exit 2; }
	@$(RUN) release '$(VERSION)' $(if $(KEY),--sign '$(KEY)')

.PHONY: live
live: ready ## Show one edition in the browser and follow every save: EDITION=es
	@$(RUN) live $(SELECT) $(if $(EDITOR_URL),--editor '$(EDITOR_URL)') --open

.PHONY: guides
guides: ready-test ## Write the reference from the code, and build the guides into docs/build/site/
	@$(VENV)/bin/python scripts/reference.py
	@$(RUN) build --project docs $(SELECT)
	@$(RUN) verify --project docs --full

.PHONY: update-guides
update-guides: ready-test ## Bring the catalogs of the guides up to date with their text
	@$(VENV)/bin/python scripts/reference.py
	@$(RUN) update --project docs $(SELECT)

# Each of many processes would compile the package anew.
.PHONY: test
test: ready-test ## Check style and types, and run every test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	env -u PYTHONDONTWRITEBYTECODE $(VENV)/bin/pytest --numprocesses auto --dist worksteal $(TESTS)

.PHONY: fuzz
fuzz: ready-test ## Give readers of files random inputs: MINUTES=60 SEED=1 SUBJECTS=catalogs
	@nice $(VENV)/bin/python scripts/fuzz.py --minutes $(or $(MINUTES),1) --seed $(or $(SEED),1) $(SUBJECTS)

.PHONY: mutate
mutate: ready-test ## Plant small mistakes and count those that tests notice: ROOMS=catalogs SAMPLE=30
	@$(PIP) --require-hashes --requirement requirements-mutate.lock
	@nice $(VENV)/bin/python scripts/mutate.py $(if $(SAMPLE),--sample '$(SAMPLE)') $(ROOMS)

.PHONY: screenshots
screenshots: ready-test ## Build all editions and take the pictures of the README and the guides
	@$(RUN) build
	@$(VENV)/bin/python -m docs.screenshots

.PHONY: lock
lock: ready-test ## Choose new versions of all dependencies and write them down
	$(PIP) uv
	$(LOCK) --upgrade --extra all --extra editable pyproject.toml -o requirements.lock
	$(LOCK) --upgrade --extra all --extra editable --extra test -c requirements.lock pyproject.toml -o requirements-test.lock
	printf 'sphinx==7.4.*\ndocutils==0.20.*\nmyst-parser==3.*\n' | $(LOCK) --upgrade - -o requirements-sphinx-oldest.lock
	echo "sphinx>=9.1,<10; python_version >= '3.12'" | $(LOCK) --upgrade - -o requirements-sphinx-newest.lock
	$(LOCK) --upgrade --group mutate -c requirements-test.lock -o requirements-mutate.lock
	$(VENV)/bin/npm update --prefix tests --save --package-lock-only --ignore-scripts \
		--no-audit --no-fund --omit-lockfile-registry-resolved

.PHONY: clean
clean: ## Remove everything that can be built again, but not the virtual environment
	rm -rf build docs/build .mypy_cache .pytest_cache .ruff_cache

.PHONY: help
help: ## Show this list
	@echo "make TARGET [EDITION=code] [PAIRS=no]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The set-up: quick where nothing is to be done. A Python that is named, as in
# "make PYTHON=python3.12", is the one that the environment has; without, any that works is kept.

SET_UP = "$(PYTHON)" -m editions.system.virtualenv \
	$(if $(filter environment% command%,$(origin PYTHON)),--same-python)

.PHONY: ready
ready:
	@$(SET_UP) build

.PHONY: ready-test
ready-test:
	@$(SET_UP) test
