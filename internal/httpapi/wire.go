package httpapi

import (
	"board/internal/moderation"

	"board/internal/httpapi/oapi"
)

// The wire_*.go files translate from the domain to the contract. What is absent on the wire is a nil pointer there, and
// the zero value in the domain.

// maybe is nil for a zero value.
func maybe[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}

// given is what a pointer points to, zero for nil.
func given[T any](value *T) T {
	if value == nil {
		var zero T
		return zero
	}
	return *value
}

// each translates a list; an empty one stays a list on the wire.
func each[A, B any](list []A, translate func(A) B) []B {
	result := make([]B, len(list))
	for i, one := range list {
		result[i] = translate(one)
	}
	return result
}

// weighed turns hundredths, as the domain counts weights, into the number of the wire.
func weighed(hundredths int) float64 { return float64(hundredths) / 100 }

func kindsOnWire(kinds []moderation.SubjectKind) []oapi.SubjectKind {
	return each(kinds, func(k moderation.SubjectKind) oapi.SubjectKind { return oapi.SubjectKind(k) })
}

func kindsOf(kinds []oapi.SubjectKind) []moderation.SubjectKind {
	return each(kinds, func(k oapi.SubjectKind) moderation.SubjectKind { return moderation.SubjectKind(k) })
}
