# `make demo` and `make test` need Python 3.11 or newer, make, and nothing else; `make` is all that CI runs.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

# One thread for each process: the matrices are small, and --jobs is the way to use more cores.
export OMP_NUM_THREADS ?= 1

.PHONY: all setup demo test lock bench docs train clean

all: test

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml .ci/install
	@sh .ci/install "$(PYTHON)"
	@touch $@

demo: $(STAMP)
	$(BIN)/dragoman read examples --format table

test: $(STAMP)
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/pytest
	$(BIN)/dragoman check

# The generated reference pages, written anew; `make test` fails where they are out of date.
docs: $(STAMP)
	DRAGOMAN_WRITE_DOCS=1 $(BIN)/pytest tests/test_docs.py tests/test_licences.py

lock: $(STAMP)
	@sh .ci/install "$(PYTHON)" lock

# The relation encoder from the corpus alone: learns, exports int8 ONNX, fits the decision. About half an hour on two cores.
train: OUT ?= out/relation
train: $(STAMP)
	@sh .ci/install "$(PYTHON)" train
	OMP_NUM_THREADS=2 $(BIN)/python -m training.train --out $(OUT)
	$(BIN)/python -m training.export $(OUT)/relation.pt
	$(BIN)/python -m training.calibrate

# Data sets are no part of the project: each benchmark says what it needs and where it looks.
bench: $(STAMP)
	@set -e; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python "$$file" || true; done

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis dist out
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
