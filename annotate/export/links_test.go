package export_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// linked returns a bundle whose second annotation continues the first, and whose third
// supports it.
func linked(t testing.TB) (export.Bundle, [3]string) {
	b := ferry(t)
	items := annotate.NewSet(b.Annotations).All()[:3]
	link := func(i int, kind annotate.RelationKind, to string) {
		items[i] = items[i].WithLink(annotate.Relation{Kind: kind, To: to})
	}
	link(1, annotate.Continues, items[0].ID)
	link(2, annotate.Supports, items[0].ID)
	link(2, annotate.Answers, "gone")
	b.Annotations = items
	return b, [3]string{items[0].ID, items[1].ID, items[2].ID}
}

// Notes have the parts of an interrupted quotation as one entry, and links between
// blocks.
func TestLinksInNotes(t *testing.T) {
	b, ids := linked(t)
	page, loss := write(t, "markdown", b)
	if loss != nil {
		t.Error(loss)
	}
	for _, want := range []string{" ^" + ids[0] + "\n", " ^" + ids[2] + "\n", "- supports [", "](#^" + ids[0] + ")\n", "- supported by [", "](#^" + ids[2] + ")\n"} {
		if strings.Count(page, want) != 1 {
			t.Errorf("%q is there %d times in\n%s", want, strings.Count(page, want), page)
		}
	}
	if n := strings.Count(page, "\n- #"); n != 2 {
		t.Errorf("%d entries in\n%s", n, page)
	}
}

// On a page, each link is a link to the other note.
func TestLinksOnAPage(t *testing.T) {
	b, _ := linked(t)
	page, loss := write(t, "html", b)
	if loss != nil {
		t.Error(loss)
	}
	for _, want := range []string{">continues <a href=", ">continued by <a href=", ">supports <a href=", ">supported by <a href="} {
		_, after, ok := strings.Cut(page, want)
		target, _, _ := strings.Cut(strings.TrimPrefix(after, `"#`), `"`)
		if !ok || !strings.Contains(page, `id="`+target+`"`) {
			t.Errorf("%q leads to %q in\n%s", want, target, page)
		}
	}
	if strings.Contains(page, "answers") {
		t.Error("a link to an annotation that is not there is shown")
	}
}

// A Word document has no links, and says so.
func TestLinksAreLostInDocuments(t *testing.T) {
	b, _ := linked(t)
	if _, loss := write(t, "docx", b); loss.String() != "3 links to other annotations" {
		t.Errorf("loss: %v", loss)
	}
}

// Links of other programs, whose kinds are not ours, are lost in Web Annotations.
func TestLinksOfOthersInWebAnnotations(t *testing.T) {
	b, ids := linked(t)
	document, _ := write(t, "w3c", b)
	document = strings.Replace(document, `"value": "supports"`, `"value": "refutes"`, 1)
	got, loss, err := read(t, "w3c", document, export.ReadOptions{FindArticle: finderOf(b)})
	if err != nil || loss.String() != "1 relation, event or the like" {
		t.Fatal(loss, err)
	}
	for _, n := range got {
		if n.ID == ids[2] && (len(n.Links) != 1 || n.Links[0].To != "gone") || n.ID == ids[1] && !n.HasLink(ids[0]) {
			t.Errorf("%s has the links %v", n.ID, n.Links)
		}
	}
}

// Programs for linguists and for social research keep links between annotations that have a place, also through
// a second reading, which finds the same annotations.
func TestLinksComeBack(t *testing.T) {
	for _, name := range []string{"brat", "doccano", "label-studio", "refi-qda"} {
		b, _ := linked(t)
		document, loss := write(t, name, b)
		if !strings.Contains(loss.String(), "1 link to another annotation") {
			t.Errorf("%s: lost %v", name, loss)
		}
		var first []annotate.Annotation
		for range 2 {
			again, loss, err := format(t, name).Read(strings.NewReader(document), readOptions(format(t, name), []export.Bundle{b}))
			if err != nil || loss != nil {
				t.Fatalf("%s: lost %v, error %v\n%s", name, loss, err, document)
			}
			got := again[0].Annotations
			set := annotate.NewSet(got)
			if wholes := set.Wholes(); len(got) != 3 || len(wholes) != 2 || len(wholes[0]) != 2 || !got[2].HasLink(got[0].ID) || got[2].Links[0].Kind != annotate.Supports {
				t.Errorf("%s: %v\n%s", name, got, document)
			}
			for i := range first {
				if first[i].ID != got[i].ID || got[i].ID == "" {
					t.Errorf("%s: %q became %q", name, first[i].ID, got[i].ID)
				}
			}
			first = got
		}
	}
}

// A relation is a link if its kind is one of Galley's and both ends are annotations.
func TestRelationsOfOtherPrograms(t *testing.T) {
	entities := `"text": "` + ferrySentence + `", "title": "Fares rise", "entities": [{"id": "a", "label": "claim", "start_offset": 4, "end_offset": 13}, {"id": "b", "label": "claim", "start_offset": 4, "end_offset": 8}]`
	region := func(id string, end int) string {
		return fmt.Sprintf(`{"id": "%s", "type": "labels", "value": {"start": 4, "end": %d, "labels": ["claim"]}}`, id, end)
	}
	for name, test := range map[string]struct {
		format, document string
		links            int
		lost             string
	}{
		"a kind of ours":       {"doccano", `{` + entities + `, "relations": [{"id": "r", "from_id": "a", "to_id": "b", "type": "Contradicts"}]}`, 1, ""},
		"another kind":         {"doccano", `{` + entities + `, "relations": [{"from_id": "a", "to_id": "b", "type": "owns"}]}`, 0, "1 relation, event or the like"},
		"nothing there":        {"doccano", `{` + entities + `, "relations": [{"from_id": "a", "to_id": "z", "type": "answers"}]}`, 0, "1 relation, event or the like"},
		"to itself":            {"doccano", `{` + entities + `, "relations": [{"from_id": "a", "to_id": "a", "type": "answers"}]}`, 0, "1 relation, event or the like"},
		"several labels":       {"label-studio", `[{"data": {"text": "` + ferrySentence + `"}, "meta": {"title": "Fares rise"}, "annotations": [{"result": [` + region("x", 13) + `, ` + region("y", 8) + `, {"type": "relation", "from_id": "x", "to_id": "y", "labels": ["supports", "same", "near"]}]}]}]`, 1, "2 relations, events and the like"},
		"without a label":      {"label-studio", `[{"data": {"text": "` + ferrySentence + `"}, "meta": {"title": "Fares rise"}, "annotations": [{"result": [` + region("x", 13) + `, ` + region("y", 8) + `, {"type": "relation", "from_id": "x", "to_id": "y"}]}]}]`, 0, "1 relation, event or the like"},
		"relations come first": {"brat", "R1\tAnswers Arg1:T2 Arg2:T1\nR2\tBorn-in Arg1:T2 Arg2:T1\nR3\tAnswers\nT1\tClaim 0 2\tIt\nT2\tQuote 3 7\tadds\n", 1, "2 relations, events and the like"},
	} {
		opt := export.ReadOptions{}
		if test.format == "brat" {
			opt.ReadCompanion = func(string) ([]byte, error) { return []byte("It adds\n4.20 now."), nil }
			opt.FindArticle = verbatim
		}
		got, loss, err := read(t, test.format, test.document, opt)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		links := 0
		for _, n := range got {
			links += len(n.Links)
		}
		if len(got) != 2 || links != test.links || loss.String() != test.lost {
			t.Errorf("%s: %d annotations, %d links, lost %q", name, len(got), links, loss)
		}
	}
}
