package export_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// python runs a script on a file, or skips the test if Python is not installed.
func python(t *testing.T, script, document string) string {
	t.Helper()
	path, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here")
	}
	file := filepath.Join(t.TempDir(), "document")
	if err := os.WriteFile(file, []byte(document), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, "-c", script, file).CombinedOutput()
	if err != nil {
		t.Fatalf("python3: %v\n%s", err, out)
	}
	return string(out)
}

func TestPythonReadsTheTable(t *testing.T) {
	document, _ := write(t, "csv", hostile(t), ferry(t))
	got := python(t, `
import csv, json, sys
with open(sys.argv[1], newline="", encoding="utf-8-sig") as f:
    print(json.dumps(list(csv.reader(f))))
`, document)
	var rows [][]string
	unmarshal(t, got, &rows)
	want, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(document, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("-go +python:\n%s", diff)
	}
	for _, row := range rows[1:] {
		for i, cell := range row {
			if strings.ContainsAny(strings.TrimLeft(cell, " \u00a0")+" ", "=+-@\t\r") && strings.IndexAny(strings.TrimLeft(cell, " \u00a0"), "=+-@\t\r\n") == 0 {
				t.Errorf("%s is a formula to some: %.40q", rows[0][i], cell)
			}
		}
	}
}

func TestPythonSlicesTheLines(t *testing.T) {
	for _, name := range []string{"doccano", "prodigy", "jsonl"} {
		document, _ := write(t, name, ferry(t))
		got := python(t, `
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    d = json.loads(line)
    spans = d.get("label") or [(s["start"], s["end"]) for s in d.get("spans", [])]
    for s in spans: print(d["text"][s[0]:s[1]])
    if "quote" in d and "start" in d: print(d["quote"])
`, document)
		if want := "“It adds 4.20 <to> every & ticket,”\nadds 4.20\n船票 went up\n"; got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
