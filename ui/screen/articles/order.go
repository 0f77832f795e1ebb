package articles

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"galley/internal/library"
)

// An order of the list.
type order uint8

const (
	byDate       order = iota // the most recently opened first, as the library lists them
	byTitle                   // alphabetically
	byRead                    // what was read furthest first
	byCheck                   // what has most to check or to place first
	byCollection              // by the name of the collection; those in none are last
	orders
	unsorted // keeps the order
)

var orderNames = [...]string{byDate: "by date", byTitle: "by title", byRead: "by progress", byCheck: "by what is to check", byCollection: "by collection"}

// String returns the name of an order, as messages have it.
func (o order) String() string { return orderNames[o] }

// sort returns listed items in the order. Items that are equal in it stay as listed.
func (o order) sort(listed []library.Item) []library.Item {
	if o == byDate || o == unsorted {
		return listed
	}
	type entry struct {
		title string
		n     int
		index int
	}
	entries := make([]entry, len(listed))
	for i, item := range listed {
		entries[i].index = i
		switch o {
		case byTitle:
			entries[i].title = strings.ToLower(strings.TrimLeft(item.Title, "\"'“”‘’«»„ "))
		case byRead:
			entries[i].n = -item.Read
		case byCheck:
			entries[i].n = -item.Open - item.Uncertain
		case byCollection:
			entries[i].title = cmp.Or(strings.ToLower(item.Collection), string(utf8.MaxRune))
		}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.title, b.title), cmp.Compare(a.n, b.n), cmp.Compare(a.index, b.index))
	})
	sorted := make([]library.Item, len(listed))
	for i, e := range entries {
		sorted[i] = listed[e.index]
	}
	return sorted
}
