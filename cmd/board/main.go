// Board is the discussion area under a news article: one binary that serves readers' comments, the moderators' desk and
// the REST API, and the verbs by which an operator sets it up.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	_ "time/tzdata" // Sites name time zones, and minimal systems have no table of them.

	"board/internal/fault"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "board: "+explain(err))
		os.Exit(1)
	}
}

// explain is an error as an operator reads it: a fault's sentence with each field that is wrong.
func explain(err error) string {
	f, ok := fault.From(err)
	if !ok || errors.Is(err, context.Canceled) {
		return err.Error()
	}
	text := strings.Replace(err.Error(), f.Error(), f.Text, 1)
	for _, field := range f.Fields {
		text += fmt.Sprintf("\n  %s: %s", field.Path, field.Text)
	}
	return text
}
