//go:build unix

package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// A view is a screen of the reader: the keys that open it, what it then shows
// (alternatives are separated by |), and the keys that leave it.
type view struct{ name, keys, shows, leave string }

// views are all screens that show text from outside, opened from the first
// paragraph of an article with annotations.
var views = []view{
	{"reader", "gg", "saved", ""},
	{"end of the article", "G", "saved", "gg"},
	{"selection", "v", "SELECT", "\x1b[27u"},
	{"copy", "y", "clipboard", ""},
	{"citation", "Y", "clipboard", ""},
	{"find", "/" + before, "Find: ", "\x1b[27u"},
	{"card", "\t\r", "CARD", "\x13"},
	{"list", "A", "MARKS", "\x1b[27u"},
	{"list by person", "AS", "VOICES", "\x1b[27u"},
	{"contents", "T", "CONTENTS", "\x1b[27u"},
	{"review page", "P", "REVIEW", "\x1b[27u"},
	{"source page", "I", "SOURCE", "\x1b[27u"},
	{"character sets", "IC", "CHARSET|no bytes to read again", "\x1b[27u\x1b[27u"},
	{"compare page", "D", "VERSION|no other version", "\x1b[27u"},
	{"export preview", "E", "EXPORT", "\x1b[27u"},
	{"help", "?", "HELP", "\x1b[27u"},
	{"actions", "\x10" + before, "Action: ", "\x1b[27u"},
	{"library", "L", "LIBRARY", "\x1b[27u"},
	{"filtered library", "L/" + before, "Filter", "\x1b[27u\x1b[27u"},
}

// TestViewsShowNoSequence opens every view of the reader on articles that hold
// hostile sequences in their text and metadata: one with a hostile name that was
// edited at its source, and one in a library that Galley did not write.
func TestViewsShowNoSequence(t *testing.T) {
	prepareEnvironment(t)
	for _, s := range batches(sequences()) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			w.checkViews("an edited article", w.path(w.editedFile()), "has changed: ")
			w.db = w.path("foreign.db")
			w.checkViews("a foreign article", w.makeForeignLibrary(), " saved")
		})
	}
	t.Cleanup(func() { t.Logf("%d sequences in %d views of 2 articles", len(sequences()), len(views)) })
}

// checkViews opens the views of an article and checks everything sent to the
// terminal. opened is on the screen once the article is completely loaded.
func (w *world) checkViews(name, article, opened string) {
	w.t.Helper()
	s := home{w.t, w.dir}.open("--db", w.db, article)
	s.waitFor(opened)
	for _, v := range views {
		s.Type(v.keys)
		s.waitQuiet(v.name, v.shows)
		s.Type(v.leave)
	}
	s.Type("Q")
	s.waitExit()
	w.check(toScreen, "all views of "+name, s.Raw())
}

// waitQuiet waits for a view: until the screen shows one of the words, which are
// separated by |, and nothing more is drawn.
func (s *session) waitQuiet(view, words string) {
	s.t.Helper()
	const quiet = 20 * time.Millisecond // two frames
	seen, since := len(s.Raw()), time.Now()
	s.waitUntil(view, func() bool {
		if n := len(s.Raw()); n != seen {
			seen, since = n, time.Now()
		}
		found := slices.ContainsFunc(strings.Split(words, "|"), func(w string) bool { return strings.Contains(s.Text(), w) })
		return found && time.Since(since) > quiet
	})
}
