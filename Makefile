# test: everything that must pass. lint: style. bench, fuzz: measuring and searching, with the knobs below.

GOLANGCI_VERSION = v2.15.0
GOLANGCI = .bin/golangci-lint-$(GOLANGCI_VERSION)
COUNT    ?= 1
FUZZTIME ?= 10s

# Some tests run Graphviz and PostgreSQL, and fail without them; .ci/install installs both on Debian and Ubuntu.
# The race detector needs a C compiler; without one go sets CGO_ENABLED to 0, and the plain tests must do.
CGO := $(shell go env CGO_ENABLED)

.PHONY: test lint bench fuzz

test:
	go mod download
	go vet ./...
	GOOS=linux GOARCH=arm64 go vet ./...
	go test ./...
ifeq ($(CGO),1)
	go test -race -short ./...
endif

lint: $(GOLANGCI)
	$(GOLANGCI) run ./...

$(GOLANGCI):
	GOBIN=$(CURDIR)/.bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	mv .bin/golangci-lint $@

bench:
	go test -run '^$$' -bench . -count $(COUNT) ./...

# Minimising an input that is merely new would take a minute each; that of a failure is worth no more.
fuzz:
	@set -e; for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "== $$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package; \
		done; \
	done
