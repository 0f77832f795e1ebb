package cli

import (
	"errors"
	"io/fs"
	"os"

	"galley/annotate"
	"galley/annotate/source"
	"galley/storage"

	"github.com/spf13/cobra"
)

func (p *program) doctorCommand() *cobra.Command {
	var repair string
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Examine the library, or save what can be saved of it",
		Long: "Examine the library: the file, every record, and that annotations stand on the words they were made on. " +
			"It changes nothing.\n\n--repair saves everything that can be read into a new file.",
		GroupID: groupCare,
		Args:    takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if repair != "" {
				return p.repair(repair)
			}
			return p.doctor(asJSON)
		},
	}
	c.Flags().StringVar(&repair, "repair", "", "save what can be read into NEWFILE")
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON object")
	return c
}

// A diagnosis is what galley doctor --json prints.
type diagnosis struct {
	Library     string   `json:"library"`
	Articles    int      `json:"articles"`
	Annotations int      `json:"annotations"`
	Steps       int      `json:"steps"`
	Problems    []string `json:"problems"`
}

func (p *program) doctor(asJSON bool) error {
	if missing, err := p.nothingThere(); err != nil || missing && !asJSON {
		return err
	}
	report, err := p.store().Check()
	if err != nil {
		return err
	}
	for i, problem := range report.Problems {
		report.Problems[i] = source.CleanLine(problem)
	}
	if asJSON {
		err = p.writeJSON(diagnosis{
			p.dbPath(), report.Articles, report.Annotations, report.Steps, append([]string{}, report.Problems...),
		})
	} else {
		err = p.printReport(report)
	}
	if err == nil && len(report.Problems) > 0 {
		err = failure("%s in %s; it was left untouched; galley doctor --repair NEWFILE saves what can be read",
			annotate.Plural(len(report.Problems), "problem"), quoted(p.dbPath()))
	}
	return err
}

// nothingThere reports whether there is no library to examine. That is an error
// unless it is only that nobody has saved anything yet.
func (p *program) nothingThere() (bool, error) {
	_, err := os.Stat(p.dbPath())
	switch {
	case !errors.Is(err, fs.ErrNotExist):
		return false, nil
	case p.db != "" || os.Getenv("GALLEY_DB") != "":
		return true, failure("there is no library at %s; nothing was examined; check the name and the folder", quotedPath(p.dbPath()))
	}
	p.say("there is no library yet, so there is nothing to examine; the first article that you open makes one at %s",
		quotedPath(p.dbPath()))
	return true, nil
}

func (p *program) printReport(r storage.Report) error {
	for _, problem := range r.Problems {
		if err := p.print("%s", problem); err != nil {
			return err
		}
	}
	if r.Problems != nil {
		return nil
	}
	return p.print("%s is sound: %s, %s, %s", source.CleanLine(p.dbPath()),
		annotate.Plural(r.Articles, "article"), annotate.Plural(r.Annotations, "annotation"), annotate.Plural(r.Steps, "step"))
}

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "backup FILE",
		Short:   "Copy the library into a new file",
		Long:    "Copy the library as it stands into a new file, also while a reader is open. A file that exists is never overwritten.",
		GroupID: groupCare,
		Args:    takes(1, 1, "FILE"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.backup(args[0]) },
	}
}

func (p *program) backup(path string) error {
	err := p.store().Backup(path)
	if errors.Is(err, storage.ErrNotFound) {
		return failure("there is no library at %s yet, so there is nothing to back up", quotedPath(p.dbPath()))
	}
	if err != nil {
		return p.notMade(path, err)
	}
	p.say("the library was copied to %s", quoted(path))
	return nil
}

// repair saves what can be read of a damaged library.
func (p *program) repair(path string) error {
	report, err := p.store().Repair(path, p.now())
	if errors.Is(err, storage.ErrNotFound) {
		return failure("there is no library at %s, so there is nothing to repair", quotedPath(p.dbPath()))
	}
	if err != nil {
		return p.notMade(path, err)
	}
	for _, problem := range report.Problems {
		if err := p.print("%s", source.CleanLine(problem)); err != nil {
			return err
		}
	}
	p.say("%s, %s and %s were saved into %s; the old file is untouched; put the new one in its place or open it with --db",
		annotate.Plural(report.Articles, "article"), annotate.Plural(report.Annotations, "annotation"), annotate.Plural(report.Steps, "step"), quoted(path))
	return nil
}

// notMade says why a new file could not be written from the library.
func (p *program) notMade(path string, err error) error {
	var file *fs.PathError
	switch {
	case errors.Is(err, fs.ErrExist):
		return failure("there is a file %s already; it was left untouched; choose another name", quotedPath(path))
	case !errors.As(err, &file) || file.Path == p.dbPath():
		return err
	}
	return failure("%s could not be written: %s; the library is untouched; choose another place", quotedPath(path), cause(err))
}
