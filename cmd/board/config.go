package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"path/filepath"

	"github.com/alecthomas/kong"

	"board/internal/storage"
)

// commandLine is every verb and flag there is. Each flag can also be given as an environment variable.
type commandLine struct {
	Data        string `help:"Folder of the embedded database." default:"./data" env:"BOARD_DATA" type:"path"`
	DatabaseURL string `help:"PostgreSQL instead, as postgres://…" env:"BOARD_DATABASE_URL" placeholder:"URL"`

	Serve   serveVerb `cmd:"" help:"Serve readers, the desk and the API."`
	Site    siteVerbs `cmd:"" help:"Set up sites."`
	Account struct {
		Create      accountCreateVerb      `cmd:"" help:"Open a desk account."`
		SetPassword accountSetPasswordVerb `cmd:"" help:"Give a desk account a new password."`
	} `cmd:"" help:"Set up accounts of the desk."`
	APIKey struct {
		Create apiKeyCreateVerb `cmd:"" help:"Make an API key for a publisher's own server."`
	} `cmd:"" name:"api-key" help:"Set up API keys."`
	Check checkVerb `cmd:"" help:"Say what screening makes of texts, one a line."`
	Audit struct {
		Verify auditVerifyVerb `cmd:"" help:"Check every seal of the audit log."`
	} `cmd:"" help:"Look at the log of acts."`
}

type siteVerbs struct {
	Create          siteCreateVerb          `cmd:"" help:"Found a site."`
	SetOrigins      siteSetOriginsVerb      `cmd:"" name:"set-origins" help:"Say anew which origins may embed a site."`
	RotateSsoSecret siteRotateSSOSecretVerb `cmd:"" name:"rotate-sso-secret" help:"Make a new secret for single sign-on; the old one ends."`
}

// surroundings are what a verb has around it.
type surroundings struct {
	ctx     context.Context
	out     io.Writer
	log     *slog.Logger
	level   *slog.LevelVar
	storage storage.Config
}

// run carries out one command line.
func run(ctx context.Context, args []string, out, errOut io.Writer) error {
	var line commandLine
	parser, err := kong.New(&line, kong.Name("board"), kong.Writers(out, errOut), kong.UsageOnError(),
		kong.Description("The discussion area under an article."))
	if err != nil {
		return fmt.Errorf("read the command line: %w", err)
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		return fmt.Errorf("%w; see board --help", err)
	}
	level := new(slog.LevelVar)
	log := slog.New(slog.NewJSONHandler(errOut, &slog.HandlerOptions{Level: level}))
	store := storage.Config{URL: line.DatabaseURL, Logger: log}
	if line.DatabaseURL == "" {
		store.Path = filepath.Join(line.Data, "board.db")
	}
	return chosen.Run(&surroundings{ctx: ctx, out: out, log: log, level: level, storage: store})
}

// proxyPrefix is one address or network whose X-Forwarded-For is believed.
type proxyPrefix netip.Prefix

func (p *proxyPrefix) UnmarshalText(text []byte) error {
	prefix, err := netip.ParsePrefix(string(text))
	if err == nil {
		*p = proxyPrefix(prefix.Masked())
		return nil
	}
	addr, err := netip.ParseAddr(string(text))
	if err != nil {
		return errors.New("want an address or a network such as 10.0.0.0/8")
	}
	*p = proxyPrefix(netip.PrefixFrom(addr, addr.BitLen()))
	return nil
}
