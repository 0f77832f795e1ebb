package reader_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/kit"
	"galley/ui/screen/reader"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// newShared opens an article that ada, who reads, and another person annotated: each has
// a claim on a sentence.
func newShared(t *testing.T, other string) *session {
	made := newSession(readArticle(t, draftText, "text"), 0).types("c)c")
	all := made.saved.All()
	all[1].Creator = other
	var env reader.Env
	s := newSession(made.reader.Article(), 0, func(e *reader.Env) { env = *e })
	s.saved = annotate.NewSet(all)
	s.ids = 10
	s.reader = reader.New(env, library.Document{Article: made.reader.Article(), Annotations: all})
	s.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
	return s
}

func (s *session) header() string {
	header, _, _ := strings.Cut(ansi.Strip(s.reader.View().Content), "\n")
	return header
}

func TestWhoseAnnotationsAreShown(t *testing.T) {
	s := newShared(t, "ben")
	for _, want := range []struct{ header, creators string }{
		{"mine  C 1  Q 0  O 0", "ada"}, {"others'  C 1  Q 0  O 0", "ben"}, {"C 2  Q 0  O 0", "ada ben"},
	} {
		s.types("gm")
		var creators []string
		for _, a := range s.reader.Annotations().All() {
			creators = append(creators, a.Creator)
		}
		if !strings.Contains(s.header(), want.header) || strings.Join(creators, " ") != want.creators {
			t.Errorf("%q are shown in %q, want %q", creators, s.header(), want.header)
		}
	}
}

func TestTabPassesHiddenAnnotations(t *testing.T) {
	s := newShared(t, "ben").types("gmgm<tab>")
	second := s.saved.All()[1]
	if caret := s.reader.Caret(); caret != second.Anchor.Span.Start {
		t.Errorf("the caret is at %d, ben's claim at %d", caret, second.Anchor.Span.Start)
	}
	if s.types("d"); s.saved.Len() != 1 {
		t.Error("ben's claim was not deleted")
	}
}

// With the second person, the gutter gets their letters: those of everybody on a row,
// different ones for names that begin alike, and different without color.
func TestGutterTellsWhoAnnotated(t *testing.T) {
	for other, want := range map[string][2]string{
		"ben": {"a  C☐     1  The vote", "b  C☐     2  It"},
		"abe": {"d  C☐     1  The vote", "a  C☐     2  It"},
		"中文":  {"a  C☐     1  The vote", "1  C☐     2  It"},
		"ada": {"C☐     1  The vote", "C☐     2  It"},
	} {
		s := newShared(t, other)
		view, _ := s.view()
		for _, w := range want {
			if !strings.Contains(view, "\n"+w) {
				t.Errorf("%s: no row begins with %q in\n%s", other, w, view)
			}
		}
	}
}

func TestGutterTellsOfSeveralPeopleOnARow(t *testing.T) {
	s := newShared(t, "ben")
	all := s.saved.All()
	for i, want := range []string{"a  ", "ab ", "a+ "} {
		list := slices.Clone(all)
		for n := range i {
			more := all[0].Clone()
			more.ID, more.Creator, more.Tag = fmt.Sprint("more", n), [...]string{"ben", "cyd"}[n], annotate.Tags()[n+1]
			list = append(list, more)
		}
		s.update(kit.AnnotationsMsg{Set: annotate.NewSet(list), Seq: uint64(100 + i)})
		if view, _ := s.view(); !strings.Contains(view, "\n"+want+"C☐") {
			t.Errorf("%d people: want %q in\n%s", i+1, want, view)
		}
	}
}

func TestLastPersonTakesTheirColumnAway(t *testing.T) {
	s := newShared(t, "ben")
	before, _ := s.view()
	s.types("gmgm<tab>d")
	after, _ := s.view()
	if !strings.Contains(before, "\na  C☐") || !strings.Contains(after, "\nC☐     1  The vote") {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// What the user adds is always shown, and hidden annotations are kept.
func TestOwnAnnotationEndsTheViewOfOthers(t *testing.T) {
	s := newShared(t, "ben").types("gmgmo")
	if s.saved.Len() != 3 || !strings.Contains(s.header(), "C 2  Q 0  O 1") {
		t.Errorf("%d are saved; %s", s.saved.Len(), s.header())
	}
}

func TestOwnAnnotationsAloneAreAll(t *testing.T) {
	s := newShared(t, "ada").types("gm")
	if _, footer := s.view(); !strings.Contains(footer, "All annotations here are yours.") {
		t.Errorf("%q", footer)
	}
}
