# make run: the dashboard on http://127.0.0.1:8501 · make test: the tests. Both set up what they need.
# make bench ROWS="100000 1000000 6000000": how large the rosters are whose import is measured (the last takes minutes).
# FORECAST_BENCH=FOLDER: where the bench.py of the public data sets lies; without it the forecast meets invented worlds only.
PYTHON ?= python3
PORT ?= 8501
export FORECAST_BENCH
BIN := .venv/bin
RUN_READY := .venv/.run
DEV_READY := .venv/.dev

.PHONY: run test fuzz check format sample bench screenshots clean

run: $(RUN_READY)
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(DEV_READY)
	$(BIN)/pytest -n 2 --dist loadfile

fuzz: $(DEV_READY)
	$(BIN)/python -m tests.fuzz
	KETNAP_SEEDS=1000 $(BIN)/pytest -n 2 -q tests/test_bulk.py

check: $(DEV_READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/ty check

format: $(DEV_READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

sample: $(RUN_READY)
	$(BIN)/python data/sample/generate.py

bench: $(DEV_READY)
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_import $(ROWS)
	$(BIN)/python -m tests.bench_forecast

screenshots: $(DEV_READY)
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf .venv screenshots .pytest_cache .ruff_cache

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Ketnap needs Python 3.11 or newer (set PYTHON=...)."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; \
		else echo "Python's venv module is missing: apt install python3-venv"; exit 1; fi; }

$(RUN_READY): requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV_READY): requirements.txt requirements-dev.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(RUN_READY) $@
