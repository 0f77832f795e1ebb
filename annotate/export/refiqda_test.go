package export_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

// Labels, links and replies come back together, each on its annotation. Only links to
// annotations that are not in the file may be lost, and are reported.
func TestMembersComeBackTogether(t *testing.T) {
	for _, name := range []string{"json", "jsonl", "csv", "w3c", "refi-qda"} {
		b, _ := linked(t)
		b.Annotations[0].Labels = []string{"ferry", "harbor dues"}
		b.Annotations[0].Replies = []annotate.Reply{{Creator: "Bo", Created: at(3), Note: "Who <heard> it?\n\n- me"}, {Creator: "ada", Created: at(4), Note: "I did."}}
		b.Annotations[2].Labels = []string{"reply", "quote"}
		b.Annotations[2].Replies = []annotate.Reply{{Created: at(5), Note: "4.30"}}
		want := slices.Clone(b.Annotations)
		document, loss := write(t, name, b)
		lost := ""
		if name == "refi-qda" {
			want[2], lost = want[2].WithoutLink("gone"), "1 link to another annotation"
		}
		if got := strings.TrimPrefix(strings.TrimPrefix(loss.String(), "1 change to the words since they were marked"), ", "); got != lost {
			t.Errorf("%s lost %q", name, loss)
		}
		again, loss, err := format(t, name).Read(strings.NewReader(document), readOptions(format(t, name), []export.Bundle{b}))
		if err != nil || loss != nil || len(again[0].Annotations) != len(want) {
			t.Fatalf("%s: lost %v, error %v, read %v", name, loss, err, again)
		}
		got := again[0].Annotations
		place := func(all []annotate.Annotation, id string) int {
			return slices.IndexFunc(all, func(n annotate.Annotation) bool { return n.ID == id })
		}
		for i, n := range got {
			if n.ID != want[i].ID {
				t.Errorf("%s: %s became %s, which a library with it takes for another one", name, want[i].ID, n.ID)
			}
			if n.Note != want[i].Note || !slices.Equal(n.Labels, want[i].Labels) || len(n.Links) != len(want[i].Links) {
				t.Fatalf("%s: %+v became %+v", name, want[i], n)
			}
			if diff := cmp.Diff(want[i].Replies, n.Replies); diff != "" {
				t.Errorf("%s: replies -want +got:\n%s", name, diff)
			}
			for j, l := range n.Links {
				if old := want[i].Links[j]; l.Kind != old.Kind || place(got, l.To) != place(want, old.To) {
					t.Errorf("%s: the link %v became %v", name, old, l)
				}
			}
		}
	}
}

// foreignProject returns a project of another program with these links and two selections,
// of which the second has three notes.
func foreignProject(t testing.TB, links string) string {
	return zipped(t, "project.qde", `<?xml version="1.0"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="Other 3">
<Users><User guid="u1" name="Bo"/></Users>
<CodeBook><Codes><Code guid="c1" name="Claim" isCodable="true"/></Codes></CodeBook>
<Sources><TextSource guid="s1" name="Fares rise"><PlainTextContent>`+strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(ferrySentence)+`</PlainTextContent>
<PlainTextSelection guid="p1" startPosition="4" endPosition="13"><Coding guid="k1"><CodeRef targetGUID="c1"/></Coding></PlainTextSelection>
<PlainTextSelection guid="p2" startPosition="4" endPosition="8"><Coding guid="k2"><CodeRef targetGUID="c1"/></Coding><NoteRef targetGUID="n1"/><NoteRef targetGUID="n2"/><NoteRef targetGUID="n3"/><NoteRef targetGUID="gone"/></PlainTextSelection>
</TextSource></Sources>
<Notes><Note guid="n1" name="a memo" creatingUser="u1" creationDateTime="2026-11-22T09:03:00Z"><PlainTextContent>first</PlainTextContent></Note>
<Note guid="n2" name="another"><Description>in reply</Description><PlainTextContent>second</PlainTextContent></Note>
<Note guid="n3" name="a third" creatingUser="u1" creationDateTime="2026-11-22T09:03:00Z"><Description>reply</Description><PlainTextContent>third</PlainTextContent></Note></Notes>
<Links>`+links+`</Links>
<Sets><Set guid="x" name="y"/></Sets>
</Project>`)
}

// A link of another program is kept if it is of one of Galley's kinds and between
// selections; its notes are one note, except those that are described as replies.
func TestProjectsOfOtherPrograms(t *testing.T) {
	const none = "1 relation, event or the like"
	for name, test := range map[string]struct {
		link, lost string
		links      []annotate.RelationKind
	}{
		"a kind of ours":           {`<Link guid="l" name="Supports" direction="OneWay" originGUID="p2" targetGUID="p1"/>`, "", []annotate.RelationKind{annotate.Supports}},
		"with a note":              {`<Link guid="l" name="same" direction="Associative" originGUID="p2" targetGUID="p1"><NoteRef targetGUID="n1"/></Link>`, "", []annotate.RelationKind{annotate.SameClaim}},
		"another kind":             {`<Link guid="l" name="is cause of" originGUID="p2" targetGUID="p1"/>`, none, nil},
		"without a name":           {`<Link guid="l" originGUID="p2" targetGUID="p1"/>`, none, nil},
		"from a code":              {`<Link guid="l" name="supports" originGUID="c1" targetGUID="p1"/>`, none, nil},
		"to a source":              {`<Link guid="l" name="supports" originGUID="p2" targetGUID="s1"/>`, none, nil},
		"to itself":                {`<Link guid="l" name="supports" originGUID="p2" targetGUID="p2"/>`, none, nil},
		"without ends":             {`<Link guid="l" name="supports"/>`, none, nil},
		"two of the same":          {`<Link guid="l" name="supports" originGUID="p2" targetGUID="p1"/><Link guid="m" name="answers" originGUID="p2" targetGUID="p1"/>`, none, []annotate.RelationKind{annotate.Supports}},
		"an empty list, as is":     {"", "", nil},
		"an element of the future": {`<Chain guid="l"/>`, "", nil},
	} {
		got, loss, err := read(t, "refi-qda", foreignProject(t, test.link), export.ReadOptions{})
		if err != nil || loss.String() != test.lost || len(got) != 2 {
			t.Errorf("%s: %d annotations, lost %q, error %v", name, len(got), loss, err)
			continue
		}
		for _, n := range got {
			if n.Note == "" { // the first
				continue
			}
			var kinds []annotate.RelationKind
			for _, l := range n.Links {
				kinds = append(kinds, l.Kind)
			}
			if want := []annotate.Reply{{Creator: "Bo", Created: at(3), Note: "third"}}; n.Note != "first\n\nsecond" || !cmp.Equal(n.Replies, want) || !slices.Equal(kinds, test.links) {
				t.Errorf("%s: note %q, replies %v, links %v", name, n.Note, n.Replies, n.Links)
			}
		}
	}
}
