package etcdlog_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/team"
	"galley/storage"

	"github.com/oklog/ulid/v2"
)

var (
	clients = flag.Int("clients", 4, "number of libraries in TestManyClients")
	steps   = flag.Int("steps", 6, "number of marks in each")
	pace    = flag.Duration("pace", 100*time.Millisecond, "time between two marks of one; 0: as fast as it can")
)

// A client is a library of which a replica runs.
type client struct {
	store   *storage.Store
	article *annotate.Article
	login   string
}

func newClient(t testing.TB, login string) *client {
	t.Helper()
	text := strings.Repeat("The vote came after nine hours. ", 40)
	sum := sha256.Sum256([]byte(login))
	a := &annotate.Article{Text: text, Digest: annotate.DigestOf(text), Meta: annotate.Meta{Title: "Levy"}}
	a.Blocks = []annotate.Block{{Span: annotate.Span{Start: 0, End: len(text)}}}
	annotate.NumberBlocks(a.Blocks)
	a.Source = annotate.Source{Kind: annotate.FromFile, Location: "/" + login, SHA256: hex.EncodeToString(sum[:])}
	c := &client{storage.New(filepath.Join(t.TempDir(), "galley.db")), a, login}
	saved, err := c.store.SaveArticles([]storage.NewArticle{{Article: a, Words: 1}}, time.Now())
	if err == nil {
		a.ID = saved[0].ID
		err = c.store.JoinDesk("desk", login, newID, time.Now())
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newID() string { return ulid.Make().String() }

// replicate keeps the library in touch with a log until ctx ends, whatever fails.
func (c *client) replicate(ctx context.Context, log team.Log) {
	r := &team.Replica{Store: c.store, Log: log, Login: c.login, NewID: newID, Now: time.Now}
	for ctx.Err() == nil {
		_ = r.Run(ctx)
	}
}

// mark annotates the n-th sentence.
func (c *client) mark(n int) (id string, err error) {
	start := n % 40 * 32
	now := time.Now().UTC()
	a := annotate.Annotation{
		ID: newID(), Article: c.article.ID, Tag: annotate.Claim, Creator: c.login, Created: now, Modified: now,
		Anchor: anchor.Describe(c.article.Text, c.article.Digest, annotate.Span{Start: start, End: start + 31}),
	}
	step := annotate.Step{ID: newID(), Time: now, Creator: c.login, Summary: "claim", Changes: []annotate.Change{annotate.Create(a)}}
	_, err = c.store.Commit(c.article.ID, step)
	return a.ID, err
}

// set returns the annotations, one a line.
func (c *client) set(t testing.TB) string {
	t.Helper()
	list, _, err := c.store.Annotations(c.article.ID)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, a := range list {
		lines = append(lines, fmt.Sprint(a.ID, a.Creator, a.Anchor.Span, a.Note, a.Fields, a.Tag))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A stopwatch measures when marks are seen.
type stopwatch struct {
	mu      sync.Mutex
	made    map[string]time.Time
	seen    []time.Duration
	missing map[*client]map[string]bool // marks of others that a client has not seen
}

// notice notes which marks a client has by now.
func (w *stopwatch) notice(c *client) {
	w.mu.Lock()
	var wanted []string
	for id := range w.missing[c] {
		wanted = append(wanted, id)
	}
	w.mu.Unlock()
	for _, id := range wanted {
		if _, err := c.store.FindAnnotation(id); err != nil {
			continue
		}
		now := time.Now()
		w.mu.Lock()
		w.seen = append(w.seen, now.Sub(w.made[id]))
		delete(w.missing[c], id)
		w.mu.Unlock()
	}
}

// make makes n marks of a client.
func (w *stopwatch) make(t *testing.T, all []*client, c *client, n int) {
	for n := range n {
		id, err := c.mark(n)
		for ; errors.Is(err, storage.ErrLocked); id, err = c.mark(n) {
		}
		if err != nil {
			t.Error(err)
			return
		}
		w.mu.Lock()
		w.made[id] = time.Now()
		for _, other := range all {
			if other != c {
				w.missing[other][id] = true
			}
		}
		w.mu.Unlock()
		time.Sleep(*pace)
	}
}

// wait waits until all have seen everything.
func (w *stopwatch) wait(t *testing.T, all []*client) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); w.left() > 0; time.Sleep(10 * time.Millisecond) {
		for _, c := range all {
			w.notice(c)
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d marks were not seen", w.left())
		}
	}
}

func (w *stopwatch) left() (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, marks := range w.missing {
		n += len(marks)
	}
	return n
}

// Many libraries mark one article: every step is on all of them, and they are equal.
// With -v it says after what time a mark is in another library.
func TestManyClients(t *testing.T) {
	d := newDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	w := &stopwatch{made: map[string]time.Time{}, missing: map[*client]map[string]bool{}}
	var all []*client
	var running sync.WaitGroup
	for i := range *clients {
		c := newClient(t, fmt.Sprint("person", i))
		w.missing[c] = map[string]bool{}
		all = append(all, c)
		running.Go(func() { c.replicate(ctx, d.As(c.login)) })
		running.Go(func() {
			for range c.store.Watch(ctx) {
				w.notice(c)
			}
		})
	}
	w.make(t, all, all[0], 1) // all are connected once they see this one
	w.wait(t, all)
	w.seen = nil
	began := time.Now()
	var making sync.WaitGroup
	for _, c := range all {
		making.Go(func() { w.make(t, all, c, *steps) })
	}
	making.Wait()
	w.wait(t, all)
	took := time.Since(began)
	cancel()
	running.Wait()
	want := all[0].set(t)
	if n := strings.Count(want, "\n") + 1; n != *clients**steps+1 {
		t.Errorf("%d marks, not %d", n, *clients**steps+1)
	}
	for _, c := range all[1:] {
		if got := c.set(t); got != want {
			t.Errorf("%s has\n%s\nnot\n%s", c.login, got, want)
		}
	}
	slices.Sort(w.seen)
	at := func(percent int) time.Duration {
		return w.seen[(len(w.seen)-1)*percent/100].Round(100 * time.Microsecond)
	}
	t.Logf("%d clients, %d steps each, in %v: seen by another after p50 %v, p95 %v, at most %v",
		*clients, *steps, took.Round(time.Millisecond), at(50), at(95), at(100))
}
