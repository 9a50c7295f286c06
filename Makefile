# Board. `make` alone lists what there is to do.

GO_TAGS       := sqlite_fts5
GOLANGCI      := bin/golangci-lint
GOLANGCI_WANT := 2.15.0
NPM           := npm --prefix web
WEB_SOURCES   := $(shell find web/api web/ui web/widget web/admin web/scripts -name node_modules -prune -o -type f -print)

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.DEFAULT_GOAL := help
.PHONY: help run dev build web gen lint test corpus nickname-report bench test-e2e clean need

help: ## lists the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## builds and serves a demonstration at http://127.0.0.1:8080/demo (BOARD_LISTEN, BOARD_DATA move it)
	@exec bin/board serve --demo

dev: need web/node_modules/.package-lock.json ## like run, and rebuilds and restarts on every change
	@exec node scripts/dev.mjs

build: need web/dist/manifest.json ## builds bin/board with the web files inside
	go build -tags $(GO_TAGS) -o bin/board ./cmd/board

web: need web/dist/manifest.json ## builds widget, loader and desk into web/dist

gen: need web/node_modules/.package-lock.json ## regenerates Go and TypeScript from internal/httpapi/openapi.yaml
	go generate ./internal/httpapi
	$(NPM) run --silent gen

lint: need web/dist/manifest.json $(GOLANGCI) ## checks style, types, the walls between packages, and download sizes
	go vet -tags $(GO_TAGS) ./...
	$(GOLANGCI) run
	$(NPM) run --silent lint
	$(NPM) run --silent check
	$(NPM) run --silent size

test: build ## all tests: Go on SQLite and PostgreSQL, web units, Chromium (BOARD_TEST_SKIP=postgres,browser)
	@scripts/test.sh

corpus: build ## sends the public sets through Board: make corpus DATA=folder
	@scripts/corpus.sh "$(DATA)"

nickname-report: build ## what a new site makes of nicknames: make nickname-report ADVERSARIAL=FILE INNOCENT=FILE
	@scripts/nickname-report.sh "$(ADVERSARIAL)" "$(INNOCENT)"

bench: need web/dist/manifest.json ## measures: fsync, writes per second by callers, the road of a comment
	@scripts/with-postgres.sh go test -tags $(GO_TAGS) -run '^$$' -bench . -benchmem ./...

test-e2e: build ## only the browser tests
	@BOARD_TEST_SKIP=postgres scripts/install.sh
	$(NPM) run --silent e2e -- --project=desktop --project=phone

clean: ## removes what was built (the data folder stays)
	rm -rf bin web/node_modules web/e2e/results
	find web/dist -mindepth 1 ! -name .gitkeep -delete

need:
	@scripts/need.sh

web/node_modules/.package-lock.json: web/package.json web/package-lock.json | need
	$(NPM) ci --no-fund --no-audit
	@touch $@

web/dist/manifest.json: $(WEB_SOURCES) web/node_modules/.package-lock.json | need
	$(NPM) run --silent build

$(GOLANGCI): Makefile | need
	@$(GOLANGCI) version --short 2>/dev/null | grep -qx '$(GOLANGCI_WANT)' || { \
		echo 'building golangci-lint $(GOLANGCI_WANT), once, for about three minutes'; \
		GOBIN=$(CURDIR)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v$(GOLANGCI_WANT); }
	@touch $@
