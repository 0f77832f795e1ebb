package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCases reads files with one kind of difficulty each. A line of shown is a block
// that is not folded, in order; "title:" is the title, "byline:" the byline and so on. A
// line of hidden is text that no such block contains.
func TestCases(t *testing.T) {
	for _, c := range []struct {
		file   string
		shown  []string
		hidden []string
	}{
		{"F01b-heading-beside-link-or-button.html", []string{"heading: Who pays", "heading: When it ends", "heading: Why it rose"}, []string{"Share", "Copy link", "#"}},
		{"F02-superscript-exponents.html", []string{"paragraph: The plant emits 10^6 tonnes of CO2 a year, and the risk is 1 in 10^5. The pier is 2 1/2 m wide. It lost 2^10 euros, a judge said.[3]"}, nil},
		{"F03-rowspan-columns.html", []string{"table: Region | Port | Levy\nNorth | Hale | 4.20\n| Tarn | 3.10\n| Voe | 2.00\nAll ports | | 9.30"}, nil},
		{"F06-code-lines-in-divs.html", []string{"code: open harbour\nadd levy 4.20\nclose harbour", "code: row one\nrow two"}, nil},
		{"F08-heading-permalinks.html", []string{"heading: Methods", "heading: Histoire", "heading: Life"}, []string{"¶", "edit", "modifier"}},
		{"F26-docx-nested-fields.docx", []string{"paragraph: Dear Ms Lund, the levy passed.", "paragraph: This is page 6 of the report."}, nil},
		{"F27-images-that-are-characters.html", []string{"paragraph: They won 🎉 today, and the mayor said 🙄.", "paragraph: The ferry sails at nine in the morning, and it comes back at noon with the post and the bread."}, nil},
		{"d01-ruby.html", []string{"title: 船の料金が上がる", "paragraph: 港の町で、船の料金が上がることになりました。子どもは、今までと同じように、お金を払わないで乗ることができます。1番目の船は、朝の六時に出て、夜の十時まで走ります。"}, []string{"みなと"}},
		{"docx-sym.docx", []string{"paragraph: The angle is α and ten ° warm; cost ≤ 5.", "paragraph: Prices → wages. Box ☑ yes ☐ no.", "paragraph: Unknown � here.", "paragraph: Font run: α β α end."}, nil},
		{"docx-dropcap.docx", []string{"paragraph: Once the ferry had left, nobody on the quay spoke for a long while, and the gulls came back.", "paragraph: Second paragraph."}, nil},
		{"html-tweets.html", []string{
			"quotation: Yes this is real and yes the state spent nearly half a million on it: https://t.co/x",
			"quotation: The whole point of this ad campaign is to raise awareness. So I think that is working. https://t.co/y",
			"paragraph: Disclaimer: I received the first batch of the posters as a gift from the agency that made them.",
		}, []string{"©"}},
		{"F39-markdown-footnotes.md", []string{
			"paragraph: The levy is old.[1] It rose twice.[2] Nobody asked why.", "paragraph: The last paragraph ends the text.",
			"paragraph: [1] Minutes of 1902, p. 4.", "paragraph: [2] The long note has two paragraphs.", "paragraph: This is the second one of the note.",
		}, nil},
		{"F22-hyphens-at-line-ends.txt", []string{
			"paragraph: The harbour board met on Tuesday evening to discuss the new ferry information system, and more than forty residents came to listen to the long-running debate. " +
				"Several of them asked why the price would rise again after so soon a change of the levy by the board of the town, which had promised not to raise it before the winter, " +
				"and which now has raised it all the same.",
		}, nil},
		{"F24-short-verse-joined.txt", []string{
			"paragraph: the gulls go over", "paragraph: and the rope is wet", "paragraph: nobody answers", "paragraph: the radio yet",
			"paragraph: the levy is paid", "paragraph: in salt and in rain", "paragraph: the ferry comes over", "paragraph: and goes back again",
		}, nil},
		{"16-front-matter.md", []string{
			"title: From 1,500 pages to 10: helping the harbour buy a new ferry",
			"paragraph: Last year the harbour began to replace its ferry, which is used by more than twenty thousand people a month.",
		}, []string{"excerpt", "authors"}},
		{"docx-main-part-elsewhere.docx", []string{"paragraph: The main part is named by the relationships, not by its path."}, nil},
		{"epub-one-chapter-missing.epub", []string{
			"paragraph: The first chapter has its words.", "furniture: [gone.xhtml is missing from the file.]", "paragraph: The second chapter too.",
		}, nil},
		{"epub-nfd-name.epub", []string{"paragraph: The first chapter has its words."}, nil},
	} {
		t.Run(c.file, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join("testdata", "cases", c.file))
			if err != nil {
				t.Fatal(err)
			}
			a, err := Read(raw, Options{Name: c.file})
			if err != nil {
				t.Fatal(err)
			}
			checkLaws(t, a)
			var shown []string
			for _, b := range a.Blocks {
				if !b.Folded {
					shown = append(shown, b.Kind.String()+": "+b.Span.In(a.Text))
				}
			}
			from := 0
			for _, want := range c.shown {
				i := slices.Index(shown[from:], want)
				if i < 0 {
					t.Fatalf("%q is not shown after block %d of\n%s", want, from, strings.Join(shown, "\n"))
				}
				from += i + 1
			}
			for _, text := range c.hidden {
				if strings.Contains(strings.Join(shown, "\n"), text) {
					t.Errorf("%q is shown in\n%s", text, strings.Join(shown, "\n"))
				}
			}
		})
	}
}
