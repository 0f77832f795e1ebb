package export_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

// answered returns a bundle with replies on its first two annotations, which overlap.
func answered(t testing.TB) export.Bundle {
	b := ferry(t)
	b.Annotations[0].Replies = []annotate.Reply{
		{Creator: "Bo", Created: at(3), Note: "Who <heard> it?\n\n- me"}, {Creator: "ada", Created: at(4), Note: "I did."},
	}
	b.Annotations[1].Replies = []annotate.Reply{{Creator: "Bo", Created: at(5), Note: "4.30"}}
	return b
}

// Word keeps each reply as a comment on the same words.
func TestRepliesAreCommentsInTheDocument(t *testing.T) {
	b := answered(t)
	document, loss := write(t, "docx", b)
	if loss != nil {
		t.Fatal(loss)
	}
	got, loss, err := read(t, "docx", document, export.ReadOptions{FindArticle: finderOf(b)})
	if err != nil || loss != nil {
		t.Fatal(err, loss)
	}
	for i, want := range b.Annotations {
		for _, n := range got {
			if n.Anchor.Exact == want.Anchor.Exact && n.Tag == want.Tag {
				if diff := cmp.Diff(want.Replies, n.Replies); diff != "" {
					t.Errorf("annotation %d: -want +got:\n%s", i, diff)
				}
			}
		}
	}
	body := files(t, document)["word/document.xml"]
	for _, element := range []string{"commentRangeStart", "commentRangeEnd", "commentReference"} {
		if n := strings.Count(body, "<w:"+element); n != len(b.Annotations)+3 {
			t.Errorf("%d %s", n, element)
		}
	}
}

func TestPagesShowReplies(t *testing.T) {
	b := answered(t)
	for name, want := range map[string][]string{
		"markdown": {"- reply, Bo, 2026-11-22:\n\n  Who &lt;heard> it?\n\n  - me\n", "- reply, ada, 2026-11-22: I did.\n", "- reply, Bo, 2026-11-22: 4.30\n"},
		"html":     {`<div class="reply"><p class="by">Bo, 2026-11-22</p>` + "\n" + `<p class="body" dir="auto">Who &lt;heard&gt; it?`, "I did.</p></div>"},
	} {
		document, loss := write(t, name, b)
		if loss != nil {
			t.Errorf("%s lost %v", name, loss)
		}
		for _, part := range want {
			if !strings.Contains(document, part) {
				t.Errorf("%s has no %q:\n%s", name, part, document)
			}
		}
	}
}

func TestOtherFormatsCountReplies(t *testing.T) {
	b := answered(t)
	for _, name := range []string{"brat", "doccano", "label-studio", "prodigy"} {
		if _, loss := write(t, name, b); !strings.Contains(loss.String(), "3 replies") {
			t.Errorf("%s lost %q", name, loss)
		}
	}
}
