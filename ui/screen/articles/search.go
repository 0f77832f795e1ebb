package articles

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"galley/annotate/search"
	"galley/internal/library"

	tea "charm.land/bubbletea/v2"
)

// A row is a listed article.
type row struct {
	index   int    // in the items
	passage string // the words around the hit, "" if title, site or location have the words
	off     int    // byte offset of the hit in the text of the article, or -1
}

// A pass looks for the articles that have the words of the filter, step by step, and
// not on the goroutine of the interface. Its steps run one after another.
type pass struct {
	ctx     context.Context // canceled when the words change
	seq     int             // passes with another number are outdated
	library *library.Library
	known   *knownTexts
	items   []library.Item
	words   []search.Query
	isFull  bool   // they are searched for in the texts of the articles
	matched []bool // by index of the item; nil if isFull
	next    int    // index of the first item that was not searched
}

// A foundMsg carries what a step of a pass found.
type foundMsg struct {
	*pass
	isFirst bool
	rows    []row // in the order of the items
}

// begin sorts the items, and finds the words in titles, sites and locations, which is
// quick. Of a search in full texts it is the first step.
func (p *pass) begin(sorted order) foundMsg {
	p.items = sorted.sort(p.items)
	if p.isFull {
		found := p.step()
		found.isFirst = true
		return found
	}
	var rows []row
	p.matched = make([]bool, len(p.items))
	for i, item := range p.items {
		if p.ctx.Err() != nil {
			break
		}
		if p.matched[i] = matches(p.words, item.Title, item.Site, item.Location, item.Collection); p.matched[i] {
			rows = append(rows, row{index: i, off: -1})
		}
	}
	return foundMsg{p, true, rows}
}

// stepTime limits a step, and the batches the articles that are read in one transaction:
// others save in between, and what is found is shown.
const (
	stepTime  = 40 * time.Millisecond
	batch     = 32
	fullBatch = 512
)

// step searches the next articles.
func (p *pass) step() foundMsg {
	var rows []row
	end := time.Now().Add(stepTime)
	isInTime := func() bool { return time.Now().Before(end) && p.ctx.Err() == nil }
	if p.isFull {
		return foundMsg{p, false, p.searchTexts(isInTime)}
	}
	for !p.isDone() && isInTime() {
		rows = append(rows, p.searchBatch()...)
	}
	return foundMsg{p, false, rows}
}

// isDone reports whether all articles were searched.
func (p *pass) isDone() bool { return p.next >= len(p.items) }

// searchTexts searches the texts of the next articles as long as there is time.
func (p *pass) searchTexts(isInTime func() bool) (rows []row) {
	from := p.next
	var ids []string
	for _, i := range p.items[from:min(from+fullBatch, len(p.items))] {
		ids = append(ids, i.ID)
	}
	p.next = from + len(ids)
	p.library.FullTexts(ids, func(n int, text string) bool {
		if hit, ok := p.words[0].Next(text, 0); ok {
			rows = append(rows, row{from + n, around(text, hit), hit.Start})
		}
		if isInTime() {
			return true
		}
		p.next = from + n + 1
		return false
	})
	return rows
}

// searchBatch searches the annotations of the next articles that need it.
func (p *pass) searchBatch() (rows []row) {
	indices := map[string]int{}
	var ids []string
	for ; !p.isDone() && len(ids) < batch; p.next++ {
		if !p.matched[p.next] && len(p.items[p.next].Counts) > 0 && len(p.words) > 0 {
			ids = append(ids, p.items[p.next].ID)
			indices[p.items[p.next].ID] = p.next
		}
	}
	for id, text := range p.known.read(p.library, ids) {
		if i := p.items[indices[id]]; matches(p.words, i.Title, i.Site, i.Location, i.Collection, text) {
			rows = append(rows, row{indices[id], p.passage(i, text), -1})
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.index, b.index) })
	return rows
}

// merge returns both lists in the order of the items.
func merge(a, b []row) []row {
	if len(b) == 0 {
		return a
	}
	merged := make([]row, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].index < b[0].index {
			merged, a = append(merged, a[0]), a[1:]
		} else {
			merged, b = append(merged, b[0]), b[1:]
		}
	}
	return append(append(merged, a...), b...)
}

// maxKnown limits the texts that are kept, in bytes. Others are read again.
const maxKnown = 64 << 20

// knownTexts keeps the words and notes of annotations by ID of the article. Steps of an
// outdated pass may still use it.
type knownTexts struct {
	mu    sync.Mutex
	texts map[string]string
	bytes int
}

// read returns the texts of articles.
func (k *knownTexts) read(l *library.Library, ids []string) map[string]string {
	texts := map[string]string{}
	k.mu.Lock()
	unknown := slices.DeleteFunc(ids, func(id string) bool {
		text, ok := k.texts[id]
		if ok {
			texts[id] = text
		}
		return ok
	})
	k.mu.Unlock()
	read := map[string]string{}
	for _, id := range unknown {
		read[id] = "" // articles without an answer count as read
	}
	for _, t := range l.Texts(unknown) {
		read[t.ID] = t.Text
	}
	maps.Copy(texts, read)
	k.mu.Lock()
	defer k.mu.Unlock()
	for id, text := range read {
		if k.bytes+len(text) <= maxKnown {
			k.texts[id] = text
			k.bytes += len(text)
		}
	}
	return texts
}

// search lists the articles again: at once if all are listed in the order they have, else
// by a pass. keep is the ID of the article that stays selected, "" for the first.
func (m *Model) search(keep string) tea.Cmd {
	if m.cancel != nil {
		m.cancel()
	}
	m.seq++
	m.keep, m.isSearching = keep, false
	if !m.isListed {
		return nil
	}
	words := m.filter.Queries()
	if m.isFull {
		words = nil
		if q := search.Parse(strings.TrimSpace(m.filter.Value())); !q.Empty() {
			words = []search.Query{q}
		}
	}
	if words == nil && m.order == m.sorted {
		m.showAll()
		return nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	p := &pass{ctx: ctx, seq: m.seq, library: m.spec.Library, known: m.known, items: m.all, words: words, isFull: m.isFull && words != nil}
	m.cancel, m.isSearching = cancel, true
	to := unsorted
	if m.order != m.sorted {
		p.items, to = m.listed, m.order
	}
	return m.Out.Do(func() tea.Msg { return p.begin(to) })
}

// showAll lists all articles.
func (m *Model) showAll() {
	rows := make([]row, len(m.all))
	for i := range rows {
		rows[i] = row{index: i, off: -1}
	}
	m.isFresh = false
	m.show(rows, m.keep)
}

// addFound lists what a step of the current pass found, and takes the next one. The
// selection stays on its article.
func (m *Model) addFound(msg foundMsg) tea.Cmd {
	if msg.seq != m.seq {
		return nil
	}
	selected, _ := m.selected()
	keep := selected.ID
	if msg.isFirst {
		keep = m.keep
		m.all, m.sorted, m.rows = msg.items, m.order, nil
	}
	m.isSearching = !msg.isDone() && len(msg.words) > 0
	m.show(merge(m.rows, msg.rows), keep)
	if m.isFresh = m.isFresh && m.isSearching && len(m.rows) == 0; !m.isFresh {
		if waiting := m.waiting; waiting != "" {
			m.waiting = ""
			return tea.Batch(m.do(waiting), m.nextStep(msg.pass))
		}
	}
	return m.nextStep(msg.pass)
}

// nextStep returns the command that continues a pass, if there is more to search.
func (m *Model) nextStep(p *pass) tea.Cmd {
	if !m.isSearching {
		return nil
	}
	return m.Out.Do(func() tea.Msg { return p.step() })
}
