package cli

import "galley/internal/library"

// shortenToStarts returns a function that shortens ids of articles to their starts.
func (p page) shortenToStarts(ids []string) func(string) string {
	return p.shorten(ids, func(id string, n int) string { return id[:min(n, len(id))] })
}

// shortenToEnds returns a function that shortens ids of annotations to their ends.
// Ids begin with the time, so those made together differ at the end.
func (p page) shortenToEnds(ids []string) func(string) string {
	return p.shorten(ids, func(id string, n int) string { return id[max(len(id)-n, 0):] })
}

// shorten returns a function that cuts ids to parts of n characters, with the
// smallest n that keeps them distinct. When output is not a terminal, ids are
// printed in full.
func (p page) shorten(ids []string, part func(id string, n int) string) func(string) string {
	if !p.terminal {
		return func(id string) string { return id }
	}
	longest := 0
	for _, id := range ids {
		longest = max(longest, len(id))
	}
	n := library.MinShortID
	for n < longest && !areDistinct(ids, n, part) {
		n++
	}
	return func(id string) string { return part(id, n) }
}

// areDistinct reports whether different ids have different parts of n characters.
func areDistinct(ids []string, n int, part func(id string, n int) string) bool {
	seen := make(map[string]string, len(ids))
	for _, id := range ids {
		if other, ok := seen[part(id, n)]; ok && other != id {
			return false
		}
		seen[part(id, n)] = id
	}
	return true
}
