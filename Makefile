# make only makes the environment and calls the command line `offshore`.
PYTHON ?= python3
INSTALLER ?= uv
BIN := .venv/bin
READY := .venv/ready
READY_DEV := .venv/ready-dev
MAKING := environment.py requirements-uv.lock
ENVIRONMENT = $(PYTHON) environment.py --installer $(INSTALLER)

# uv leaves compiling to the first import, which else every process would do over again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help book test acceptance lab serve translations bench check clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo 'PYTHON=/path/to/python3.11 takes another Python, INSTALLER=pip installs with plain pip.'

# A stamp goes last, so that an interrupted installation is done again. The first environment is a
# reader's; the second adds what tests and checks need.
$(READY): requirements.lock pyproject.toml $(MAKING)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed; say where: make PYTHON=/path/to/python3.11 …'; exit 1; }
	@$(ENVIRONMENT) --editable .venv requirements.lock
	@touch $@

$(READY_DEV): $(READY) requirements-dev.lock
	@$(ENVIRONMENT) --editable --add .venv requirements.lock requirements-dev.lock
	@touch $(READY) $@

book: $(READY) ## Run the notebooks and bind the book
	@$(BIN)/offshore build

test: $(READY_DEV) ## Run every test but the long walks
	@$(BIN)/python -m pytest

acceptance: $(READY_DEV) ## Take long random walks of edits and builds, each book held against a clean one
	@$(BIN)/python -m pytest tests/acceptance

lab: $(READY) ## Open the notebooks in JupyterLab
	@$(BIN)/jupyter lab --notebook-dir notebooks

serve: $(READY) ## Serve the book on this machine, rebuilt and reloaded on change
	@$(BIN)/offshore serve

translations: $(READY) ## Bring the translation catalogues up to the English text
	@$(BIN)/offshore translations

bench: $(READY_DEV) .venv-peers/ready ## Measure against other tools; writes the book's page of benchmarks
	@$(BIN)/python benchmarks/bench.py

.venv-peers/ready: benchmarks/peers.lock $(MAKING)
	@$(ENVIRONMENT) .venv-peers benchmarks/peers.lock
	@touch $@

check: $(READY_DEV) ## Check the data, style and types
	@$(BIN)/offshore validate
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

clean: ## Delete everything that was made, the environment included
	@rm -rf _build .venv .venv-peers
