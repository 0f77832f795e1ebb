package export_test

import (
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
