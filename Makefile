# Two commands do everything: `make lab` and `make test`. `make help` lists the rest.
PYTHON ?= python3
# Who names a Python gets that one; else set-up looks for the best that is here.
NAMED = $(if $(filter file default undefined,$(origin PYTHON)),,--python $(PYTHON))
BIN = .venv/bin
ifeq ($(shell command -v $(PYTHON) 2>/dev/null),)
$(error no $(PYTHON) on this machine: install Python 3.11 to 3.14, then repeat the command)
endif

# What Python has compiled is kept: without that, every process compiles numpy, pandas and Jupyter again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: lab test quick browser site build check lint system setup lock clean help render-env wheel pythons

lab: ## set up, then open JupyterLab on the first lesson
	@$(PYTHON) course/setup/bootstrap.py $(NAMED)
	@$(BIN)/course lab $(LAB)

test: setup system ## set up, then run every test
	@$(BIN)/ruff check -q .
	@$(BIN)/course build --check
	@$(BIN)/course claims check
	@$(BIN)/python tests/run.py $(PYTEST)

quick: ## all but the slow tests, in a minute and a half, for the loop while working
	@$(BIN)/ruff check -q .
	@$(BIN)/course build --check
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not browser and not sandbox and not notebook and not slow" --ignore tests/grading --ignore tests/browser $(PYTEST)

browser: setup system ## run every lesson and every right answer in the browser's Python and in Chromium (long)
	@BROWSER=all $(BIN)/python -m pytest -q --durations 30 tests/pyodide tests/browser/test_whole_lab.py $(PYTEST)

setup: ## set up everything that tests, grading and the site need
	@$(PYTHON) course/setup/bootstrap.py $(NAMED) --extras grading,hub,service,test
	@$(BIN)/python -m course.site.browser.fetch
	@$(BIN)/python deploy/hub/proxy/install.py

system: ## install bubblewrap and Chromium where this is allowed (root with apt)
	@$(PYTHON) course/setup/system.py

render-env: setup ## a second environment, with Blender, to render faces (optional, about 1.2 GB)
	@$(BIN)/python -m course.faces.render.provision

cast: setup ## render every face again, and remake what depends on the faces (hours; goes on where it stopped)
	@$(BIN)/course faces render --set all
	@$(BIN)/course faces assemble
	@$(BIN)/course faces describe --write
	@$(BIN)/course matching embed
	@$(BIN)/course matching accuracy --write
	@$(BIN)/course rekognition fit
	@$(BIN)/course mending --write
	@$(BIN)/course build
	@$(BIN)/python -m tests.browser.readme_picture

site: ## build the course as web pages, in .cache/site (PYODIDE=folder-or-archive: where the lab's packages are)
	@$(PYTHON) course/setup/bootstrap.py $(NAMED) --extras site
	@$(BIN)/python -m course.site.browser.fetch $(if $(PYODIDE),--pyodide $(PYODIDE))
	@$(BIN)/course site build

build: setup ## generate the notebooks from their sources
	@$(BIN)/course build

check: setup ## are the generated notebooks fresh?
	@$(BIN)/course build --check

lint: setup ## ruff and codespell
	@$(BIN)/ruff check .
	@$(BIN)/codespell README.md docs notebooks/*.py assignments course

pythons: setup ## the core's tests on every other Python from 3.11 to 3.14 that is here
	@$(BIN)/python -m course.setup.pythons

wheel: setup ## the whole course as one file, .cache/wheel/course-*.whl, for `course start FOLDER` elsewhere
	@$(BIN)/python -m uv build --wheel -q -o .cache/wheel .
	@ls -l .cache/wheel/*.whl

lock: setup ## resolve the dependencies anew and write requirements.lock and environment.yml
	@$(BIN)/python course/setup/lock.py

clean: ## remove what can be made again
	rm -rf .venv .venv-render .cache .weights

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14
