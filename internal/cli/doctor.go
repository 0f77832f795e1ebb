package cli

import (
	"fmt"
	"os"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

func (p *program) doctorCommand() *cobra.Command {
	d := doctor{program: p}
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Check the library, or recover a damaged one",
		Long: "Check the library: the file, every record, and whether annotations are on the words they were made on. " +
			"Nothing is changed, with one exception: if one of the two headers of the file is damaged and no newer state can be recovered through it, " +
			"the file is copied and the header is repaired." +
			"\n\n--repair saves everything that can still be read to a new file.",
		Args: takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error { return d.run() },
	}
	c.Flags().StringVar(&d.newFile, "repair", "", "save everything that can still be read to NEWFILE")
	c.Flags().BoolVar(&d.asJSON, "json", false, "print a JSON object")
	return c
}

// A doctor is a run of galley doctor.
type doctor struct {
	*program
	newFile string // where repair saves the library; "" to examine it
	asJSON  bool
}

func (d doctor) run() error {
	switch {
	case d.newFile != "":
		return d.repair()
	case d.library().Exists():
		return d.examine()
	case d.db != "" || os.Getenv("GALLEY_DB") != "":
		return fmt.Errorf("there is no library at %s; check the path", wording.QuotePath(d.dbPath()))
	}
	d.say("there is no library yet; opening an article creates one at %s", wording.QuotePath(d.dbPath()))
	if d.asJSON {
		return d.examine()
	}
	return nil
}

// A reportJSON is the output of galley doctor --json.
type reportJSON struct {
	Library     string       `json:"library"`
	Articles    int          `json:"articles"`
	Annotations int          `json:"annotations"`
	Steps       int          `json:"steps"`
	Problems    []string     `json:"problems"`
	Backups     []backupJSON `json:"backups"`
}

type backupJSON struct {
	Path  string `json:"path"`
	Day   string `json:"day"`
	Bytes int64  `json:"bytes"`
}

func (d doctor) examine() error {
	line, newer, headerErr := d.library().CheckHeader()
	report, err := d.library().Check()
	d.examined = true
	switch {
	case err != nil:
		return err
	case headerErr != nil && d.library().HeaderDamaged():
		report.Problems = append(report.Problems, source.CleanLine(headerErr.Error()))
	case line != "" && !newer:
		d.say("%s", line)
	}
	if d.asJSON {
		err = d.writeJSON(reportJSON{
			d.dbPath(), report.Articles, report.Annotations, report.Steps, append([]string{}, report.Problems...), d.backupsJSON(),
		})
	} else {
		d.printReport(report)
		d.printBackups()
	}
	for _, line := range d.library().DraftLines() {
		d.say("%s", line)
	}
	if err != nil || len(report.Problems) == 0 {
		return err
	}
	var advice []string
	if report.Exposed {
		advice = append(advice, "chmod 600 "+wording.QuotePath(d.dbPath())+" keeps other users out")
	}
	if !report.Exposed || len(report.Problems) > 1 {
		advice = append(advice, "galley doctor --repair NEWFILE recovers everything that can still be read")
	}
	return fmt.Errorf("%s in %s; %s",
		annotate.Plural(len(report.Problems), "problem"), wording.Quote(d.dbPath()), strings.Join(advice, "; "))
}

func (d doctor) printReport(r library.Report) {
	if r.Problems != nil {
		d.print("%s", strings.Join(r.Problems, "\n"))
		return
	}
	d.print("%s is sound: %s, %s, %s", source.CleanLine(d.dbPath()),
		annotate.Plural(r.Articles, "article"), annotate.Plural(r.Annotations, "annotation"), annotate.Plural(r.Steps, "step"))
}

func (d doctor) backupsJSON() []backupJSON {
	list, _ := d.library().DailyBackups()
	out := make([]backupJSON, len(list))
	for i, b := range list {
		out[i] = backupJSON{b.Path, b.Day.Format(time.DateOnly), b.Bytes}
	}
	return out
}

// printBackups lists the daily backups.
func (d doctor) printBackups() {
	list, off := d.library().DailyBackups()
	for _, b := range list {
		d.print("backup of %s: %s, %.1f MB", b.Day.Format("2 January 2006"), wording.QuotePath(b.Path), float64(b.Bytes)/1e6)
	}
	if len(list) > 0 {
		d.print("to use a backup, copy it: galley --db BACKUP backup NEWFILE; then open the copy with --db NEWFILE, or put it in the place of the library")
	}
	if off != "" {
		d.print("no daily backups are made, because %s; galley backup FILE makes one", off)
	}
}

// repair saves everything readable in a damaged library to a new file.
func (d doctor) repair() error {
	report, err := d.library().Repair(d.newFile)
	if err != nil {
		return err
	}
	if report.Problems != nil {
		d.print("%s", strings.Join(report.Problems, "\n"))
	}
	d.say("%s, %s and %s were saved to %s; the old file was not changed; replace it with the new one, or open the new one with --db",
		annotate.Plural(report.Articles, "article"), annotate.Plural(report.Annotations, "annotation"), annotate.Plural(report.Steps, "step"),
		wording.Quote(d.newFile))
	return nil
}
