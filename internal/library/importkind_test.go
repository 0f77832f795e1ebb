package library

import (
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate/export"
)

func TestFilesThatAreNoExportAreNamedForWhatTheyAre(t *testing.T) {
	const advice = "; nothing was imported"
	for _, test := range []struct{ name, data, want string }{
		{"a.csv", "", "“a.csv” is empty" + advice},
		{"a.json", "\uFEFF \r\n\n", "“a.json” is empty" + advice},
		{"a.xlsx", "PK\x03\x04 [Content_Types].xml PK\x03\x04 xl/workbook.xml", "“a.xlsx” is a workbook of a spreadsheet" + advice + "; save its table as CSV, and import that"},
		{"a.ods", "PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "“a.ods” is a workbook of a spreadsheet" + advice},
		{"a.XLS", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00", "“a.XLS” is a workbook of a spreadsheet" + advice},
		{"a.png", "\x89PNG\r\n", "“a.png” is not in a format that can be imported" + advice},
		{"a.ann", "T1\tClaim 0 3\tThe\n", "“a.ann” cannot be imported without “a.txt”: there is no such file or folder" + advice},
		{"a.jsonl", `{"text":"adds","label":[["a","b","c"]]}`, "“a.jsonl” cannot be imported (line 1: not in this format: a value has the wrong type: string)" + advice},
	} {
		t.Chdir(t.TempDir())
		rewrite(t, test.name, test.data)
		_, err := newLibrary(t).PlanImport([]string{filepath.Base(test.name)}, ImportOptions{})
		if err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s %.20q: %v, want %s", test.name, test.data, err, test.want)
		}
	}
}

// The text of a book is longer than the part of a file by which most formats are detected.
func TestFormatIsDetectedBehindALongText(t *testing.T) {
	text := "It adds 4.20. " + strings.Repeat("The levy was raised again. ", export.DetectBytes/20)
	for name, data := range map[string]string{
		"label-studio": `[{"data": {"text": "` + text + `"}, "annotations": [{"result": [{"id": "a", "type": "labels", "value": {"start": 3, "end": 12, "text": "adds 4.20", "labels": ["claim"]}}]}]}]`,
		"doccano":      `{"text": "` + text + `", "label": [[3, 12, "claim"]]}`,
		"prodigy":      `{"text": "` + text + `", "spans": [{"start": 3, "end": 12, "label": "claim"}]}`,
	} {
		path := filepath.Join(t.TempDir(), "long.json")
		rewrite(t, path, data)
		if in, err := newLibrary(t).PlanImport([]string{path}, ImportOptions{}); err != nil || in.Added != 1 {
			t.Errorf("%s: %+v, %v", name, in, err)
		}
	}
}
