package export_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

func TestTablesAsPeopleMakeThem(t *testing.T) {
	tests := []struct {
		name, document string
		columns        map[string]string
		want           string
	}{
		{"columns in any case and order", "Title,NOTE,Quote, Tag \nFares rise,who?,adds 4.20,Claim\n", nil, "claim anchored adds 4.20 note=who?"},
		{"names of several words", "tag,quote,title,Text-SHA256,To check\nclaim,adds 4.20,Fares rise,,yes\n", nil, "claim anchored adds 4.20"},
		{"own names", "Zitat;Titel;Ende\nadds 4.20;Fares rise;x\n", map[string]string{"zitat": "quote", "TITEL": "title"}, "opinion anchored adds 4.20"},
		{"two names exchanged", "quote,note,title\nwho?,adds 4.20,Fares rise\n", map[string]string{"quote": "note", "note": "quote"}, "opinion anchored adds 4.20 note=who?"},
		{"a line with the separator", "sep=;\r\ntag;quote;title\r\nclaim;adds 4.20;Fares rise\r\n", nil, "claim anchored adds 4.20"},
		{"a line with the separator, after a byte order mark and in quotation marks", "\uFEFF\"SEP=|\"\ntag|quote|title\nclaim|adds 4.20|Fares rise\n", nil, "claim anchored adds 4.20"},
		{"line breaks of old Macs, and of new ones in a cell", "tag;quote;title;note\rclaim;adds 4.20;Fares rise;\"one\ntwo\"\r", nil, "claim anchored adds 4.20 note=one\ntwo"},
		{"tabs", "tag\tquote\ttitle\tnote\nclaim\tadds 4.20\tFares rise\ta, b; c\n", nil, "claim anchored adds 4.20 note=a, b; c"},
		{"commas in names of a table with semicolons", "\"a, b, c, d, e, f\";tag;quote;title\n;claim;adds 4.20;Fares rise\n", nil, "claim anchored adds 4.20"},
		{"blank rows", "\n;;\n;;\ntag;quote;title\n;;\nclaim;adds 4.20;Fares rise\n \u00A0;;\n", nil, "claim anchored adds 4.20"},
		{"decimal commas, and positions as fractions", "tag;quote;title;score;start;end\nclaim;adds 4.20;Fares rise;0,85;3,0;12.0\n", nil, "claim anchored adds 4.20"},
		{"a time without the T", "tag,quote,title,created\nclaim,adds 4.20,Fares rise,2026-11-22 09:01:00\n", nil, "claim anchored adds 4.20 at 2026-11-22 09:01"},
		{"names of Readwise in lower case", "highlight,book title,highlighted at\nadds 4.20,Fares rise,2026-11-20 10:00:00\n", nil, "opinion anchored adds 4.20 at 2026-11-20 10:00"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, _, err := read(t, "csv", test.document, export.ReadOptions{DefaultTag: annotate.Opinion, Columns: test.columns})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{test.want}, summarize(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if f, err := export.Detect("marks", []byte(test.document)); test.columns == nil && (err != nil || f.Name != "csv") {
				t.Errorf("detected as %q, error %v", f.Name, err)
			}
		})
	}
}

func TestTablesThatNameNoColumns(t *testing.T) {
	for document, want := range map[string]string{
		"":                       "row 1: the table is empty",
		"sep=;":                  "row 1: the table is empty",
		"\n\n,,\n":               "the table is empty",
		"tag,words\nclaim,x\n":   "row 1 has neither a quote nor a Highlight column",
		"quote,title\n\"x\"y,\n": "row 2: ",
	} {
		if _, _, err := read(t, "csv", document, export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", document, err, want)
		}
	}
	if _, _, err := read(t, "csv", "tag,quote\n", export.ReadOptions{Columns: map[string]string{"Zitat": "quote"}}); err == nil || !strings.Contains(err.Error(), `there is no column "zitat"`) {
		t.Errorf("a column that is not there: %v", err)
	}
}
