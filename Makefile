# `make demo` runs the main job, `make test` proves it; both make .venv first.
BIN := .venv/bin
UV := $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header pyproject.toml

# Nothing of the caller's Python settings may leak in.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS PYTEST_ADDOPTS VIRTUAL_ENV MYPYPATH
export PYTHONNOUSERSITE := 1
export PYTHONUTF8 := 1

.PHONY: help demo test setup check fix lock bench prove clean environment serve

help: ## say what there is
	@sed -n 's/^\([a-z]*\):[^#]*## /make \1\t/p' Makefile

demo: setup ## assess the Japanese exporter of the examples
	@$(BIN)/licet assess examples/kitakami-motors -o out/demo

test: ## install what the tests need, check the house, run every test
	@sh scripts/environment.sh system
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest -n 2

setup: ## make .venv with what licet needs, and .venv/bin/licet
	@sh scripts/environment.sh run

environment:
	@sh scripts/environment.sh test

check: environment ## style, types, layers and the house's own rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q tests/health

fix: environment ## format, and mend what can be mended by rule
	-$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: environment ## write the locks anew; U=1 takes the newest of everything
	$(UV) $(if $(U),--upgrade) --group build -o requirements.lock
	$(UV) $(if $(U),--upgrade) --group build --group test --extra delta --extra iceberg --extra postgresql --extra spark \
		-c requirements.lock -o requirements-test.lock

serve: setup ## the pages and the API on http://127.0.0.1:8000/
	@$(BIN)/licet serve

bench: environment ## run every measurement in benches/, and write docs/performance.md anew
	@for bench in benches/*.py; do echo "== $$bench"; \
		LICET_FIGURES=docs/figures $(BIN)/python "$$bench" || exit 1; done
	$(BIN)/python benches/beside/page.py

prove: environment ## every example of the law, and every test on random cases never tried before
	$(BIN)/licet law check
	$(BIN)/pytest -n 2 --hypothesis-profile search
	LICET_KILLS=200 $(BIN)/pytest -n 0 tests/cases/test_killed.py
	LICET_PROVE=yes $(BIN)/pytest tests/web/test_openapi.py tests/web/test_api.py tests/parity/test_spark_tracers.py
	$(BIN)/python scripts/prove_records.py
	$(BIN)/python scripts/prove_pages.py

clean: ## remove what can be made again
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache out build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
