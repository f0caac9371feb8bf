# Every command sets up what it needs: `make html` on a fresh machine just works.
# Paths are relative on purpose, so that a folder with spaces in its name is fine.

PYTHON ?= python3
PY := .venv/bin/python
INSTALLED := .venv/.installed
PRESS := $(PY) -m press

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help html test pages lint pdf handouts notebooks labs mark alike grades formgrader validate bench seeds \
  stress elsewhere gpu links preview clean quizzes

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(INSTALLED) ## run the pages that need it and build the site
	@$(PRESS) html

preview: $(INSTALLED) ## show each page in the browser as you save it (PORT=8000)
	@PORT="$(PORT)" $(PRESS) preview

test: $(INSTALLED) lint ## lint, run every page that changed, test package, press and site
	@$(PRESS) html
	@$(PY) -m pytest -n auto --dist loadfile

pages: $(INSTALLED) ## run the pages that need it, with their checks (DIFFPROG_SEED=0)
	@$(PRESS) execute

notebooks: $(INSTALLED) ## the pages as notebooks, and the tree that Binder and Colab open
	@$(PRESS) notebooks

handouts: $(INSTALLED) ## a PDF of each chapter, with solutions and without
	@$(PRESS) handouts

pdf: $(INSTALLED) ## the whole book as one PDF
	@$(PRESS) pdf

quizzes: $(INSTALLED) ## the questions for Moodle and Canvas, two quizzes drawn (SEED=1)
	@SEED="$(SEED)" $(PRESS) quizzes

labs: $(INSTALLED) ## the folder in which nbgrader marks the labs (COURSE=build/course)
	@COURSE="$(COURSE)" $(PRESS) labs

mark: $(INSTALLED) ## mark what was handed in for a lab (LAB=lab1, JOBS=2), feedback and grades
	@COURSE="$(COURSE)" LAB="$(LAB)" JOBS="$(JOBS)" DASK="$(DASK)" $(PRESS) mark

alike: $(INSTALLED) ## say whose notebooks have code in common that is nobody else's (LAB=lab1)
	@COURSE="$(COURSE)" LAB="$(LAB)" $(PRESS) alike

grades: $(INSTALLED) ## a lab's marks into a file from Moodle, Canvas, ... (LAB= INTO= COLUMN=)
	@COURSE="$(COURSE)" LAB="$(LAB)" INTO="$(INTO)" COLUMN="$(COLUMN)" $(PRESS) grades

formgrader: $(INSTALLED) ## mark what is written in words, in a browser
	@COURSE="$(COURSE)" $(PRESS) formgrader

validate: $(INSTALLED) ## say which tasks of your copy of a lab pass (NOTEBOOK=my.ipynb)
	@NOTEBOOK="$(NOTEBOOK)" $(PRESS) validate

bench: html ## measure builds, pages and reverse mode
	@$(PRESS) bench

seeds: $(INSTALLED) ## run every page under N seed offsets (N=10), print pages by seeds
	@N=$(N) $(PRESS) seeds

stress: $(INSTALLED) ## run every page with other budgets and rates (PAGE=, SETTING=, MODE=values)
	@PAGE="$(PAGE)" SETTING="$(SETTING)" MODE="$(MODE)" $(PRESS) stress

elsewhere: $(INSTALLED) ## package and pages beside other versions (WITH=oldest, PYTHON_THERE=python3.10)
	@WITH="$(WITH)" PYTHON_THERE="$(PYTHON_THERE)" $(PY) .ci/elsewhere.py

gpu: $(INSTALLED) ## run every page on a CUDA device, with its checks
	@DIFFPROG_DEVICE=cuda $(PY) -c 'from diffprog import runtime; print("device:", runtime.get_device())'
	@DIFFPROG_DEVICE=cuda $(PRESS) execute

links: $(INSTALLED) ## look whether external links still lead somewhere (needs a network)
	@$(PRESS) links

lint: $(INSTALLED)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m codespell_lib

clean: ## remove everything that was made, but not .venv and no course folder
	rm -rf _build
	@for made in build/*; do \
	  if [ "$$made" = build/course ]; then echo "build/course is kept: seed, marks and students' work"; \
	  else rm -rf "$$made"; fi; \
	done

$(INSTALLED): requirements.txt code/pyproject.toml pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, this is " + sys.version.split()[0])'
	@echo "setting up .venv (once; some minutes)"
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install --requirement requirements.txt
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable code --editable .
	@touch $(INSTALLED)
