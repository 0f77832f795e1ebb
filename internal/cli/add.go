package cli

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

func (p *program) addCommand() *cobra.Command {
	a := &adder{program: p}
	c := &cobra.Command{
		Use:   "add PATH|URL…",
		Short: "Save articles to the library without opening them",
		Long: "Save articles to the library without opening them, and print their ids. An article in the trash is restored. " +
			"Files that cannot be read are reported and skipped.\n\nFor a folder, every file below it with a text extension is saved, " +
			"except hidden files and links. Identical files are saved once.",
		Example: `galley add levy.txt https://example.org/levy
galley add clippings/ --collection "Harbour levy"`,
		Args: takes(1, many, "PATH or URL"),
		RunE: func(_ *cobra.Command, args []string) error { return a.run(args) },
	}
	c.Flags().BoolVar(&a.asJSON, "json", false, "print a JSON array with the outcome for each article")
	c.Flags().StringVar(&a.collection, "collection", "", "put the articles into the collection NAME, also those that are saved already")
	readFlags(c, &a.opts)
	return c
}

// An adder is a run of galley add.
type adder struct {
	*program
	opts       library.ReadOptions
	collection string
	asJSON     bool
	meter      *meter
}

// verboseAdditions is the maximum number of additions that are reported one by
// one.
const verboseAdditions = 10

func (a *adder) run(names []string) error {
	ctx, release := withStopSignals(a.ctx)
	defer release()
	request := library.AddRequest{Names: names, Read: a.opts, Collection: a.collection, Progress: a.progress, Report: a.report}
	additions, total, err := request.Run(ctx, a.library())
	a.meter.clear()
	if a.asJSON && additions != nil {
		if err := a.writeJSON(additions); err != nil {
			return err
		}
	}
	if total <= 1 {
		if err == nil && total == 1 {
			err = additions[0].Err
		}
		return err
	}
	summary, missed := summarize(additions), total-len(additions)
	switch {
	case err != nil:
		return fmt.Errorf("%w; before that: %s", err, summary)
	case missed > 0:
		return fmt.Errorf("stopped with %s to go; saved articles are kept: %s", annotate.Plural(missed, "article"), summary)
	case count(additions, library.Failed) > 0:
		return fmt.Errorf("%s", summary)
	}
	a.say("%s", summary)
	return nil
}

func (a *adder) progress(done, total int, name string) {
	if total > 1 && a.meter == nil {
		a.meter = newMeter(newLine(a.errs), total)
	}
	a.meter.show(done, name)
}

// report prints the id of an added article and its notices, or why adding failed.
func (a *adder) report(n *library.Addition, total int) {
	if n.Err != nil {
		if total > 1 {
			a.meter.clear()
			a.say("galley: %s%v", prefix(n), n.Err)
		}
		return
	}
	few := total <= verboseAdditions
	if a.asJSON {
		return
	}
	if few || !a.page.terminal {
		a.meter.clear()
		a.print("%s", n.ID)
	}
	if few {
		a.sayAll(n.Notices)
	}
}

// prefix returns the article's name and a colon, or "" if its error contains the
// name.
func prefix(n *library.Addition) string {
	if strings.Contains(n.Error, n.Name) {
		return ""
	}
	return wording.QuotePath(n.Name) + ": "
}

func count(additions []*library.Addition, outcome string) int {
	n := 0
	for _, a := range additions {
		if a.Outcome == outcome {
			n++
		}
	}
	return n
}

// summarize counts outcomes: "412 added, 3 already saved, 2 failed".
func summarize(additions []*library.Addition) string {
	parts := []string{fmt.Sprintf("%d added", count(additions, library.Added))}
	for _, f := range []struct{ outcome, words string }{
		{library.Known, "already saved"}, {library.Changed, "changed since saved (not updated)"},
		{library.Restored, "restored from the trash"}, {library.Skipped, "skipped"}, {library.Failed, "failed"},
	} {
		if n := count(additions, f.outcome); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, f.words))
		}
	}
	return strings.Join(parts, ", ")
}
