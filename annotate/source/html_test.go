package source

import (
	"strings"
	"testing"

	"galley/annotate"
)

func TestCharacterSetsOfPages(t *testing.T) {
	const umlaut = "<title>x</title><p>Fähre"
	latin := strings.Replace(umlaut, "ä", "\xe4", 1)
	late := "<html><!--" + strings.Repeat("x", 2000) + "-->"
	cases := []struct {
		name, raw, label, want, from string
	}{
		{"declared", "<html><meta charset='iso-8859-1'>" + latin, "", "windows-1252", "declared by the page"},
		{"declared late", late + `<META CHARSET=windows-1252>` + latin, "", "windows-1252", "declared by the page"},
		{"in an http-equiv", `<html><meta http-equiv=Content-Type content="text/html; charset = ISO-8859-15">` + latin, "", "iso-8859-15", "declared by the page"},
		{"in an XML declaration", `<?xml version="1.0" encoding="windows-1252"?><html>` + latin, "", "windows-1252", "declared by the page"},
		{"UTF-8 that nothing declares", "<html>" + strings.Repeat(" ", 5000) + umlaut, "", "utf-8", "found in the bytes"},
		{"neither declared nor UTF-8", "<html>" + latin, "", "windows-1252", "guessed from the letters"},
		{"declared UTF-16", "<html><meta charset=utf-16>" + umlaut, "", "utf-8", "declared by the page"},
		{"declared falsely as Latin", "<html><meta charset=iso-8859-1>" + umlaut, "", "utf-8", "found in the bytes"},
		{"declared falsely as UTF-8", "<html><meta charset=utf-8>" + latin, "", "windows-1252", "guessed from the letters"},
		{"declared in a comment", "<html><!-- <meta charset=koi8-r> -->" + latin, "", "windows-1252", "guessed from the letters"},
		{"unknown", "<html><meta charset=klingon><meta charset=windows-1252>" + latin, "", "windows-1252", "declared by the page"},
		{"named by the caller", "<html><meta charset=koi8-r>" + latin, "windows-1252", "windows-1252", ""},
		{"with a byte order mark", "\ufeff<html><meta charset=koi8-r>" + umlaut, "koi8-r", "utf-8", "byte order mark"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read([]byte(c.raw), Options{Charset: c.label})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(a.Text, "Fähre") || a.Source.Charset != c.want || a.Source.CharsetFrom != c.from {
				t.Errorf("%q in %s, %s", a.Text, a.Source.Charset, a.Source.CharsetFrom)
			}
		})
	}
}

const ferryPage = `<!DOCTYPE html><html lang="en-GB"><head><title>Ferry crews reject the levy | The Quay</title>
<meta property="og:site_name" content="The Quay"><link rel="canonical" href="/news/levy">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry crews reject the levy","datePublished":"2026-03-04T09:12:00+01:00","author":{"name":"Ada Lund"}}</script>
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><article><h1>Ferry crews reject the levy</h1>
<p>The crews of the northern ferries voted on Tuesday against the new harbour levy, which the council had passed after a night of talks, two abstaining.</p>
<p>“Nobody asked us,” said <a href="/people/bo">Bo Berg</a>, who has steered the night boat for thirty years, and who&#27;[31m voted no with nearly all of his crew.</p>
<p>The levy adds 4.20 to every ticket, the council says, and pays for a pier that the crews do not want, as they have said since the plan was first drawn up.</p>
</article></main><footer><p>© The Quay</p></footer></body></html>`

func TestAPageBecomesAnArticle(t *testing.T) {
	a, err := Read([]byte(ferryPage), Options{Base: "https://quay.example/news/levy?x=1"})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, a)
	want := annotate.Meta{
		Title: "Ferry crews reject the levy", Byline: "Ada Lund", Published: "2026-03-04T09:12:00+01:00", Language: "en-GB", Site: "The Quay",
	}
	if a.Meta != want {
		t.Errorf("meta %+v", a.Meta)
	}
	if a.Source.MediaType != "text/html" || a.Source.Canonical != "https://quay.example/news/levy" || a.Source.Extractor == "" {
		t.Errorf("source %+v", a.Source)
	}
	if a.Removed.Controls != 1 || strings.Contains(a.Text, "[31m") {
		t.Errorf("removed %+v from %q", a.Removed, a.Text)
	}
	if a.NumberedBlocks() != 3 {
		t.Errorf("%d numbered paragraphs, want 3", a.NumberedBlocks())
	}
	for _, b := range a.Blocks {
		text := b.Span.In(a.Text)
		if folded := text == "Home News" || text == "© The Quay"; b.Folded != folded {
			t.Errorf("%q is folded: %v", text, b.Folded)
		}
		if b.Folded && (b.Kind != annotate.Furniture || b.Rule == "" || b.Confidence == 0) {
			t.Errorf("%q: %+v", text, b)
		}
	}
}

func TestAPageWithAStrayNULIsRead(t *testing.T) {
	a, err := Read([]byte("<!doctype html><p>The ferry\x00 sails."), Options{})
	if err != nil || !strings.Contains(a.Text, "ferry") {
		t.Errorf("%+v, %v", a, err)
	}
}
