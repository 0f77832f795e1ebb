package cli

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/internal/origin"
	"galley/storage"

	"github.com/spf13/cobra"
)

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
	if err == nil {
		err = p.refuseBook(&f, name)
	}
	switch {
	case err != nil:
		return err
	case !f.saved():
		return failure("%s is not in the library; there is nothing to forget", quoted(name))
	case purge:
		if err := p.store().Purge(f.record.ID); err != nil {
			return err
		}
		p.say("%s and %s were removed for good", titled(f.record), annotate.Plural(annotationCount(f.record), "annotation"))
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
	p.say("%s is back, with %s", titled(record), annotate.Plural(annotationCount(record), "annotation"))
	return nil
}

// findTrashed finds an article by its place or otherwise.
func (p *program) findTrashed(name string) (storage.Record, error) {
	if !origin.IsURL(name) {
		record, err := p.store().ByLocation(annotate.FromFile, placeOf(name))
		if !errors.Is(err, storage.ErrNotFound) {
			return record, err
		}
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
		what := "deleted " + annotate.Plural(len(changes[article]), "annotation")
		if err := p.commit(article, what, changes[article]...); err != nil {
			if i > 0 {
				return fmt.Errorf("%w; those of %s were deleted", err, strings.Join(order[:i], ", "))
			}
			return err
		}
	}
	p.say("deleted %s", annotate.Plural(len(seen), "annotation"))
	return nil
}
