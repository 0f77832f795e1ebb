package library

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// editedTable exports a library as a table, keeps some columns, and writes it as
// spreadsheets in many countries do, with the value of one column replaced.
func editedTable(t *testing.T, l *Library, columns []string, column, value string) (path string) {
	t.Helper()
	records, err := l.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	f, err := export.FormatByName("csv")
	if err != nil {
		t.Fatal(err)
	}
	x, err := l.NewExport(records, ExportOptions{Format: f})
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	if err := x.Write(&table); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.String(), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	for i, row := range rows {
		cells := make([]string, len(columns))
		for j, name := range columns {
			if k := slices.Index(rows[0], name); i == 0 {
				cells[j] = strings.ToUpper(name)
			} else if cells[j] = row[k]; name == column {
				cells[j] = value
			}
		}
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	path = filepath.Join(t.TempDir(), "marks.csv")
	rewrite(t, path, out.String())
	return path
}

func TestRowsOfATableEditWhatTheirColumnsSay(t *testing.T) {
	tests := []struct {
		name, columns, column, value string
		want                         func(*annotate.Annotation)
	}{
		{"the note alone", "id,note,modified", "note", "Ask the port.", func(n *annotate.Annotation) { n.Note = "Ask the port." }},
		{"a note that is deleted", "note,modified,id", "note", "", func(n *annotate.Annotation) { n.Note = "" }},
		{"the tag", "tag,id,modified,quote", "tag", " OPINION", func(n *annotate.Annotation) { n.Tag = annotate.Opinion }},
		{"a field", "id,modified,status,text_sha256", "status", "accurate", func(n *annotate.Annotation) { n.Fields = n.Fields.With("status", "accurate") }},
		{"a list", "id,modified,sources", "sources", "a\n\nc", func(n *annotate.Annotation) { n.Fields = n.Fields.With("sources", "a", "c") }},
		{"other fields", "id,modified,other_fields", "other_fields", `{"mood":"wry"}`, func(n *annotate.Annotation) {
			n.Fields = n.Fields.With("label", "").With("mood", "wry")
		}},
		{"what a table does not change", "id,modified,creator,start,quote", "start", "1", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := newLibrary(t)
			doc := start(t, l, write(t, "The levy adds 4.20 to every ticket."))
			step := stepOn(doc.Article, len("The levy"))
			step.Changes[0].After.Note = "Who says so?"
			step.Changes[0].After.Fields = annotate.Fields{"status": {"checking"}, "sources": {"a", "b"}, "label": {"fares"}}
			l.Save(doc.Article.ID, step)
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			path := editedTable(t, l, strings.Split(test.columns, ","), test.column, test.value)
			in, err := l.PlanImport([]string{path}, ImportOptions{Update: true})
			if err != nil {
				t.Fatal(err)
			}
			if err := in.Commit(); err != nil || in.Added != 0 || len(in.LeftOut) > 0 {
				t.Fatalf("plan %+v, error %v", in, err)
			}
			before := *step.Changes[0].After
			want := before.Clone()
			steps := 1
			if test.want != nil {
				test.want(&want)
				steps = 2
			}
			history, err := l.History(doc.Article.ID)
			if err != nil || len(history) != steps {
				t.Fatalf("%d steps, error %v", len(history), err)
			}
			if got := *history[steps-1].Changes[0].After; !got.Equal(want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			if undone := history[steps-1].Changes[0].Before; test.want != nil && !undone.Equal(before) {
				t.Errorf("undo leads to %+v", undone)
			}
		})
	}
}

func TestRowsWithoutTheTimeOfTheirAnnotationAreLeftOut(t *testing.T) {
	l := newLibrary(t)
	exported(t, l)
	for _, test := range []struct{ columns, column, value string }{{"id,note", "note", "x"}, {"id,tag,modified", "tag", "quote"}} {
		path := editedTable(t, l, strings.Split(test.columns, ","), test.column, test.value)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rewrite(t, path, strings.ReplaceAll(string(data), "2026-05-14T", "14.05.2026 "))
		if in, err := l.PlanImport([]string{path}, ImportOptions{Update: true}); err == nil || !strings.Contains(err.Error(), "without the column modified") {
			t.Errorf("%s: plan %+v, error %v", test.columns, in, err)
		}
	}
}
