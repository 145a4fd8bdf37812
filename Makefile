# Everything a person runs. The work is done by scripts in Tests/.
PREFIX ?= /usr/local
BIN ?=

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

demo: ## Build, and sweep the fleet that ships inside: no cluster needed
	@Tests/prepare build
	@swift build --product trustsweep >&2
	@"$$(swift build --show-bin-path)/trustsweep" demo

build: ## Build for development
	@Tests/prepare build
	swift build --product trustsweep

release: ## Build the optimised program, with Swift's libraries inside
	@Tests/prepare build
	swift build -c release --static-swift-stdlib --product trustsweep

test: ## Lint, build, unit tests, transcripts, chart and manifests
	@Tests/run

test-cluster: ## End-to-end cases against a real Kubernetes (root; the first run builds it)
	@Tests/prepare build
	@test -n "$$TRUSTSWEEP_BIN" || swift build --product trustsweep >&2
	@Tests/Cluster/run

test-registry: ## Files out of images in a real registry (root; installs docker-registry)
	@Tests/Registry/run

conformance: ## Predictions against real clients and a real PostgreSQL server (root; installs them)
	@Tests/prepare build
	@test -n "$$TRUSTSWEEP_BIN" || swift build --product trustsweep >&2
	@Tests/Conformance/all

fuzz: ## Feed the parsers of trust stores to libFuzzer, a minute each
	@Tests/prepare build
	@Tests/Fuzz/run

bench: ## Time and memory of a scan beside kubectl and curl, on 5,000 and 20,000 pods
	@Tests/Bench/run

install: ## Install trustsweep and kubectl-trustsweep (PREFIX=, DESTDIR=, BIN= a built program)
	@test -n "$(BIN)" || $(MAKE) release >&2
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$(if $(BIN),$(BIN),$$(swift build -c release --static-swift-stdlib --show-bin-path)/trustsweep)" \
		"$(DESTDIR)$(PREFIX)/bin/trustsweep"
	ln -sf trustsweep "$(DESTDIR)$(PREFIX)/bin/kubectl-trustsweep"

clean: ## Remove what was built here
	rm -rf .build

.PHONY: help demo build release test test-cluster test-registry conformance fuzz bench install clean
