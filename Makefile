# The whole project in a few words. `make setup` installs what is missing; the rest calls it when it may.
#   make run       builds, answers the first study and says where its page is
#   make test      all that a change must pass, in minutes
#   make test-all  the long tests too
#   make install   into PREFIX (default /usr/local)
BUILD ?= build
PREFIX ?= /usr/local
JOBS := $(shell nproc 2>/dev/null || echo 2)
STUDY ?= studies/learning_rate.toml
CTEST = ctest --test-dir $(BUILD) --output-on-failure --no-tests=error --parallel $(JOBS)

.PHONY: run test test-all setup setup-test build build-tests install clean
.NOTPARALLEL:

run: setup build
	@$(BUILD)/paribus run $(STUDY)

test: setup-test build-tests
	@$(CTEST) --exclude-regex Slow

test-all: setup-test build-tests
	@$(CTEST)

setup:
	@tools/setup.sh run

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
