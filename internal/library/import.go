package library

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/segment"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// ImportOptions say how files are imported.
type ImportOptions struct {
	Format     string            // name of their format; "" to detect it
	DefaultTag annotate.Tag      // of annotations whose file names no tag of Galley; "" to refuse them
	Charset    string            // label of their character set; "" to find it out
	Columns    map[string]string // of tables, as export.ReadOptions has them
	Article    string            // name of the saved article that the files are about; "" if they say it
	Strict     bool              // refuse losses, uncertain spans, and entries that would be left out
	Update     bool              // rows of tables with the ids of saved annotations edit them
}

// An Import is a plan of what files add to the library. [Import.Commit] saves all
// of it or nothing.
//
// Annotations that the library already has are not changed: those with the same
// id, or without an id and with the same contents. Equal annotations of one file are
// as many annotations.
type Import struct {
	Added     int               // annotations
	Uncertain int               // those among Added whose span is uncertain
	Edited    int               // annotations that a rescue file changes or deletes
	Present   int               // annotations that the library already has
	Replied   int               // replies to annotations that the library already has
	Different int               // annotations that the library has with other contents
	Addresses []string          // from which the files say that the articles they add are
	Loss      export.LossReport // of what Galley cannot represent
	Edits     []Edit            // of saved annotations by rows of tables
	Supposed  []string          // articles that the files may mean, and guessed character sets, a sentence each
	LeftOut   []LeftOut         // entries whose articles are not found
	Empty     []string          // names of files without annotations
	Damaged   []error           // errors about damaged records, which were skipped

	lib        *Library
	options    ImportOptions
	left       map[[3]string]int            // indexes of LeftOut by file, unit and reason
	target     Record                       // of options.Article
	index      func() (*recordIndex, error) // of the library, read when first needed
	waiting    []*articleFinder             // for articles that are searched for by words
	editedIDs  map[string]bool              // of annotations that rows of tables edit, or leave as they are
	articles   []storage.NewArticle
	ids        map[string]bool                           // of articles
	planned    map[string]*annotate.Annotation           // by id, with the article that they are added to
	known      map[string]map[string]annotate.Annotation // saved annotations, by article and by id
	contents   map[[sha256.Size]byte]int                 // how many known and planned annotations there are, by digest of their contents
	byContents map[string]map[[sha256.Size]byte]string   // ids of known, by article and contents; see addReplies
	read       map[[sha256.Size]byte]int                 // the same for the annotations of the file that is being read
}

// PlanImport reads files and plans what they add. "-" is standard input. It
// changes nothing.
func (l *Library) PlanImport(paths []string, o ImportOptions) (*Import, error) {
	in := l.newImport(o)
	if err := in.findTarget(); err != nil {
		return nil, err
	}
	for _, path := range annotationFiles(paths) {
		if err := in.addFile(path); err != nil {
			return nil, importError(path, err)
		}
	}
	if err := in.addWaiting(); err != nil {
		return nil, err
	}
	if in.Articles() == 0 {
		return nil, in.emptyError()
	}
	return in, in.refuseLoss()
}

func (l *Library) newImport(o ImportOptions) *Import {
	in := &Import{
		lib: l, options: o, left: map[[3]string]int{}, editedIDs: map[string]bool{},
		ids: map[string]bool{}, planned: map[string]*annotate.Annotation{},
		known: map[string]map[string]annotate.Annotation{}, contents: map[[sha256.Size]byte]int{}, byContents: map[string]map[[sha256.Size]byte]string{},
	}
	in.index = sync.OnceValues(func() (*recordIndex, error) {
		records, err := l.store.Records()
		return newRecordIndex(records), skipDamaged(err, &in.Damaged)
	})
	return in
}

// Articles returns the number of articles in the files.
func (in *Import) Articles() int { return len(in.ids) }

// Commit saves everything that was planned, or nothing.
func (in *Import) Commit() error {
	articles := in.articles
	in.articles = nil // SaveArticles frees their memory
	return in.saveTo(in.lib.store, articles)
}

// Check returns the error that Commit would return now, and changes nothing.
func (in *Import) Check() error { return in.saveTo(in.lib.store.DryRun(), slices.Clone(in.articles)) }

func (in *Import) saveTo(store *storage.Store, articles []storage.NewArticle) error {
	in.planned, in.known, in.contents, in.read = nil, nil, nil, nil // frees their memory
	_, err := store.SaveArticles(articles, in.lib.options.Now())
	if errors.Is(err, storage.ErrConflict) {
		return fmt.Errorf("the library has an annotation with the same id that belongs to another article or has changed; nothing was imported: %w", err)
	}
	return err
}

// addFile plans what one file adds.
func (in *Import) addFile(path string) error {
	file, err := in.lib.importFile(path)
	if err != nil {
		return err
	}
	if isRescue(file.head) && path != "-" {
		return in.addRescue(path)
	}
	f, err := in.decode(file)
	if err != nil {
		return err
	}
	return in.addEntries(f, newArticleFinder(in, file, f.Name))
}

// addEntries plans what the annotations in a file add, unless it has to wait for articles
// that are searched for by their words.
func (in *Import) addEntries(f export.Format, finder *articleFinder) error {
	finder.left = nil
	options := export.ReadOptions{
		Clean: source.Clean, FindArticle: finder.find, IsDoubtful: finder.isDoubtful, LeaveOut: finder.leaveOut, Unfound: finder.addPassage,
		ReadCompanion: finder.companion, DefaultTag: in.options.DefaultTag, Columns: in.options.Columns,
	}
	if in.options.Strict {
		options.LeaveOut = nil
	}
	planned := len(in.Edits)
	if in.options.Update {
		if f.Name != "csv" {
			return fmt.Errorf("--update reads tables, and this is %s", f.Name)
		}
		options.Edit = func(e export.RowEdit) error { return in.edit(wording.QuotePath(finder.path), e) }
	}
	r, err := finder.file.open()
	if err != nil {
		return err
	}
	defer r.Close()
	bundles, loss, err := f.Read(r, options)
	if err != nil || finder.wait() {
		return err
	}
	finder.reportLeft()
	in.Loss.Add(loss)
	if err := in.addEdits(in.Edits[planned:]); err != nil {
		return err
	}
	if len(bundles) == 0 && len(in.editedIDs) == 0 {
		in.Empty = append(in.Empty, wording.QuotePath(finder.path))
	}
	in.read = map[[sha256.Size]byte]int{}
	for _, b := range bundles {
		if err := in.addBundle(b); err != nil {
			return fmt.Errorf("%s: %w", wording.Quote(b.Article.Name()), err)
		}
	}
	for contents, n := range in.read {
		in.contents[contents] = max(in.contents[contents], n)
	}
	return nil
}

// addBundle plans the annotations of one article as one step.
func (in *Import) addBundle(b export.Bundle) error {
	record, err := in.match(b.Article)
	if err != nil {
		return err
	}
	if record.ID != "" && record.Digest != b.Article.Digest {
		if b, err = in.placeOnSaved(b, record.ID); err != nil {
			return err
		}
	}
	known, err := in.savedAnnotations(record.ID)
	if err != nil {
		return err
	}
	id, step := cmp.Or(record.ID, b.Article.ID), in.lib.step("import")
	for i := range b.Annotations {
		n := b.Annotations[i] // each by itself, so that its memory is free when it is saved
		b.Annotations[i] = annotate.Annotation{}
		n.Article = id
		if in.add(&n, known) {
			step.Changes = append(step.Changes, annotate.Change{After: &n})
		} else if answered := in.addReplies(n, known); answered != nil {
			step.Changes = append(step.Changes, *answered)
		}
	}
	if b.Words == 0 {
		b.Words = segment.CountArticleWords(b.Article)
	}
	added := storage.NewArticle{Article: b.Article, Known: record.ID, Words: b.Words, Step: step, Done: b.Done}
	if record.Collection == "" {
		added.Collection = b.Collection
	}
	if record.ID == "" {
		added.Also, err = in.checkLocations(b)
	}
	in.articles = append(in.articles, added)
	in.ids[id] = true
	return err
}

// savedAnnotations returns the annotations of a saved article, by id. There are none
// for the id "".
func (in *Import) savedAnnotations(id string) (map[string]annotate.Annotation, error) {
	if known, ok := in.known[id]; ok || id == "" {
		return known, nil
	}
	annotations, _, err := in.lib.store.Annotations(id)
	if err := skipDamaged(err, &in.Damaged); err != nil {
		return nil, err
	}
	known := map[string]annotate.Annotation{}
	for _, n := range annotations {
		known[n.ID] = n
		in.contents[contentsOf(n)]++
	}
	in.known[id] = known
	return known, nil
}

// add counts an annotation, and gives it the id and times that its file lacks. It returns
// false if the library already has it.
func (in *Import) add(n *annotate.Annotation, known map[string]annotate.Annotation) bool {
	contents := contentsOf(*n)
	in.read[contents]++
	if n.ID == "" {
		if in.read[contents] <= in.contents[contents] {
			in.Present++
			return false
		}
		n.ID = in.lib.options.NewID()
	}
	if n.Created.IsZero() {
		n.Created = in.lib.options.Now().UTC()
	}
	if n.Modified.IsZero() {
		n.Modified = n.Created
	}
	old, ok := known[n.ID]
	if planned := in.planned[n.ID]; !ok && planned != nil {
		old, ok = *planned, true
	}
	switch {
	case ok && equalButReplies(old, *n):
		in.Present++
		return false
	case ok:
		in.Different++
		return false
	}
	in.planned[n.ID] = n
	in.Added++
	if !n.Anchor.State.Certain() {
		in.Uncertain++
	}
	return true
}

// contentsOf returns a digest of everything in an annotation except its id, times and
// replies.
func contentsOf(n annotate.Annotation) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%q %q %v %q %q %q %q %q %v", n.Article, n.Tag, n.Span(), n.Anchor.Exact, n.Note, n.Fields, n.Labels, n.Links, n.Creator))
}
