package cli

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/storage"
	"galley/storage/origin"

	"github.com/spf13/cobra"
)

func (p *program) addCommand() *cobra.Command {
	var how reading
	c := &cobra.Command{
		Use:     "add FILE…",
		Short:   "Save articles into the library without opening them",
		Long:    "Save articles into the library without opening them, and print their ids. An article in the trash comes back.",
		GroupID: groupLibrary,
		Args:    takes(1, many, "FILE"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.add(args, how) },
	}
	how.flags(c)
	return c
}

// add saves articles one by one. Those before one that fails stay saved.
func (p *program) add(names []string, how reading) error {
	for i, name := range names {
		if err := p.addOne(name, how); err != nil {
			if i > 0 {
				return fmt.Errorf("%w; the %s before it %s saved", err, count(i, "article"), wasOrWere(i))
			}
			return err
		}
	}
	return nil
}

func wasOrWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func (p *program) addOne(name string, how reading) error {
	f, err := p.find(name, &how)
	if err != nil {
		return err
	}
	if isBook, err := p.addBook(&f, name, how); isBook || err != nil {
		return err
	}
	return p.addFound(f, name, how)
}

// addFound saves one article and prints its id.
func (p *program) addFound(f found, name string, how reading) error {
	old := f
	a, err := p.article(&f, how)
	if err != nil {
		return err
	}
	if a, err = p.keep(&f, a); err != nil {
		return err
	}
	if !old.saved() && f.source.Kind == annotate.FromSample {
		if err := p.markSample(a); err != nil {
			return err
		}
	}
	switch {
	case old.trashed():
		p.say("%s is back from the trash", titled(f.record))
	case old.changed:
		p.say("%s has changed since it was saved; the library keeps the saved text", quoted(old.name))
	case old.saved():
		p.say("%s is in the library already", titled(f.record))
	case a.Removed.String() != "":
		p.say("%s: %s", quoted(name), a.Removed)
	}
	return p.print("%s", a.ID)
}

func (p *program) forgetCommand() *cobra.Command {
	var purge bool
	c := &cobra.Command{
		Use:   "forget ARTICLE",
		Short: "Move an article and its annotations to the trash",
		Long: "Move an article and its annotations to the trash, from which galley restore brings them back.\n\n" +
			"--purge removes them for good and clears their bytes from the library's file.",
		GroupID: groupLibrary,
		Args:    takes(1, 1, "ARTICLE"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.forget(args[0], purge) },
	}
	c.Flags().BoolVar(&purge, "purge", false, "remove it for good, also from the trash")
	return c
}

func (p *program) forget(name string, purge bool) error {
	f, err := p.find(name, nil)
	switch {
	case err != nil:
		return err
	case !f.saved():
		return failure("%s is not in the library; there is nothing to forget", quoted(name))
	case purge:
		if err := p.store().Purge(f.record.ID); err != nil {
			return err
		}
		p.say("%s and %s were removed for good", titled(f.record), count(annotationCount(f.record), "annotation"))
		return nil
	case f.trashed():
		p.say("%s is in the trash already", titled(f.record))
		return nil
	}
	if err := p.store().Forget(f.record.ID, p.now()); err != nil {
		return err
	}
	p.say("%s is in the trash; galley restore %s brings it back", titled(f.record), f.record.ID)
	return nil
}

func annotationCount(r storage.Record) int {
	n := 0
	for _, c := range r.Counts {
		n += c
	}
	return n
}

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "restore ARTICLE",
		Short:   "Bring an article back from the trash",
		Long:    "Bring an article back from the trash. galley articles --trash lists what is there.",
		GroupID: groupLibrary,
		Args:    takes(1, 1, "ARTICLE"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.restore(args[0]) },
	}
}

func (p *program) restore(name string) error {
	record, err := p.store().ResolveTrashed(name)
	if errors.Is(err, storage.ErrNotFound) {
		record, err = p.findTrashed(name)
	}
	if err != nil {
		return err
	}
	if record.Trashed.IsZero() {
		p.say("%s is not in the trash", titled(record))
		return nil
	}
	if err := p.store().Restore(record.ID); err != nil {
		return err
	}
	p.say("%s is back, with %s", titled(record), count(annotationCount(record), "annotation"))
	return nil
}

// findTrashed finds an article by its place or otherwise.
func (p *program) findTrashed(name string) (storage.Record, error) {
	kind, location := annotate.FromFile, placeOf(name)
	if origin.IsURL(name) {
		kind, location = annotate.FromURL, name
	}
	record, err := p.store().ByPlace(kind, location)
	if !errors.Is(err, storage.ErrNotFound) {
		return record, err
	}
	f, err := p.find(name, nil)
	if err == nil && !f.saved() {
		err = failure("%s is not in the library; galley articles --trash lists what can be restored", quoted(name))
	}
	return f.record, err
}

func (p *program) deleteCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "delete ID…",
		Short: "Delete annotations",
		Long: "Delete annotations by their ids, or by starts or ends that no other id has, such as galley annotations shows. " +
			"The reader's undo brings them back.",
		GroupID: groupMark,
		Args:    takes(1, many, "ID"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.delete(args) },
	}
}

// delete finds every annotation before it deletes the first, and deletes those
// of one article as one step.
func (p *program) delete(ids []string) error {
	var order []string
	changes := map[string][]annotate.Change{}
	seen := map[string]bool{}
	for _, id := range ids {
		n, err := p.findAnnotation(id)
		if err != nil {
			return err
		}
		if seen[n.ID] {
			continue
		}
		seen[n.ID] = true
		if changes[n.Article] == nil {
			order = append(order, n.Article)
		}
		changes[n.Article] = append(changes[n.Article], annotate.Delete(n))
	}
	for i, article := range order {
		what := "deleted " + count(len(changes[article]), "annotation")
		if err := p.commit(article, what, changes[article]...); err != nil {
			if i > 0 {
				return fmt.Errorf("%w; those of %s were deleted", err, strings.Join(order[:i], ", "))
			}
			return err
		}
	}
	p.say("deleted %s", count(len(seen), "annotation"))
	return nil
}
