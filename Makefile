# The whole project in a few words. `make setup` installs what is missing; the rest calls it when it may.
#   make run       builds, answers the first study and says where its page is
#   make test      all that a change must pass, in minutes
#   make test-all  the long tests too
#   make bench     ours against peers, about 27 minutes; writes docs/performance.md
#   make nist      digits of NIST's reference sets, beside those of R, NumPy and scikit-learn if they are installed
#   make data-check  loads every known data set that is installed, against what is known of it
#   make data      fetches the packages of the others, without installing them or being root
#   make install   into PREFIX (default /usr/local)
BUILD ?= build
PREFIX ?= /usr/local
JOBS := $(shell nproc 2>/dev/null || echo 2)
STUDY ?= studies/learning_rate.toml
CTEST = ctest --test-dir $(BUILD) --output-on-failure --no-tests=error --parallel $(JOBS)

.PHONY: data data-check run test test-all bench nist setup setup-test setup-bench build build-tests install clean
.NOTPARALLEL:

run: setup build
	@$(BUILD)/paribus run $(STUDY)

test: setup-test build-tests
	@$(CTEST) --exclude-regex Slow

test-all: setup-test build-tests
	@$(CTEST)

bench: setup-bench
	@cmake -S . -B build-bench -G Ninja -DPARIBUS_TESTS=OFF >/dev/null
	@cmake --build build-bench --parallel $(JOBS) --target paribus paribus_bench -- --quiet
	@cmake -S . -B build-bench-free -G Ninja -DPARIBUS_TESTS=OFF -DPARIBUS_FREE_ORDER=ON >/dev/null
	@cmake --build build-bench-free --parallel $(JOBS) --target paribus_bench -- --quiet
	@/usr/bin/python3 bench/bench.py

nist: setup-test
	@cmake -S . -B $(BUILD) -G Ninja -DPARIBUS_TESTS=ON >/dev/null
	@cmake --build $(BUILD) --parallel $(JOBS) --target paribus_nist -- --quiet
	@/usr/bin/python3 tests/nist/table.py $(BUILD)/paribus_nist

data-check: setup build
	@$(BUILD)/paribus data check

data:
	@tools/fetch_data.sh

setup:
	@tools/setup.sh run

setup-bench:
	@tools/setup.sh bench

setup-test:
	@tools/setup.sh test

build: TESTS = OFF
build-tests: TESTS = ON
build build-tests:
	@tools/build.sh $(BUILD) $(JOBS) $(TESTS)

install: setup build
	@cmake --install $(BUILD) --prefix $(PREFIX) | tail -n 1

clean:
	@rm -rf $(BUILD)
