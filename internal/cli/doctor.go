package cli

import (
	"os"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/library"

	"github.com/spf13/cobra"
)

func (p *program) doctorCommand() *cobra.Command {
	var repair string
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Examine the library, or save what can be saved of it",
		Long: "Examine the library: the file, every record, and that annotations are on the words they were made on. " +
			"Nothing is changed.\n\n--repair saves everything that can be read into a new file.",
		GroupID: groupCare,
		Args:    takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			switch {
			case repair != "":
				return p.repair(repair)
			case p.library().Exists():
				return p.doctor(asJSON)
			case p.db != "" || os.Getenv("GALLEY_DB") != "":
				return failure("there is no library at %s; check the name and the folder", quotedPath(p.dbPath()))
			}
			p.say("there is no library yet, so there is nothing to examine; opening an article creates it at %s", quotedPath(p.dbPath()))
			if asJSON {
				return p.doctor(asJSON)
			}
			return nil
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
	report, err := p.library().Check()
	if err != nil {
		return err
	}
	if asJSON {
		err = p.writeJSON(diagnosis{p.dbPath(), report.Articles, report.Annotations, report.Steps, append([]string{}, report.Problems...)})
	} else {
		err = p.printReport(report)
	}
	if err == nil && len(report.Problems) > 0 {
		err = failure("%s in %s; galley doctor --repair NEWFILE saves what can be read",
			annotate.Plural(len(report.Problems), "problem"), quoted(p.dbPath()))
	}
	return err
}

func (p *program) printReport(r library.Report) error {
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

// repair saves what can be read of a damaged library.
func (p *program) repair(path string) error {
	report, err := p.library().Repair(path)
	if err != nil {
		return err
	}
	for _, problem := range report.Problems {
		if err := p.print("%s", problem); err != nil {
			return err
		}
	}
	p.say("%s, %s and %s were saved into %s; the old file was not changed; put the new one in its place or open it with --db",
		annotate.Plural(report.Articles, "article"), annotate.Plural(report.Annotations, "annotation"), annotate.Plural(report.Steps, "step"), quoted(path))
	return nil
}
