package teamtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/team"
	"galley/storage"
)

// A Desk is a shared log as several logins see it.
type Desk interface {
	As(login string) team.Log
	Compact() // so that After refuses cursors before now
}

// A library is one of several that share a desk.
type library struct {
	t     testing.TB
	store *storage.Store
	log   team.Log
	login string
	skew  time.Duration // of its clock
	quiet time.Duration // of its replicas
	warn  func(error)   // of its replicas
}

// lastID makes IDs that are unique and in order.
var lastID atomic.Int64

func newID() string { return fmt.Sprintf("01T%013d", lastID.Add(1)) }

// join returns a new library of a desk.
func join(t testing.TB, d Desk, login string) *library {
	t.Helper()
	l := &library{t: t, store: storage.New(filepath.Join(t.TempDir(), "library", "galley.db")), log: d.As(login), login: login, quiet: 15 * time.Millisecond}
	if slow, ok := d.(interface{ Quiet() time.Duration }); ok { // a log that takes longer to answer
		l.quiet = slow.Quiet()
	}
	must(t, l.store.JoinDesk("memory", login, newID, l.now()))
	return l
}

func (l *library) now() time.Time { return time.Now().Add(l.skew) }

// replica returns a replica, as a process that has just begun has it.
func (l *library) replica() *team.Replica {
	return &team.Replica{Store: l.store, Log: l.log, Login: l.login, NewID: newID, Now: l.now, Quiet: l.quiet, Warn: l.warn}
}

// sync brings the library and the log together.
func (l *library) sync() {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), 20*time.Second)
	defer cancel()
	state, err := l.replica().Sync(ctx)
	if must(l.t, err); state.Refused != nil || state.Queued != 0 {
		l.t.Fatalf("%s: %d steps left: %v", l.login, state.Queued, state.Refused)
	}
}

// text makes an article of paragraphs.
func text(location string, paragraphs ...string) *annotate.Article {
	whole := strings.Join(paragraphs, annotate.Separator)
	sum := sha256.Sum256([]byte(location + whole))
	a := &annotate.Article{Text: whole, Digest: annotate.DigestOf(whole), Meta: annotate.Meta{Title: "Harbour levy"}}
	for _, p := range paragraphs {
		start := 0
		if n := len(a.Blocks); n > 0 {
			start = a.Blocks[n-1].Span.End + len(annotate.Separator)
		}
		a.Blocks = append(a.Blocks, annotate.Block{Span: annotate.Span{Start: start, End: start + len(p)}})
	}
	annotate.NumberBlocks(a.Blocks)
	a.Source = annotate.Source{Kind: annotate.FromFile, Location: location, SHA256: hex.EncodeToString(sum[:])}
	return a
}

// harbour is the article of most tests.
func harbour(location string) *annotate.Article {
	return text(location, "Harbour levy passes after a night of talks",
		"The vote came after nine hours, the longest sitting since 1998.",
		"“Nobody asked the ferry crews,” said Ada Lund. It is a tax on people who cannot stay away.")
}

// save saves an article.
func (l *library) save(a *annotate.Article) storage.Record {
	l.t.Helper()
	saved, err := l.store.SaveArticles([]storage.NewArticle{{Article: a, Words: 1}}, l.now())
	must(l.t, err)
	return saved[0]
}

// article returns the record of the only article.
func (l *library) article() storage.Record {
	l.t.Helper()
	records, err := l.store.Records()
	if must(l.t, err); len(records) != 1 {
		l.t.Fatalf("%s: %d articles", l.login, len(records))
	}
	return records[0]
}

// commit commits changes to the only article.
func (l *library) commit(changes ...annotate.Change) annotate.Step {
	l.t.Helper()
	step := annotate.Step{ID: newID(), Time: l.now().UTC(), Creator: l.login, Summary: "step of " + l.login, Changes: changes}
	_, err := l.store.Commit(l.article().ID, step)
	must(l.t, err)
	return step
}

// mark annotates words.
func (l *library) mark(words string) annotate.Annotation {
	l.t.Helper()
	a, err := l.store.Article(l.article().ID)
	must(l.t, err)
	start := strings.Index(a.Text, words)
	if start < 0 {
		l.t.Fatalf("no %q in the text", words)
	}
	n := annotate.Annotation{
		ID: newID(), Article: a.ID, Tag: annotate.Claim, Creator: l.login, Created: l.now().UTC(), Modified: l.now().UTC(),
		Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: start, End: start + len(words)}),
	}
	l.commit(annotate.Create(n))
	return n
}

// edit changes an annotation.
func (l *library) edit(id string, change func(*annotate.Annotation)) {
	l.t.Helper()
	before := l.get(id)
	after := before.Clone()
	change(&after)
	after.Modified = l.now().UTC()
	l.commit(annotate.Edit(before, after))
}

// list returns the annotations of the only article, by ID.
func (l *library) list() []annotate.Annotation {
	l.t.Helper()
	list, _, err := l.store.Annotations(l.article().ID)
	must(l.t, err)
	slices.SortFunc(list, func(a, b annotate.Annotation) int { return strings.Compare(a.ID, b.ID) })
	return list
}

func (l *library) get(id string) annotate.Annotation {
	l.t.Helper()
	list := l.list()
	i := slices.IndexFunc(list, func(a annotate.Annotation) bool { return a.ID == id })
	if i < 0 {
		l.t.Fatalf("%s lacks %s", l.login, id)
	}
	return list[i]
}

// takeVersion makes another text the current one, as an update does.
func (l *library) takeVersion(to *annotate.Article) {
	l.t.Helper()
	r := l.article()
	from, err := l.store.Article(r.ID)
	must(l.t, err)
	placed, err := anchor.Reanchor(from, to, l.list(), nil, func(d string) (*annotate.Article, error) { return l.store.Version(r.ID, d) }, nil)
	must(l.t, err)
	step := annotate.Step{
		ID: newID(), Time: l.now(), Creator: l.login, Summary: "update", Changes: placed.Changes,
		Version: annotate.VersionChange{From: from.Digest, To: to.Digest},
	}
	_, err = l.store.TakeVersion(r.ID, storage.NewVersion{Article: to, Words: 1, Step: step}, l.now())
	must(l.t, err)
}

// wantSame fails unless all libraries have the same sound text and annotations.
func wantSame(t testing.TB, libraries ...*library) {
	t.Helper()
	first := libraries[0]
	want := first.list()
	for _, l := range libraries {
		got := l.list()
		if l.article().Digest != first.article().Digest {
			t.Errorf("%s and %s have different texts", l.login, first.login)
		}
		if len(got) != len(want) {
			t.Errorf("%s has %d annotations, %s has %d", l.login, len(got), first.login, len(want))
			continue
		}
		for i := range got {
			if got[i].Article = want[i].Article; !got[i].Equal(want[i]) {
				t.Errorf("%s has\n%+v\n%s has\n%+v", l.login, got[i], first.login, want[i])
			}
		}
		report, err := l.store.Check()
		if must(t, err); report.Problems != nil {
			t.Errorf("%s: %s", l.login, strings.Join(report.Problems, "\n"))
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
