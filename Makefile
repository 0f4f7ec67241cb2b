# The commands of the project. `make run` and `make test` need only python3 (3.11+, with venv), make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stempels
PYTEST_ARGS ?=

export PATH := $(CURDIR)/$(BIN):$(PATH)
export npm_config_audit := false
export npm_config_fund := false
export npm_config_update_notifier := false

.PHONY: help run test check opmaak vergrendel schoon
.DELETE_ON_ERROR:

help:
	@echo "make run         start het portaal met eigen PostgreSQL en Redis op http://localhost:8000"
	@echo "                 (PORT=…, GEGEVENSMAP=…, DATABASE_URL=…, REDIS_URL=…, EMAIL_HOST=… mogen ook)"
	@echo "make test        alle tests, ook in een echte browser"
	@echo "make check       stijl, types, sjablonen, lagen, migraties en de instellingen voor productie"
	@echo "make opmaak      zet de opmaak van code en sjablonen goed"
	@echo "make vergrendel  zet de versies van alle pakketten opnieuw vast"
	@echo "make schoon      verwijder wat hierboven is gemaakt; de gegevens in var/ blijven"

run: $(STAMPS)/ingebed node_modules/.stempel
	@exec $(BIN)/python -m wijkportaal.embedded

test: $(STAMPS)/ontwikkeling node_modules/.stempel tests/browser/node_modules/.stempel
	@$(BIN)/python tests/browser/chromium.py
	@exec $(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal $(PYTEST_ARGS)

# `check --deploy` reads the settings of production, with values that let it through and open nothing.
PRODUCTIE = WIJKPORTAAL_MODUS=productie PORTAAL_URL=https://portaal.example ALLOWED_HOSTS=portaal.example \
	SECRET_KEY=alleen-om-de-instellingen-te-controleren-kJ8s2hQx7vLmZ4pRw9TnYb3cDf6gAe1u \
	DATABASE_URL=postgresql://niemand@127.0.0.1:1/geen REDIS_URL=redis://127.0.0.1:1 \
	EMAIL_HOST=127.0.0.1 MAIL_AFZENDER=portaal@portaal.example
APPS := kern wijken rollen initiatieven agendas budgetten rapportages wijkportaal

check: $(STAMPS)/ontwikkeling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(PRODUCTIE) $(BIN)/mypy $(APPS) tests
	$(BIN)/djade --target-version 5.2 --check $$(find templates -name '*.html')
	$(BIN)/lint-imports
	$(PRODUCTIE) $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(PRODUCTIE) $(BIN)/python manage.py check --deploy --fail-level WARNING

opmaak: $(STAMPS)/ontwikkeling
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	-$(BIN)/djade --target-version 5.2 $$(find templates -name '*.html')

# Compiled without addresses, for every platform and every Python from 3.11 on; a smaller set restricts a larger.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
vergrendel: $(STAMPS)/uv
	$(COMPILE) --upgrade requirements/uv.in -o requirements/uv.txt
	$(COMPILE) --upgrade requirements/productie.in -o requirements/productie.txt
	$(COMPILE) --upgrade -c requirements/productie.txt requirements/ingebed.in -o requirements/ingebed.txt
	$(COMPILE) --upgrade -c requirements/ingebed.txt requirements/ontwikkeling.in -o requirements/ontwikkeling.txt
	$(COMPILE) --upgrade -c requirements/ingebed.txt requirements/mail.in -o requirements/mail.txt
	$(BIN)/npm update --package-lock-only --loglevel=error
	$(BIN)/npm --prefix tests/browser update --package-lock-only --loglevel=error

schoon:
	rm -rf $(VENV) node_modules tests/browser/node_modules .chromium .chromium.half test-results
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --- What is installed. A stamp is newer than what it was made from, so a second run takes no time. ---

# After an upgrade of the system's Python the environment may point nowhere: then it is made again.
ifneq ($(wildcard $(STAMPS)/venv),)
ifneq ($(shell $(BIN)/python -c 'import pip' 2>/dev/null && echo werkt),werkt)
$(shell rm -rf $(STAMPS))
endif
endif

$(STAMPS)/venv:
	@command -v $(PYTHON) >/dev/null || { echo "Fout: $(PYTHON) ontbreekt. Installeer Python 3.11" \
	  "of nieuwer, bijvoorbeeld met: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Fout: dit is" \
	  "$$($(PYTHON) --version), het portaal vraagt Python 3.11 of nieuwer. Geef een nieuwere op:" \
	  "make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Fout: de module venv van Python" \
	  "ontbreekt. Installeer die, bijvoorbeeld met: apt-get install python3-venv" >&2; exit 1; }
	@echo "Omgeving maken in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/uv: requirements/uv.txt $(STAMPS)/venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< \
	  || echo "uv is hier niet te krijgen; pip doet het werk, dat duurt wat langer." >&2
	@touch $@

# uv is several times faster but does not read pip.conf; where it finds no packages, pip tries again.
$(STAMPS)/%: requirements/%.txt $(STAMPS)/uv
	@echo "Pakketten installeren uit $< ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $< 2>$(STAMPS)/uv.log \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< \
	  || { echo "Fout: de pakketten zijn niet geïnstalleerd. Controleer de verbinding met internet" \
	       "en probeer het opnieuw." >&2; exit 1; }
	@touch $@

node_modules/.stempel: package-lock.json
tests/browser/node_modules/.stempel: tests/browser/package-lock.json
node_modules/.stempel tests/browser/node_modules/.stempel: | $(STAMPS)/ingebed
	@echo "Bestanden installeren uit $< ..."
	@$(BIN)/npm --prefix $(dir $<) ci --loglevel=error \
	  || { echo "Fout: de bestanden zijn niet geïnstalleerd. Controleer de verbinding met internet" \
	       "en probeer het opnieuw." >&2; exit 1; }
	@touch $@
