//go:build unix

package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// A view is a screen of the reader: the keys that open it, what it shows then
// (one of several), and the keys that leave it.
type view struct{ name, keys, shows, leave string }

// views are all screens that show what a stranger wrote, from the first
// paragraph of an article that has annotations.
var views = []view{
	{"reader", "gg", "saved", ""},
	{"end of the article", "G", "saved", "gg"},
	{"selection", "v", "SELECT", "\x1b[27u"},
	{"copy", "y", "clipboard", ""},
	{"citation", "Y", "clipboard", ""},
	{"find", "/" + before, "Find: ", "\x1b[27u"},
	{"card", "\t\r", "CARD", "\x13"},
	{"list", "A", "MARKS", "\x1b[27u"},
	{"contents", "T", "CONTENTS", "\x1b[27u"},
	{"review page", "P", "REVIEW", "\x1b[27u"},
	{"source page", "I", "SOURCE", "\x1b[27u"},
	{"compare page", "D", "VERSION|no other text", "\x1b[27u"},
	{"export preview", "E", "EXPORT", "\x1b[27u"},
	{"help", "?", "HELP", "\x1b[27u"},
	{"library", "L", "LIBRARY", "\x1b[27u"},
	{"filtered library", "L/" + before, "Filter", "\x1b[27u\x1b[27u"},
}

// TestViewsShowNoSequence opens every view of the reader on articles that hold
// hostile sequences, in the text and in all that is said of it: on one with a
// hostile name that was edited at its source, and on one of a library that a
// stranger made.
func TestViewsShowNoSequence(t *testing.T) {
	prepareEnvironment(t)
	for _, s := range batches(sequences()) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			w.checkViews("an edited article", w.path(w.changing()), "has changed: ")
			w.db = w.path("stranger.db")
			w.checkViews("a stranger's article", w.strange(), " saved")
		})
	}
	t.Cleanup(func() { t.Logf("%d sequences in %d views of 2 articles", len(sequences()), len(views)) })
}

// checkViews goes through the views of an article and judges each by what the
// terminal was sent for it. opened is what the screen says once all that there
// is to say of the article was found out.
func (w *world) checkViews(name, article, opened string) {
	w.t.Helper()
	s := home{w.t, w.dir}.sit("--db", w.db, article)
	s.sees(opened)
	for _, v := range views {
		from := len(s.Raw())
		s.Type(v.keys)
		s.settles(v.shows)
		w.judge(toScreen, v.name+" of "+name, s.Raw()[from:])
		s.Type(v.leave)
	}
	s.Type("Q")
	s.ends()
	w.judge(toScreen, "all views of "+name, s.Raw())
}

// settles waits until the screen shows words, or other words after a "|", and nothing more is drawn.
func (s *sitting) settles(words string) {
	s.t.Helper()
	const quiet = 20 * time.Millisecond // two frames
	seen, since := len(s.Raw()), time.Now()
	s.until(words, func() bool {
		if n := len(s.Raw()); n != seen {
			seen, since = n, time.Now()
		}
		any := slices.ContainsFunc(strings.Split(words, "|"), func(w string) bool { return strings.Contains(s.Text(), w) })
		return any && time.Since(since) > quiet
	})
}
