# make only sets up the environment and calls the command line `offshore`.
PYTHON ?= python3
INSTALLER ?= uv
BIN := .venv/bin
READY := .venv/ready
READY_DEV := .venv/ready-dev
MAKING := environment.py requirements-uv.lock
ENVIRONMENT = $(PYTHON) environment.py --installer $(INSTALLER)

# uv leaves compiling to the first import; without bytecode files every process would compile again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help book test acceptance lab serve translations verify record wheel bench check clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo 'PYTHON=/path/to/python3.11 uses another Python; INSTALLER=pip installs with plain pip.'

# The stamp is written last, so that an interrupted installation is repeated. Readers need the first
# environment; the second adds what tests and checks need.
$(READY): requirements.lock pyproject.toml $(MAKING)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed; say where: make PYTHON=/path/to/python3.11 …'; exit 1; }
	@$(ENVIRONMENT) --editable .venv requirements.lock
	@touch $@

$(READY_DEV): $(READY) requirements-dev.lock
	@$(ENVIRONMENT) --editable --add .venv requirements.lock requirements-dev.lock
	@touch $(READY) $@

book: $(READY) ## Run the notebooks and build the book
	@$(BIN)/offshore build

test: $(READY_DEV) ## Run the tests, except those that take minutes
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

acceptance: $(READY_DEV) ## Run the tests that take minutes: whole builds, every value of every parameter, long random walks
	@$(BIN)/python -m pytest tests/acceptance --numprocesses auto --maxprocesses 2 --dist loadscope --durations 15
	@$(BIN)/python -m pytest -m hypothesis --hypothesis-profile thorough --numprocesses auto --maxprocesses 2

lab: $(READY) ## Open the notebooks in JupyterLab
	@$(BIN)/offshore lab

serve: $(READY) ## Serve the book on this machine; rebuild and reload it when a source changes
	@$(BIN)/offshore serve

verify: $(READY) ## Execute everything afresh and compare it with the recorded results
	@$(BIN)/offshore verify

record: $(READY) ## Record what the published editions say, in results/
	@$(BIN)/offshore record

translations: $(READY) ## Update the translation catalogues from the English text
	@$(BIN)/offshore translations

wheel: $(READY) ## Build the wheel, with which notebooks run outside a checkout, into dist/
	@$(BIN)/python -m hatchling build --target wheel

bench: $(READY_DEV) .venv-peers/ready ## Measure against other tools and write the data for the page of benchmarks
	@$(BIN)/python benchmarks/bench.py

.venv-peers/ready: benchmarks/peers.lock $(MAKING)
	@$(ENVIRONMENT) .venv-peers benchmarks/peers.lock
	@touch $@

check: $(READY_DEV) ## Check the data, style, types and imports
	@$(BIN)/offshore validate
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

clean: ## Delete everything that was generated, including the environment
	@rm -rf _build dist .venv .venv-peers
