# SPDX-License-Identifier: EUPL-1.2
# Ce que l'on peut demander à ce dépôt ; « make » seul en donne la liste.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
# Some machines forbid it: each of the hundreds of builds of the tests would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## Affiche cette liste
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 16

.PHONY: site
site: $(BIN)/.installed ## Installe, vérifie le contenu et construit le site dans site/
	@$(BIN)/escales publish site -- $(BIN)/mkdocs build --strict --site-dir {}
	@echo "Pour l’ouvrir : « make open », puis http://127.0.0.1:8000 dans votre navigateur."

.PHONY: gather
gather: $(BIN)/.installed ## Lit ce que publient les sites voisins que mkdocs.yml nomme
	@$(BIN)/escales gather

.PHONY: offline
offline: $(BIN)/.installed ## Fait dans build/ une copie du site à ouvrir sans serveur
	@ESCALES_RECHERCHE=non $(BIN)/escales publish build/offline -- $(BIN)/mkdocs build --strict --site-dir {}
	@$(BIN)/escales offline build/offline build

.PHONY: open
open: $(BIN)/.installed ## Montre le site déjà construit sur http://127.0.0.1:8000
	@$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory site

.PHONY: serve
serve: $(BIN)/.installed ## Montre le site sur http://127.0.0.1:8000 et suit les changements
	@$(BIN)/escales check --proposal --output /dev/null || test $$? -eq 1
	@ESCALES_RECHERCHE=$${ESCALES_RECHERCHE:-non} $(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

.PHONY: check
check: $(BIN)/.installed ## Dit tout ce qui est à corriger dans le contenu
	@$(BIN)/escales check

PYTEST = $(BIN)/pytest

.PHONY: test
test: $(BIN)/.installed-dev ## Installe tout, navigateur compris, et lance tous les contrôles
	$(BIN)/escales check || test "$$ESCALES_RECITS_FAUTIFS" = ecarter
	@$(MAKE) --no-print-directory --jobs=3 tools with-mkdocs types lint
	OWN_SITE=build/mkdocs ESCALES_RECITS_FAUTIFS= $(PYTEST) --numprocesses auto --dist loadfile --no-loadscope-reorder -m "not lighthouse and not pipelines"
	ESCALES_RECITS_FAUTIFS= $(BIN)/pytest -m lighthouse --numprocesses 2 tests/engine/test_lighthouse.py

.PHONY: coverage
coverage: $(BIN)/.installed-dev ## Lance les mêmes contrôles en mesurant le code qu’ils parcourent : un tiers de temps en plus
	$(BIN)/coverage erase
	@$(MAKE) --no-print-directory test with-properdocs PYTEST="$(BIN)/coverage run -m pytest"
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# What « make test » and « make quick » do side by side.
.PHONY: tools lint types with-mkdocs with-properdocs
tools:  # what the tests open pages and documents with: it comes by the network while others compute
	@.ci/browser
	@.ci/office
	@.ci/checkers

lint:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types:
	$(BIN)/mypy

with-mkdocs:
	$(BIN)/mkdocs build --strict --site-dir build/mkdocs

with-properdocs:
	$(BIN)/properdocs build --strict -f mkdocs.yml --site-dir build/properdocs

QUICK := $(addprefix tests/engine/test_,apart.py cases.py pages.py phrases.py wings.py) $(addprefix tests/content/test_,addresses.py \
  decision.py documentation.py schemas.py security_page.py written_by_hand.py)

.PHONY: quick
quick: $(BIN)/.installed-dev ## Lance en moins d’une minute les contrôles utiles pendant que l’on travaille
	@$(MAKE) --no-print-directory --jobs=2 types lint
	$(BIN)/escales check
	$(BIN)/pytest --numprocesses auto --dist loadfile --quiet $(QUICK)

.PHONY: pipelines
pipelines: $(BIN)/.installed-dev ## Lance ici les chaînes d’un site neuf, comme GitLab, GitHub et Forgejo le feraient
	@.ci/pipelines $(BIN)
	$(BIN)/pytest -m pipelines --numprocesses 2 tests/instance/test_run_pipelines.py

FUZZ_SECONDS := 300
FUZZ_TARGETS := read page duration link archive questionnaire

.PHONY: fuzz
fuzz: $(BIN)/.installed-dev ## Cherche longtemps ce qui ferait échouer la lecture ; garde ce qu’il trouve dans build/fuzz
	@mkdir -p build/fuzz
	@for target in $(FUZZ_TARGETS); do \
	  $(BIN)/python tests/fuzz/run.py $$target build/fuzz \
	    -max_total_time=$(FUZZ_SECONDS) -max_len=20000 -timeout=20 || exit 1; \
	done

.PHONY: bench
bench: $(BIN)/.installed-dev ## Mesure la construction, en rapports, sur des récits fabriqués
	$(if $(AGAINST),,@.ci/peers $(BIN))
	$(BIN)/python tests/bench/bench.py $(if $(AGAINST),--against $(AGAINST)) $(if $(KEEP),--keep)

.PHONY: same
same: $(BIN)/.installed ## Compare, octet par octet, le site à celui d’une autre copie du dépôt (AGAINST=dossier)
	@$(BIN)/mkdocs build --strict --quiet --site-dir build/same/here
	@cd "$(AGAINST)" && .venv/bin/mkdocs build --strict --quiet --site-dir "$(CURDIR)/build/same/there"
	@diff -r build/same/here build/same/there && echo "Les deux sites sont les mêmes."

.PHONY: golden
golden: $(BIN)/.installed-dev ## Récrit les pages de référence et les schémas pour les éditeurs, à relire avant de les garder
	$(BIN)/python tests/write_golden.py

.PHONY: pictures
pictures: $(BIN)/.installed-dev site ## Photographie les pages : build/pictures/index.html les montre toutes
	@.ci/browser
	$(BIN)/python tests/pictures.py

.PHONY: cards
cards: $(BIN)/.installed-dev ## Dessine l’image de chaque sorte de page, à regarder avant de la garder
	@.ci/browser
	$(BIN)/python tests/cards.py

.PHONY: lock
lock: $(BIN)/.installed-dev ## Fige à nouveau les versions des bibliothèques
	.ci/lock $(BIN)

.PHONY: audit
audit: $(BIN)/.installed-dev ## Dit si une bibliothèque figée a une faille connue (il faut le réseau)
	@$(BIN)/python .ci/audit.py .

.PHONY: vendor
vendor: $(BIN)/.installed ## Reprend les paquets npm gardés ici et vérifie leurs empreintes (il faut npm)
	@$(BIN)/python .ci/vendor.py .

.PHONY: clean
clean: ## Supprime tout ce qui a été construit ou installé
	rm -rf $(VENV) build site .cache .mypy_cache .pytest_cache .ruff_cache .coverage*

.PHONY: own-folders
own-folders:
	@.ci/own-folders

$(BIN)/.installed: requirements.lock pyproject.toml | own-folders
	@.ci/pango
	@.ci/install $(VENV) requirements.lock
	@touch $@

$(BIN)/.installed-dev: requirements-dev.lock pyproject.toml | own-folders
	@.ci/pango
	@.ci/install $(VENV) requirements-dev.lock
	@touch $@ $(BIN)/.installed
