package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

// FuzzReadJSON checks that whatever is accepted is valid JSON, and that writing and
// reading it again changes nothing.
func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(written(f, options, ferry(f))))
	f.Add([]byte(`{"format": "galley/1", "articles": []}`))
	f.Add([]byte(`{"format": "galley/1", "articles": [{"id": "a", "source": {"kind": "stdin"}, "words": 1, "paragraphs": 1,
		"text": "\ud800 é", "blocks": [{"kind": "paragraph", "start": 0, "end": 3}], "annotations": [{"id": "b", "tag": "claim",
		"quote": "é", "start": 2, "end": 3, "anchor": {"state": "anchored", "score": 1e-0},
		"created": "2026-01-01T00:00:00.5+02:00", "modified": "2026-01-01T00:00:00Z"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, _, err := export.ReadJSON(bytes.NewReader(data), reading)
		if err != nil {
			return
		}
		if mark := bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")) || bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")); !mark && !json.Valid(data) {
			t.Fatal("accepted invalid JSON")
		}
		document := written(t, options, first...)
		second, _, err := export.ReadJSON(bytes.NewReader([]byte(document)), reading)
		if err != nil {
			t.Fatalf("refused what it wrote itself: %v\n%s", err, document)
		}
		if diff := cmp.Diff(document, written(t, options, second...)); diff != "" {
			t.Fatalf("-first +second:\n%s", diff)
		}
	})
}

// fuzzForeign checks that whatever a reader accepts is valid: each annotation can be
// written, and is on the words that it quotes.
func fuzzForeign(f *testing.F, name string, seeds ...string) {
	known := ferry(f)
	if format(f, name).Write != nil {
		document, _ := write(f, name, known)
		f.Add([]byte(document))
	}
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	reader := format(f, name)
	opt := export.ReadOptions{
		Clean: clean, DefaultTag: annotate.Claim, MaxBytes: 1 << 20,
		ReadCompanion: func(string) ([]byte, error) { return []byte(known.Article.Text), nil },
		FindArticle: func(about export.ArticleRef) (*annotate.Article, error) {
			if a, err := verbatim(about); err == nil {
				return a, nil
			}
			return known.Article, nil
		},
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		bundles, _, err := reader.Read(bytes.NewReader(data), opt)
		if err != nil {
			if bundles != nil || bytes.ContainsAny([]byte(err.Error()), "\n\x1b") {
				t.Fatalf("bundles with an error, or an error of several lines: %q", err)
			}
			return
		}
		for i, b := range bundles {
			checkRead(t, b)
			sound := *b.Article
			sound.ID, sound.Source.Kind = fmt.Sprint("A", i), annotate.FromStdin
			bundles[i].Article = &sound
			for j := range b.Annotations {
				b.Annotations[j].ID = fmt.Sprintf("N%d-%d", i, j)
			}
		}
		written(t, options, bundles...)
	})
}

func checkRead(t *testing.T, b export.Bundle) {
	t.Helper()
	for _, n := range b.Annotations {
		if s := n.Anchor.State; s.Placed() && s != annotate.Changed && n.Anchor.Span.In(b.Article.Text) != n.Anchor.Exact {
			t.Fatalf("%q is on %q", n.Anchor.Exact, n.Anchor.Span.In(b.Article.Text))
		}
		if all := n.Note + n.Creator + n.Anchor.Exact; clean(all) != all {
			t.Fatalf("%q is not clean", all)
		}
	}
}

func FuzzReadJSONL(f *testing.F) { fuzzForeign(f, "jsonl") }

func FuzzReadCSV(f *testing.F) {
	fuzzForeign(f, "csv", "Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n,a,1,u,g,Annotation,adds 4.20,c,x: y\n", "Highlight;Title;Color;Location;Date\nadds 4.20;x;red;3;2026-01-01\n", "tag,quote,candidates,fields\nclaim,adds 4.20,0:5,\n")
}

func FuzzReadW3C(f *testing.F) {
	fuzzForeign(f, "w3c", `[{"type":"Annotation","bodyValue":"x","target":{"source":"urn:galley:article:A","selector":{"type":"TextQuoteSelector","exact":"adds 4.20","refinedBy":[]}}}]`)
}

func FuzzReadHypothesis(f *testing.F) {
	fuzzForeign(f, "hypothesis", `{"rows":[{"uri":"x","tags":["speaker: y"],"target":[{"selector":{"type":"TextQuoteSelector","exact":"adds 4.20"}}]}],"total":1}`)
}

func FuzzReadBrat(f *testing.F) {
	fuzzForeign(f, "brat", "T1\tClaim 0 5;6 10\tFares rise\nA1\tStatus T1 x\n")
}

func FuzzReadDoccano(f *testing.F) {
	fuzzForeign(f, "doccano", `{"data":"a\u0301b","labels":[[0,1,"claim"],[1,2,"x"]],"entities":[{"start_offset":0,"end_offset":3,"label":"quote"}]}`)
}

func FuzzReadProdigy(f *testing.F) {
	fuzzForeign(f, "prodigy", `{"text":"a b","ents":[{"start":0,"end":1,"label":"x"}],"spans":{"sc":[{"start":2,"end":3,"label":"claim"}]},"_timestamp":1}`)
}

func FuzzReadLabelStudio(f *testing.F) {
	fuzzForeign(f, "label-studio", `{"data":{"x":"a 👩 b"},"annotations":[{"result":[{"id":"i","from_name":"n","type":"choices","value":{"start":5,"end":6,"text":"b","labels":["x"],"choices":["c"]}}],"completed_by":{"email":"e"}}]}`)
}

func FuzzReadREFIQDA(f *testing.F) { fuzzForeign(f, "refi-qda") }

func FuzzReadKindle(f *testing.F) {
	fuzzForeign(f, "kindle", "x (y)\n- Your Highlight on page 3 | Location 70-2 | Added on Monday, 2 January 2006 15:04:05\n\nadds 4.20\n==========\nx (y)\n- Your Note on Location 71 | z\n\nn\n==========\n")
}

func FuzzReadKOReader(f *testing.F) {
	fuzzForeign(f, "koreader", `{"title":"t","entries":[{"sort":"highlight","page":3,"time":1e9,"text":"adds 4.20","note":"n","chapter":"c"},{"text":"x","page":"iv"}]}`,
		"-- /a.lua\nreturn {\n    [\"annotations\"] = {\n        [1] = {\n            [\"drawer\"] = \"\",\n            [\"text\"] = \"a\\\nb\\0c\",\n            [\"pageno\"] = 3,\n        },\n    },\n    [\"x\"] = -1.5e3,\n}\n",
		`{["bookmarks"]={[1]={["highlighted"]=true,["notes"]="adds 4.20",["text"]="n",["page"]="/a"}},["doc_path"]="/a/b.epub"}`,
		"# T\n##### A\n\n## C\n### Page 3 @ 02 November 2026 08:00:00 AM\n*adds 4.20*\n\n---\nn\n### Page iv @ 1\n~~x~~\n\n\n_Generated at: 2_")
}

func FuzzReadCalibre(f *testing.F) {
	fuzzForeign(f, "calibre", `{"type":"calibre_annotation_collection","annotations":[{"type":"highlight","book_id":3,"highlighted_text":"adds 4.20","notes":"n","style":{"kind":"color","which":"red"},"toc_family_titles":["a"]},{"type":"bookmark"}]}`)
}

func FuzzReadZotero(f *testing.F) {
	fuzzForeign(f, "zotero", `[{"key":"A","data":{"itemType":"annotation","parentItem":"B","annotationText":"<i>adds</i> 4.20","annotationComment":"<b>c</b>","tags":[{"tag":"claim"}]}},{"key":"B","data":{"key":"B","title":"t","parentItem":false}}]`,
		`{"config":{},"items":[{"itemType":"book","attachments":[{"uri":"http://zotero.org/users/1/items/B","title":"t"}]},{"itemType":"annotation","parentItem":"B","annotationText":"a"}]}`,
		"# A\n\n## T\n\n“adds 4\\.20” ([M\\]., 2026](zotero://select/library/items/A)) ([pdf](zotero://open-pdf/library/items/B?page=3)) c\n")
}

// FuzzDetect checks that Detect returns either a format or an error.
func FuzzDetect(f *testing.F) {
	for _, one := range export.Formats() {
		document, _ := write(f, one.Name, ferry(f))
		f.Add("x"+one.Extension, []byte(document))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if found, err := export.Detect(name, data); (err == nil) != (found.Name != "") {
			t.Fatalf("%q, %v", found.Name, err)
		}
	})
}
