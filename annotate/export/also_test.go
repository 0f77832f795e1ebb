package export_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

func TestFurtherLocationsAreKept(t *testing.T) {
	b := ferry(t)
	a := *b.Article
	a.Source.Kind, a.Source.Location = annotate.FromFile, "/home/ada/ferry.txt"
	b.Article = &a
	b.Also = []export.Location{
		{annotate.FromFile, "/mnt/ferry.txt"}, {annotate.FromURL, "https://courier.example/ferry"},
		{annotate.FromFile, "/home/ada/a.epub#2"}, {annotate.FromFile, "/mnt/a.epub#2"},
	}
	opt := options
	for want, paths := range map[string]bool{
		`"also": [{"kind": "file", "location": "/mnt/ferry.txt"}, {"kind": "url", "location": "https://courier.example/ferry"}, ` +
			`{"kind": "file", "location": "/home/ada/a.epub#2"}, {"kind": "file", "location": "/mnt/a.epub#2"}]`: true,
		`"also": [{"kind": "url", "location": "https://courier.example/ferry"}, {"kind": "file", "location": "a.epub#2"}]`: false,
	} {
		opt.WithPaths = paths
		document := written(t, opt, b)
		if line := strings.Join(strings.Fields(document), " "); !strings.Contains(line, strings.NewReplacer("{", "{ ", "}", " }", "[", "[ ", "]", " ]").Replace(want)) {
			t.Errorf("with paths %v:\n%s\nlacks %s", paths, document, want)
		}
		if err := validate(compileSchema(t), document); err != nil {
			t.Errorf("the schema: %v", err)
		}
		bundles, loss, err := export.ReadJSON(strings.NewReader(document), export.ReadOptions{Clean: clean})
		if err != nil || loss != nil || written(t, opt, bundles...) != document {
			t.Errorf("read back: %s, %v", loss, err)
		}
	}
}

func TestInvalidFurtherLocationsAreRejected(t *testing.T) {
	document := written(t, options, ferry(t))
	for also, want := range map[string]string{
		`[{"kind": "url"}]`:                                     "articles[0].source.also[0]: location is missing",
		`[{"kind": "url", "location": ""}]`:                     "articles[0].source.also[0].location: it is empty",
		`[{"kind": "url", "location": "x"}, {"location": "x"}]`: "articles[0].source.also[1]: kind is missing",
		`[{"kind": "tape", "location": "x"}]`:                   "articles[0].source.also[0].kind",
		`[{"kind": "file", "location": "x", "sha256": "0"}]`:    "articles[0].source.also[0].sha256: unknown member",
		`{"kind": "file", "location": "x"}`:                     "articles[0].source.also",
		`[{"kind": "file", "location": "x", "location": "x"}]`:  "articles[0].source.also[0].location: duplicate member",
	} {
		bad := strings.Replace(document, `"kind": "file"`, `"also": `+also+`, "kind": "file"`, 1)
		_, _, err := export.ReadJSON(strings.NewReader(bad), export.ReadOptions{Clean: clean})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", also, err, want)
		}
	}
}
