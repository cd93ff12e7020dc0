# SPDX-License-Identifier: Apache-2.0
# The front door. `make` alone says which doors there are; each installs what it needs (tools/install.sh) and can be repeated.
# V=1 shows the commands.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
Q := $(if $(V),,@)
export V

CASE := data/cases/strasbourg-parking-observatory.yaml
PROGRAM := build/release/alzette

.PHONY: run build package test test-all bench fuzz lint asan tsan clean help

run: build ## build and do the main job: evaluate the example case
	@echo "Running $(PROGRAM) evaluate $(CASE)"
	@echo
	$(Q)$(PROGRAM) evaluate $(CASE)
	@echo
	@echo "Next: copy that case and change its figures, or see $(PROGRAM) --help, the other cases in data/cases, and docs/manual."

build: ## build the program: build/release/alzette
	$(Q)tools/install.sh build
	$(Q)tools/build.sh release

package: build ## build the Debian package: build/package/alzette_VERSION_ARCHITECTURE.deb
	$(Q)tools/install.sh package
	$(Q)tools/package.py

test: ## every test, sanitizers, clang-tidy on changed files, a minute of fuzzing
	$(Q)tools/install.sh build test package bench fuzz tidy
	$(Q)tools/test.py

test-all: ## as test, with everything under every tool and ten minutes of fuzzing
	$(Q)tools/install.sh build test package bench fuzz tidy
	$(Q)tools/test.py --all

bench: ## run the benchmarks, print medians (tools/bench.py --write keeps them) and the broker beside its budgets
	$(Q)tools/install.sh build bench
	$(Q)tools/build.sh bench
	$(Q)tools/bench.py
	$(Q)tools/broker_bench.py
	$(Q)tools/install.sh peers || echo "bench: the peers could not be installed; those that are missing are left out"
	$(Q)tools/peers.py

SECONDS_TOTAL := 60
fuzz: ## run the fuzzers for SECONDS_TOTAL=60 in all
	$(Q)tools/install.sh build fuzz
	$(Q)tools/build.sh fuzz fuzzers
	$(Q)tools/fuzz.py $(SECONDS_TOTAL)

lint: ## style, layers, and clang-tidy on every file
	$(Q)tools/install.sh build test bench fuzz tidy
	$(Q)tools/tidy.py .
	$(Q)tools/layers.py .
	$(Q)tools/build.sh tidy

asan: ## the tests under the address and undefined-behaviour sanitizers
	$(Q)tools/install.sh build test
	$(Q)tools/build.sh asan
	$(Q)ctest --preset asan -LE "style|package"

tsan: ## the tests under the thread sanitizer
	$(Q)tools/install.sh build test
	$(Q)tools/build.sh tsan
	$(Q)setarch $$(uname -m) -R true 2>/dev/null && fixed="setarch $$(uname -m) -R"; $$fixed ctest --preset tsan -LE "style|package"

clean: ## remove what was built
	rm -rf build

help: ## this list
	@echo "Alzette: is this project worth more, to everyone, than it costs? Doors:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
