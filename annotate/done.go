package annotate

import (
	"slices"
	"time"
)

// Done says that a person has finished annotating an article.
type Done struct {
	By string    `json:"by"`
	At time.Time `json:"at"` // UTC
}

// DoneIndex returns the index of the entry of a person, or -1.
func DoneIndex(all []Done, by string) int {
	return slices.IndexFunc(all, func(d Done) bool { return d.By == by })
}
