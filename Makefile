# test: everything that must pass. lint: style. bench, fuzz: measuring and searching, with the knobs below.
# bench-peers: samestory beside others, into doc/speed.md. bench-gen: made-up news to try things on.

GOLANGCI_VERSION = v2.15.0
GOLANGCI = .bin/golangci-lint-$(GOLANGCI_VERSION)
COUNT    ?= 1
FUZZTIME ?= 10s
ARTICLES ?= 10000
SEED     ?= 1
REPEAT   ?= 3
CORPUS   ?= /tmp/samestory-$(ARTICLES).jsonl

# Some tests run Graphviz and PostgreSQL, and fail without them; .ci/install installs both on Debian and Ubuntu.
# The race detector needs a C compiler; without one go sets CGO_ENABLED to 0, and the plain tests must do.
CGO := $(shell go env CGO_ENABLED)

.PHONY: test lint bench bench-peers bench-gen fuzz

test:
	go mod download
	go vet ./...
	GOOS=linux GOARCH=arm64 go vet ./...
	go test ./...
	cd bench && go vet ./... && go test ./...
ifeq ($(CGO),1)
	go test -race -short ./...
endif

lint: $(GOLANGCI)
	$(GOLANGCI) run ./...
	cd bench && $(CURDIR)/$(GOLANGCI) run ./...

$(GOLANGCI):
	GOBIN=$(CURDIR)/.bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	mv .bin/golangci-lint $@

bench:
	go test -run '^$$' -bench . -count $(COUNT) ./...

# bench/README.md says what is measured, and how; the programs in Python need Python 3 with venv, and the network once.
bench-peers:
	cd bench && go run ./run -n $(ARTICLES) -seed $(SEED) -repeat $(REPEAT) -doc ../doc/speed.md

bench-gen:
	cd bench && go run ./gen -n $(ARTICLES) -seed $(SEED) -o $(CORPUS) -truth $(CORPUS:.jsonl=-truth.jsonl)

# Minimising an input that is merely new would take a minute each; that of a failure is worth no more.
fuzz:
	@set -e; for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "== $$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package; \
		done; \
	done
