package library

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate/export"
	"galley/annotate/fold"
	"galley/internal/wording"
	"galley/storage"
)

// passages are what annotations say of an article that a file does not identify: the
// distinct words that they are on, folded.
type passages struct {
	list  []string
	found []Record // articles that have nearly all of them
	some  int      // how many of them the last article in found has
}

const (
	maxPassages = 30 // that are searched for; the first ones
	minPassages = 12 // code points in all of them, for a supposition
	rarelyLost  = 10 // one in so many passages may be missing
)

// A leftEntry is an entry of the file that is left out, and why.
type leftEntry struct {
	export.Entry
	reason string
}

// leaveOut notes an entry that is left out.
func (f *articleFinder) leaveOut(e export.Entry, reason string) {
	f.left = append(f.left, leftEntry{e, reason})
}

// reportLeft reports the entries that were left out.
func (f *articleFinder) reportLeft() {
	for _, l := range f.left {
		f.in.leaveOut(wording.QuotePath(f.path), l.Entry, l.reason)
	}
}

// awaitWords makes the words of ref be collected. An address, or a path with its folder,
// identifies another article, which is not in the library.
func (f *articleFinder) awaitWords(ref export.ArticleRef) {
	if f.passages[ref] == nil && ref.Canonical == "" && !strings.ContainsAny(ref.Location, `/\`) {
		f.passages[ref] = &passages{}
	}
}

// addPassage collects the words of an annotation whose article was not found.
func (f *articleFinder) addPassage(ref export.ArticleRef, words string) {
	words = strings.TrimSpace(fold.String(words))
	if p := f.passages[ref]; p != nil && words != "" && len(p.list) < maxPassages && !slices.Contains(p.list, words) {
		p.list = append(p.list, words)
	}
}

// wait reports whether the file has to be read again when the articles that it does not
// identify have been searched for.
func (f *articleFinder) wait() bool {
	if f.searched || f.in.options.Strict || f.in.options.Update {
		return false
	}
	for _, p := range f.passages {
		if utf8.RuneCountInString(strings.Join(p.list, "")) >= minPassages {
			f.in.waiting = append(f.in.waiting, f)
			return true
		}
	}
	return false
}

// addWaiting searches the library for the articles that files do not identify, and plans
// what these files add. It reads each article once.
func (in *Import) addWaiting() error {
	if len(in.waiting) == 0 {
		return nil
	}
	records, err := in.lib.store.Records()
	if err := withoutPartial(err); err != nil { // find has reported damage
		return err
	}
	for _, r := range records {
		a, err := in.lib.store.Article(r.ID)
		switch {
		case errors.Is(err, storage.ErrDamaged), errors.Is(err, storage.ErrNotFound):
			continue // without its text it cannot be the one
		case err != nil:
			return err
		}
		text := fold.String(a.Text)
		for _, f := range in.waiting {
			for _, p := range f.passages {
				p.compare(text, r)
			}
		}
	}
	for _, f := range in.waiting {
		f.searched = true
		format, err := export.FormatByName(f.format)
		if err == nil {
			err = in.addEntries(format, f)
		}
		if err != nil {
			return importError(f.path, err)
		}
	}
	return nil
}

// compare notes an article if its folded text has nearly all passages.
func (p *passages) compare(text string, r Record) {
	missing := 0
	for _, words := range p.list {
		if !strings.Contains(text, words) {
			if missing++; missing > len(p.list)/rarelyLost {
				return
			}
		}
	}
	p.found, p.some = append(p.found, r), len(p.list)-missing
}

// byWords finds the only article that has nearly all words that the file annotates, and
// notes that this is a supposition.
func (f *articleFinder) byWords(ref export.ArticleRef) (Record, error) {
	p := f.passages[ref]
	if p == nil || len(p.found) != 1 || utf8.RuneCountInString(strings.Join(p.list, "")) < minPassages {
		return Record{}, storage.ErrNotFound
	}
	name := wording.QuotePath(f.path)
	if ref.Location+ref.Title != "" {
		name = wording.Quote(cmp.Or(ref.Location, ref.Title)) + " in " + name
	}
	has := "all the words"
	if p.some < len(p.list) {
		has = fmt.Sprintf("%d of %d passages", p.some, len(p.list))
	}
	f.suppose(ref, name, p.found[0], fmt.Sprintf(", which has %s that it annotates", has))
	return p.found[0], nil
}
