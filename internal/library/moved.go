package library

import (
	"os"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/annotate/diff"
)

// The limits of the search for an article whose file was moved and edited: how much of the
// text both must have in common, how large their files may be in bytes, and how many
// articles are compared.
const (
	movedShared = 2.0 / 3
	movedBytes  = 1 << 20
	movedTries  = 8
)

// findMoved returns the match of a file that is not saved with the annotated article that
// it looks like, if the file of that article is gone. Else it returns m.
func (l *Library) findMoved(m Match) Match {
	size := len(m.content.bytes)
	if m.content.source.Kind != annotate.FromFile || size > movedBytes {
		return m
	}
	records, _ := l.store.Records() // those that can be read
	shared, tries := movedShared, 0
	for _, r := range records {
		if len(r.Counts) == 0 || size > 2*r.Source.Bytes || r.Source.Bytes > 2*size || !isGone(fileOf(r)) || tries == movedTries {
			continue
		}
		tries++
		read, err := m.content.read()
		if err != nil {
			return m
		}
		if a, err := l.store.Article(r.ID); err == nil {
			if both := diff.Compare(a, read.article).Shared; both >= shared {
				m.Record, m.Changed, m.Moved, shared = r, true, true, both
			}
		}
	}
	return m
}

// isGone reports whether a file no longer exists. It does not know that of a chapter.
func isGone(path string) bool {
	if !filepath.IsAbs(path) || strings.Contains(path, "#") {
		return false
	}
	_, err := os.Stat(path)
	return os.IsNotExist(err)
}
