# Everything a person or CI runs. Each target sets up what it needs, once.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# The first Python of 3.11–3.13 there is; PYTHON=… chooses another.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13)))' >/dev/null 2>&1 \
	&& echo $$p && break; done)

# How often `make hunt` goes round.
ROUNDS ?= 3

.PHONY: help setup demo test hunt check lint types layers docs docs-check fix bench bench-full clean

help: ## 列出可用的命令
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "找不到 Python 3.11、3.12 或 3.13（须带 venv）。请先安装，例如 Debian：apt-get install python3 python3-venv"; exit 1; }
	@echo "准备运行环境（$(PYTHON)，只需一次）……"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.run

setup: $(VENV)/.dev ## 准备开发环境

demo: $(VENV)/.run ## 在示例省上走一遍：校验、比对、印手册
	@$(BIN)/catalog-tool demo -o build/demo

test: $(VENV)/.dev ## 运行全部测试
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

hunt: $(VENV)/.dev ## 用新的随机例子再跑性质测试（ROUNDS=遍数）
	@for round in $$(seq $(ROUNDS)); do EXAMPLES=hunt $(BIN)/python -m pytest -q -n auto --dist worksteal -m hypothesis || exit 1; done

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@$(BIN)/lint-imports

docs: $(VENV)/.dev ## 重新生成文档中由程序产生的部分
	@$(BIN)/python scripts/generate_docs.py

docs-check: $(VENV)/.dev
	@$(BIN)/python scripts/generate_docs.py --check

check: lint types layers docs-check test ## 风格、类型、层次、文档、测试：CI 跑的就是它

fix: $(VENV)/.dev ## 自动整理代码风格
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# The peers have their own places, pinned: what they need is none of ours.
build/bench-python/.ready: Makefile | $(VENV)/bin/python
	@$(BIN)/python -m venv build/bench-python
	@build/bench-python/bin/python -m pip install --quiet --disable-pip-version-check check-jsonschema==0.39.0 yamllint==1.38.0 flattentool==0.28.0 openpyxl==3.1.5 csv-diff==1.2 daff==1.4.2 deepdiff==9.1.0 weasyprint==70.0 pypandoc_binary==1.17
	@touch $@

build/bench-node/.ready: Makefile
	@mkdir -p build/bench-node
	@if command -v npm >/dev/null 2>&1; then \
		npm install --silent --no-audit --no-fund --prefix build/bench-node ajv-cli@5.0.0 ajv-formats@3.0.1 && touch $@; \
	else echo "找不到 npm：对照中略去 ajv-cli"; fi

bench: $(VENV)/.dev build/bench-python/.ready build/bench-node/.ready ## 速度对照：2,000 个文件，几分钟（需要下载几个对照工具）
	@$(BIN)/python benchmarks/speed.py
	@$(BIN)/python benchmarks/peers.py
	@$(BIN)/python benchmarks/warm.py
	@$(BIN)/python benchmarks/workbooks.py
	@$(BIN)/python benchmarks/matching.py
	@$(BIN)/python benchmarks/comparing.py
	@$(BIN)/python benchmarks/handbooks.py

bench-full: bench ## 再加 24,000 个文件，要等一阵；PEERS=--full-peers 时对照工具也跑全部文件
	@$(BIN)/python benchmarks/speed.py --matters 24000 --rounds 3
	@$(BIN)/python benchmarks/peers.py --matters 24000 --rounds 3 --budget 180 $(PEERS)
	@$(BIN)/python benchmarks/warm.py --matters 24000
	@$(BIN)/python benchmarks/comparing.py --counties 100

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
