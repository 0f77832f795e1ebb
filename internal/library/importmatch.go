package library

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/fold"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// findTarget finds the article that the user says the files are about.
func (in *Import) findTarget() error {
	if in.options.Article == "" {
		return nil
	}
	m, err := in.lib.lookUpOne(in.options.Article)
	if err == nil && m.Trashed() {
		err = trashError(m.Record)
	}
	in.target = m.Record
	return err
}

// A recordIndex finds saved articles by what files say of them.
type recordIndex struct {
	digests, addresses, pages, titles map[string][]Record // pages by addressKey, titles folded
}

func newRecordIndex(records []Record) *recordIndex {
	x := &recordIndex{map[string][]Record{}, map[string][]Record{}, map[string][]Record{}, map[string][]Record{}}
	for _, r := range records {
		x.digests[r.Digest] = append(x.digests[r.Digest], r)
		title := fold.String(Title(r))
		x.titles[title] = append(x.titles[title], r)
		for _, address := range addresses(r) {
			addRecord(x.addresses, address, r)
			addRecord(x.pages, addressKey(address), r)
		}
	}
	return x
}

// addRecord adds a record to those with the same key, unless it is the last of them.
func addRecord(index map[string][]Record, key string, r Record) {
	if list := index[key]; key != "" && (len(list) == 0 || list[len(list)-1].ID != r.ID) {
		index[key] = append(list, r)
	}
}

// byRecord searches the whole library: by the text, then by any address of a page,
// then by the title.
func (f *articleFinder) byRecord(ref export.ArticleRef) (Record, error) {
	x, err := f.in.index()
	if err != nil {
		return Record{}, err
	}
	lists := [][]Record{x.digests[cmp.Or(ref.Digest, digestOf(ref.Text))]}
	for _, address := range (annotate.Source{Kind: ref.Kind, Location: ref.Location, Canonical: ref.Canonical}).Addresses() {
		lists = append(lists, x.addresses[address], x.pages[addressKey(address)])
	}
	for _, found := range append(lists, x.titles[titleOf(ref)]) {
		if len(found) > 0 {
			return only(found)
		}
	}
	return Record{}, storage.ErrNotFound
}

// bySimilarTitle finds the article whose title is that of ref apart from the name of a
// site at the end of either, and notes that this is a supposition.
func (f *articleFinder) bySimilarTitle(ref export.ArticleRef) (Record, error) {
	title := titleOf(ref)
	if title == "" || f.in.options.Strict {
		return Record{}, storage.ErrNotFound
	}
	x, err := f.in.index()
	if err != nil {
		return Record{}, err
	}
	var found []Record
	for ours, records := range x.titles {
		if addsSite(title, ours) || addsSite(ours, title) {
			found = append(found, records...)
		}
	}
	if len(found) != 1 {
		return Record{}, storage.ErrNotFound
	}
	f.suppose(ref, wording.Quote(ref.Title), found[0], "")
	return found[0], nil
}

// suppose notes that ref, which is called name, is only supposed to mean a saved article.
func (f *articleFinder) suppose(ref export.ArticleRef, name string, r Record, reason string) {
	if f.supposed[ref] {
		return
	}
	f.supposed[ref] = true
	f.in.Supposed = append(f.in.Supposed, fmt.Sprintf("%s is taken to be %s (%s)%s; if it is not, choose the article with --article",
		name, quoteTitle(r), r.ID, reason))
}

// titleOf returns the folded title of ref. A text is found by what it says.
func titleOf(ref export.ArticleRef) string {
	if ref.Text != "" {
		return ""
	}
	return fold.String(source.CleanLine(ref.Title))
}

// only returns the one record that was found. Several are an error.
func only(found []Record) (Record, error) {
	if len(found) == 1 {
		return found[0], nil
	}
	return Record{}, &export.UnknownArticleError{Reason: fmt.Sprintf(
		"the library has %d articles called %s, and the file does not say which is meant; choose one with --article",
		len(found), quoteTitle(found[0]))}
}

// addsSite reports whether full is title with the name of a site: "title | Courier".
// Both are folded.
func addsSite(full, title string) bool {
	rest, ok := strings.CutPrefix(full, title)
	separator, site, spaced := strings.Cut(strings.TrimPrefix(rest, " "), " ")
	return ok && spaced && strings.HasPrefix(rest, " ") && site != "" &&
		slices.Contains([]string{"|", "-", "·", "•", "::", "\"", "/"}, separator)
}

// isDoubtful reports whether ref may mean another article than the one that was found:
// if only its title or its words are alike, or if the user named one article for a file about
// several.
func (f *articleFinder) isDoubtful(ref export.ArticleRef) bool {
	return f.supposed[ref] || f.in.target.ID != "" && len(f.refs) > 1
}

// addresses lists every address of a page.
func addresses(r Record) []string {
	list := []string{r.Source.Location, r.Source.Canonical, r.Source.Requested}
	for _, l := range r.Locations {
		if l.Kind == annotate.FromURL {
			list = append(list, l.Address)
		}
	}
	return list
}

// addressKey returns what two addresses of one page have in common: it lacks scheme,
// www., the slash at the end, the fragment, and the secrets that exports leave out. It is "" for anything that is not an
// address of a page.
func addressKey(address string) string {
	u, err := url.Parse(annotate.WithoutSecrets(strings.TrimSpace(address)))
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https"}, strings.ToLower(u.Scheme)) {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	return host + strings.TrimRight(u.Path, "/") + "?" + u.RawQuery
}

// match finds the saved article that an imported one belongs to. It returns the
// zero Record for a new one.
func (in *Import) match(a *annotate.Article) (Record, error) {
	if in.target.ID != "" {
		return in.target, nil
	}
	if record, err := in.lib.store.Record(a.ID); err == nil && record.Digest == a.Digest {
		return record, nil
	}
	record, err := in.lib.store.ByLocation(a.Source.Kind, a.Source.Location)
	record, _, err = in.lib.finder.byContent(record, err, cmp.Or(a.Source.SHA256, a.Digest))
	return record, err
}
