package main

import (
	"context"
	"log/slog"
	"time"

	"board/internal/storage"
)

const sweepEvery = time.Hour

// sweep deletes, now and every hour until ctx ends, what nobody can use any more: sessions and idempotency keys that are
// over. It never stops serving: what fails is logged and tried again an hour later.
func sweep(ctx context.Context, h *house, log *slog.Logger) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := sweepOnce(ctx, h); err != nil && ctx.Err() == nil {
			log.Error("sweep", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func sweepOnce(ctx context.Context, h *house) error {
	if err := h.auth.Sweep(ctx); err != nil {
		return err
	}
	for forgotten := int64(1); forgotten > 0; {
		err := h.db.Write(ctx, func(tx storage.Tx) (err error) {
			forgotten, err = storage.ForgetIdempotencyKeys(tx, time.Now())
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
