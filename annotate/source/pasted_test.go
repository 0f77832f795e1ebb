package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"galley/annotate"
)

// marked is like outline, with a "-" before folded blocks and the id of the rule for
// paragraphs and furniture.
func marked(a *annotate.Article) string {
	var b strings.Builder
	for _, block := range a.Blocks {
		if block.Folded {
			b.WriteString("-")
		}
		b.WriteString(block.Kind.String())
		if block.Kind == annotate.Paragraph || block.Kind == annotate.Furniture {
			id, _, _ := strings.Cut(block.Rule, " ")
			b.WriteString(strings.TrimRight(" "+id, " "))
		}
		b.WriteString(": " + block.Span.In(a.Text) + "\n")
	}
	return b.String()
}

func readMarked(t *testing.T, text string) string {
	t.Helper()
	a, err := Read([]byte(text), Options{Type: "text"})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, a)
	return marked(a)
}

// spaced returns lines with blank lines between them.
func spaced(l ...string) string { return strings.Join(l, "\n\n") + "\n" }

const (
	prose3 = "The harbour office will publish the accounts of the fund every quarter, the first of them in October this year."
	prose4 = "A wall that protects everyone should be paid for by everyone, said the mayor, and that is where the council lost its nerve."
)

func TestAPastedPageIsRecognized(t *testing.T) {
	text := spaced(
		"Advertisement", "Harbour levy passes after talks", "Share", "Ferry crews say that nobody asked them", "By Ada Lund", "HARBOUR LEVY PASSES AFTER TALKS", "4 March 2026",
		"Photo: Bo Berg / Getty Images", prose, "Get the bay’s news with the first ferry. Sign up here.", prose2, "Also Read: Five ferries were sold to the island",
		"What comes next?", prose3, prose4, "Bo Berg contributed reporting from Kelder.", "Tags: harbour, levy", "The Bay Courier", "Seven readers wrote.",
		"Home\u00A0| News\u00A0| Sport", "© 2026 The Bay Courier. All rights reserved.", "Kelder Bay")
	want := lines(
		"-furniture P1: Advertisement", "title: Harbour levy passes after talks", "-furniture P1: Share", "paragraph T2: Ferry crews say that nobody asked them",
		"byline: By Ada Lund", "-furniture H2: HARBOUR LEVY PASSES AFTER TALKS", "date: 4 March 2026", "caption: Photo: Bo Berg / Getty Images",
		"paragraph: "+prose, "-furniture P4: Get the bay’s news with the first ferry. Sign up here.", "paragraph: "+prose2,
		"-furniture P3: Also Read: Five ferries were sold to the island", "heading: What comes next?", "paragraph: "+prose3, "paragraph: "+prose4,
		"paragraph T4: Bo Berg contributed reporting from Kelder.", "-furniture P6: Tags: harbour, levy", "-furniture T1: The Bay Courier", "-furniture T1: Seven readers wrote.",
		"-furniture P2: Home\u00A0| News\u00A0| Sport", "-furniture P5: © 2026 The Bay Courier. All rights reserved.", "-furniture T1: Kelder Bay")
	if diff := cmp.Diff(want, readMarked(t, text)); diff != "" {
		t.Error(diff)
	}
}

func TestEndOfArticle(t *testing.T) {
	head := []string{"Harbour levy passes", "By Ada Lund", prose, prose2, prose3}
	cases := []struct {
		name         string
		tail         []string
		folded, kept string // the beginnings of two lines
	}{
		{"what readers wrote", []string{"3 Comments", prose4, prose4, "Reply", "© 2026"}, prose4, prose3},
		{"another article after its comments", []string{"3 Comments", "Ferry sold", "By Bo Berg", prose4, prose2, "© 2026"}, "3 Comments", prose4},
		{"end matter with little behind it", []string{"Filed under: levy", "The Bay Courier"}, "The Bay Courier", prose3},
		{"end matter in mid-article", []string{"Filed under: levy", prose4, prose2, "© 2026"}, "Filed under", prose4},
		{"links at the foot", []string{"Home | News | Sport", "Kelder"}, "Kelder", prose3},
		{"head of other articles", []string{"Related Articles", "Ferry sold to the island", "© 2026"}, "Ferry sold", prose3},
		{"other articles before the last words", []string{"Related Articles", "Ferry sold to the island", prose4, "© 2026"}, "Related", prose4},
		{"results behind a link", []string{"Read more: The Kelder regatta, race by race", "1. Kelder 12.4", "© 2026"}, "Read more", "1. Kelder"},
		{"about a company", []string{"About Lund Ferries", "Lund Ferries runs forty boats between nine islands, and has done so since 1911, as it likes to say.", "© 2026"}, "About Lund", prose3},
		{"about a company, German", []string{"Über die Lund-Fähren AG", "Die Lund-Fähren AG betreibt vierzig Schiffe zwischen neun Inseln, und das seit 1911, wie sie gern sagt.", "© 2026"}, "Die Lund-", prose3},
		{"about the topic", []string{"About the levy", prose4, "© 2026"}, "© 2026", prose4},
		{"a wall", []string{"Subscribe to continue reading", "A month for 4.90", "© 2026"}, "A month for", prose3},
		{"short lines behind the prose", []string{"Share", "14 March: Oslo", "15 March: Bergen"}, "Share", "14 March: Oslo"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out := readMarked(t, spaced(append(head, c.tail...)...))
			for line := range strings.Lines(out) {
				kind, words, _ := strings.Cut(line, ": ")
				if strings.HasPrefix(words, c.folded) != strings.HasPrefix(kind, "-") && (strings.HasPrefix(words, c.folded) || strings.HasPrefix(words, c.kept)) {
					t.Errorf("wrong: %s", line)
				}
			}
			if !strings.Contains(out, c.folded) || !strings.Contains(out, c.kept) {
				t.Errorf("no line begins with %q or %q:\n%s", c.folded, c.kept, out)
			}
		})
	}
}

func TestTextsThatWereNotPastedAreUnchanged(t *testing.T) {
	cases := map[string]string{
		"letter": spaced("4 March 2026", "Dear Ms Lund,", "Thank you for your letter. "+prose, "Please do sign up for our newsletter, in which we write of the harbour every month.",
			prose2, "With kind regards,", "Bo Berg"),
		"poem":                         "Home\n\nShare the bread,\nPrint no more of me,\nMenu of the dead,\nReply, o sea.\n\nMore\n\nComments the gull,\nWatch the hull,\nSubscribe to the wave,\nDownload a grave.\n",
		"poem named by its first line": spaced("The lamps on the quay go out", "The lamps on the quay go out", "And nobody knows who asked", "The crews of the ferry shout"),
		"story":                        spaced("The night ferry", "“Listen.”", prose, "“Close.”", "“More?”", prose2, "“Reply,” she said.", prose3, "Help!", "Next.", prose4),
		"manual":                       spaced("Harbour office, the manual", "Menu", prose, "Print", prose2, "Search", prose3, "Save", prose4, "Help", prose),
		"essay on a newsletter":        spaced("The letter that a town reads", prose, "Her newsletter goes to ten thousand readers, and each of them can unsubscribe at any time, which few do.", prose2),
		"book":                         strings.Repeat(spaced(prose, prose2, prose3, prose4, "Share", "Home | News | Sport", "Chapter", "© 2026"), 2500),
		"long story with a few":        "By Ada Lund\n\n" + strings.Repeat(spaced(prose, prose2, "Night", prose3), 200) + spaced("Comments", prose4, "Share"),
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			a, err := Read([]byte(text), Options{Type: "text"})
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range a.Blocks {
				if b.Folded || b.Kind == annotate.Furniture {
					t.Fatalf("folded by %s: %.80q", b.Rule, b.Span.In(a.Text))
				}
			}
		})
	}
}

func TestMarkdownHasNoFurniture(t *testing.T) {
	a, err := Read([]byte(spaced("# Harbour levy passes", "By Ada Lund", prose, "Share", prose2, prose3, "Home | News | Sport", "© 2026. All rights reserved.")), Options{Type: "markdown"})
	if err != nil {
		t.Fatal(err)
	}
	if out := marked(a); strings.Contains(out, "furniture") {
		t.Error(out)
	}
}

// pastedText draws texts of prose and furniture.
func pastedText() *rapid.Generator[string] {
	pieces := []string{
		prose, prose2, prose3, prose4, "Harbour levy passes", "HARBOUR LEVY PASSES", "By Ada Lund", "4 March 2026", "Share", "Home | News | Sport", "Also read: Five ferries",
		"Sign up for our newsletter", "© 2026. All rights reserved.", "Tags: levy", "Comments", "Photo: Bo Berg", "• one", "1. two", "> said", "    code", "Summary",
		"Ada Lund is a reporter at The Courier.", "What next?", "14 March: Oslo", "港口税通过了新的规定。", "W\u00ADord", "Related Articles",
	}
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(t, "pieces") {
			b.WriteString(piece)
			b.WriteString(rapid.SampledFrom([]string{"\n\n", "\n\n", "\n\n", "\n"}).Draw(t, "gap"))
		}
		return b.String()
	})
}

func TestFoldingLosesNoText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := pastedText().Draw(t, "text")
		a, err := Read([]byte(text), Options{Type: "text"})
		if err != nil {
			return
		}
		checkLaws(t, a)
		bare := strings.NewReplacer("• ", "", "> ", "", "\u00AD", "")
		if got, want := strings.Fields(a.Text), strings.Fields(bare.Replace(text)); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("read %q\nfrom %q", got, want)
		}
		checkFolds(t, a)
	})
}

// checkFolds checks that folded blocks are furniture by a sure rule, and that not
// all blocks are folded.
func checkFolds(t reporter, a *annotate.Article) {
	t.Helper()
	kept, folded := 0, 0
	for _, b := range a.Blocks {
		switch {
		case !b.Folded:
			kept += b.Span.Len()
			continue
		case b.Kind != annotate.Furniture && b.Kind != annotate.Code, b.Confidence < .85, b.Rule == "":
			t.Errorf("%s folded by %q with confidence %v", b.Kind, b.Rule, b.Confidence)
		case b.Rule != ruleRepeat.Name:
			folded++
		}
	}
	if folded > 0 && kept < minKept {
		t.Errorf("%d blocks folded, and %d bytes left:\n%s", folded, kept, marked(a))
	}
}

func TestReadingIsDeterministicAndStableUnderCleaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := pastedText().Draw(t, "text")
		read := func(text string) string {
			a, err := Read([]byte(text), Options{Type: "text", Charset: "utf-8"})
			if err != nil {
				return err.Error()
			}
			return fmt.Sprint(a.Text, a.Blocks, a.Meta)
		}
		first := read(text)
		if again := read(text); again != first {
			t.Errorf("%s\nthen\n%s", first, again)
		}
		if clean := read(Clean(text)); clean != first {
			t.Errorf("%s\ncleaned\n%s", first, clean)
		}
	})
}

func FuzzReadPasted(f *testing.F) {
	f.Add(spaced("Harbour levy passes", "By Ada Lund", prose, prose2, prose3, "Comments", prose4, "© 2026"))
	f.Add(spaced("Share", "Harbour levy passes", "4 March 2026", prose, prose2, prose3, "Home | News | Sport"))
	f.Add("Also read: x\n\n© 1\n\nTags: y")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Read([]byte(text), Options{Type: "text", Charset: "utf-8"})
		if err != nil {
			checkOneLine(t, err)
			return
		}
		checkLaws(t, a)
		checkFolds(t, a)
	})
}
