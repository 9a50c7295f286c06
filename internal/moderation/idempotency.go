package moderation

import "board/internal/storage"

// Idempotency is the scope a client's key is good for; nil where the client sent none.
type Idempotency = storage.IdempotencyScope
