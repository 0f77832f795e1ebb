package library

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"galley/annotate"
)

// moved saves one article that was read from three files.
func moved(t *testing.T) *Library {
	t.Helper()
	l := newLibrary(t)
	const text = "The levy adds 4.20 to every ticket."
	saveFile(t, l, write(t, text))
	for _, name := range []string{"levy.txt", "fares.txt"} {
		path := filepath.Join(t.TempDir(), name)
		rewrite(t, path, text)
		saveFile(t, l, path)
	}
	return l
}

func TestFurtherLocationsComeBackFromAnExport(t *testing.T) {
	l, to := moved(t), newLibrary(t)
	path := exportAll(t, l, "json")
	document := read(t, path)
	if strings.Count(document, `"location"`) != 2 || !strings.Contains(document, `"location": "fares.txt"`) {
		t.Fatalf("the export names %d locations: %s", strings.Count(document, `"location"`), document)
	}
	if err := plan(t, to, path, path).Commit(); err != nil {
		t.Fatal(err)
	}
	if again := exportAll(t, to, "json"); read(t, again) != document {
		t.Errorf("-written +written again:\n%s\n%s", document, read(t, again))
	}
	if in := plan(t, to, path); in.Added != 0 || in.Present != 3 {
		t.Errorf("again: %+v", in)
	}
}

// A further location leads to the imported article, unless it is that of another one.
func TestFurtherLocationsLeadToTheirArticle(t *testing.T) {
	const taken, free = "https://courier.example/taken", "https://courier.example/free"
	document := read(t, exportAll(t, moved(t), "json"))
	own := regexp.MustCompile(`"also": \[[^]]*\]`)
	if !own.MatchString(document) {
		t.Fatalf("no further location in %s", document)
	}
	path, other := filepath.Join(t.TempDir(), "marks.json"), filepath.Join(t.TempDir(), "other.json")
	rewrite(t, path, own.ReplaceAllString(document, `"also": [{"kind": "url", "location": "`+taken+`"}, {"kind": "url", "location": "`+free+`"}]`))
	rewrite(t, other, `{"format": "galley/1", "articles": [{"id": "other", "source": {"kind": "url", "location": "`+taken+`"}, "words": 2, "paragraphs": 1,
		"text": "Nobody spoke.", "blocks": [{"kind": "paragraph", "start": 0, "end": 13}], "annotations": []}]}`)
	for name, c := range map[string]struct {
		first, then []string
		addresses   int
	}{
		"before": {[]string{other}, []string{path}, 1},
		"with":   {nil, []string{path, other}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			to := newLibrary(t)
			if c.first != nil {
				if err := plan(t, to, c.first...).Commit(); err != nil {
					t.Fatal(err)
				}
			}
			in := plan(t, to, c.then...)
			if err := in.Commit(); err != nil || len(in.Addresses) != c.addresses {
				t.Fatalf("addresses %q, error %v", in.Addresses, err)
			}
			r, err := to.store.ByLocation(annotate.FromURL, taken)
			if err != nil || r.TextBytes != len("Nobody spoke.") {
				t.Errorf("the address of another article leads to %+v, %v", r, err)
			}
			if r, err = to.store.ByLocation(annotate.FromURL, free); err != nil || r.TextBytes == len("Nobody spoke.") {
				t.Errorf("the other address leads to %+v, %v", r, err)
			}
			if problems, err := to.store.Check(); err != nil || len(problems.Problems) != 0 {
				t.Errorf("%+v, %v", problems, err)
			}
		})
	}
}
