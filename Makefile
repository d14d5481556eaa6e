# make only makes the environment and calls the command line `offshore`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.DEFAULT_GOAL := help
.PHONY: help book test acceptance lab serve translations bench check clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The stamp goes last, so that an interrupted installation is done again.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed; say where: make PYTHON=/path/to/python3.11 …'; exit 1; }
	@echo 'Making the environment in .venv (a minute or two, once).'
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@# Relative, since with LC_ALL=C Python cannot read a path that has other letters than English.
	@for file in .venv/lib/python*/site-packages/*offshore.pth; do echo ../../../.. > $$file; done
	@touch $(READY)

book: $(READY) ## Run the notebooks and bind the book
	@$(BIN)/offshore build

test: $(READY) ## Run every test but the long walks
	@$(BIN)/python -m pytest

acceptance: $(READY) ## Take long random walks of edits and builds, each book held against a clean one
	@$(BIN)/python -m pytest tests/acceptance

lab: $(READY) ## Open the notebooks in JupyterLab
	@$(BIN)/jupyter lab --notebook-dir notebooks

serve: $(READY) ## Serve the book on this machine, rebuilt and reloaded on change
	@$(BIN)/offshore serve

translations: $(READY) ## Bring the translation catalogues up to the English text
	@$(BIN)/offshore translations

bench: $(READY) .venv-peers/ready ## Measure against other tools; writes the book's page of benchmarks
	@$(BIN)/python benchmarks/bench.py

.venv-peers/ready: benchmarks/peers.lock
	@rm -rf .venv-peers && $(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

check: $(READY) ## Check the data, style and types
	@$(BIN)/offshore validate
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

clean: ## Delete everything that was made, the environment included
	@rm -rf _build .venv .venv-peers
