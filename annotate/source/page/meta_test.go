package page

import (
	"strings"
	"testing"

	"galley/annotate"
)

func TestMetadataOfPages(t *testing.T) {
	const ld = `<script type="application/ld+json">`
	cases := []struct {
		name, html string
		want       annotate.Meta
		canonical  string
	}{
		{"nothing", `<p>x`, annotate.Meta{}, ""},
		{"JSON-LD",
			`<html lang=de>` + ld + `{"@context":"https://schema.org","@type":"NewsArticle","headline":"Die Fähre &amp; der Hafen","author":[{"@type":"Person","name":"Ada Lund"},{"name":"Bo Berg"}],"datePublished":"2026-03-04T09:12:00+0100","publisher":{"name":"Der Kai"}}</script>`,
			annotate.Meta{Title: "Die Fähre & der Hafen", Byline: "Ada Lund, Bo Berg", Published: "2026-03-04T09:12:00+01:00", Language: "de", Site: "Der Kai"}, ""},
		{"a graph with references",
			ld + `{"@graph":[{"@type":"WebPage","datePublished":"2026-03-04"},{"@type":["Article"],"headline":"Ferry news","author":{"@id":"#ada"}},{"@id":"#ada","@type":"Person","name":"Ada Lund"}]}</script>`,
			annotate.Meta{Title: "Ferry news", Byline: "Ada Lund", Published: "2026-03-04"}, ""},
		{"JSON-LD with line breaks and in a comment",
			ld + "<!--//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Ferry\n news\"};\n//]]>--></script>",
			annotate.Meta{Title: "Ferry news"}, ""},
		{"invalid JSON-LD", ld + `{"@type":"Article",</script><meta property="og:title" content="Ferry news">`, annotate.Meta{Title: "Ferry news"}, ""},
		{"meta",
			`<meta property="og:title" content="Ferry news - The Quay"><meta property="og:site_name" content="The Quay"><meta name="author" content="By Ada Lund"><meta property="article:published_time" content="2026-03-04"><meta property="og:locale" content="en_GB"><meta property="og:url" content="/n/1">`,
			annotate.Meta{Title: "Ferry news", Byline: "Ada Lund", Published: "2026-03-04", Language: "en-GB", Site: "The Quay"}, "https://example.org/n/1"},
		{"a canonical address and its date", `<link rel="canonical" href="https://quay.example/2026/03/04/ferry"><title>Ferry news of the day | Quay</title>`,
			annotate.Meta{Title: "Ferry news of the day", Published: "2026-03-04"}, "https://quay.example/2026/03/04/ferry"},
		{"a time and an author in the body", `<title>Ferry</title><div><a rel=author href=/ada>Ada Lund</a> <time datetime="2026-03-04T08:12Z">4 March</time></div>`,
			annotate.Meta{Title: "Ferry", Byline: "Ada Lund", Published: "2026-03-04T08:12:00Z"}, ""},
		{"microdata", `<div itemscope><span itemprop="author"><span itemprop="name">Ada Lund</span>, Quay</span><span itemprop="datePublished" content="2026-03-04">yesterday</span></div>`,
			annotate.Meta{Byline: "Ada Lund", Published: "2026-03-04"}, ""},
		{"classes", `<div class="entry-meta"><span class="author vcard">Ada Lund</span> <abbr class="published" title="2026-03-04T00:00:00Z">4.3.</abbr></div>`,
			annotate.Meta{Byline: "Ada Lund", Published: "2026-03-04T00:00:00Z"}, ""},
		{"the heading of the page wins", `<title>The ferry crews have said no - Quay, the paper of the harbour</title><h1>The ferry crews have said no</h1>`,
			annotate.Meta{Title: "The ferry crews have said no"}, ""},
		{"a date in words", `<h1>Ferry</h1><div>Publicado el 4 de marzo de 2026</div>`, annotate.Meta{Title: "Ferry", Published: "2026-03-04"}, ""},
		{"no author", `<meta name=author content="https://facebook.com/quay"><meta name=author content="admin">`, annotate.Meta{}, ""},
		{"an organization as the author, and a person in the text",
			ld + `{"@type":"NewsArticle","author":{"@type":"Organization","name":"Harbour Union"}}</script><h1>Ferry</h1><p>By Ada Lund</p>`,
			annotate.Meta{Title: "Ferry", Byline: "Ada Lund"}, ""},
		{"an organization as the only author", ld + `{"@type":"NewsArticle","author":[{"@type":"NewsMediaOrganization","name":"Harbour Union"}]}</script><h1>Ferry</h1>`,
			annotate.Meta{Title: "Ferry", Byline: "Harbour Union"}, ""},
		{"a company as the author, and a person below the text", `<meta name=author content="Kai GmbH"><h1>Ferry</h1><p>` + strings.Repeat("The crews said no, and no again. ", 12) + `</p><p>Author: Ada Lund, Haven</p>`,
			annotate.Meta{Title: "Ferry", Byline: "Ada Lund, Haven"}, ""},
		{"the site behind the author", `<meta property="og:site_name" content="The Quay"><meta name=author content="Ada Lund, The Quay">`, annotate.Meta{Byline: "Ada Lund", Site: "The Quay"}, ""},
		{"the site before the author", `<meta property="og:site_name" content="The Quay"><meta name=author content="The Quay - Ada Lund">`, annotate.Meta{Byline: "Ada Lund", Site: "The Quay"}, ""},
		{"the host as the author, and a person in the text", `<link rel=canonical href="https://www.fair-quay.example/n"><meta name=author content="Fair Quay"><h1>Ferry</h1><h5><em>By Ada Lund</em></h5>`,
			annotate.Meta{Title: "Ferry", Byline: "Ada Lund"}, "https://www.fair-quay.example/n"},
		{"authors of comments and fields of forms", `<h1>Ferry</h1><form><p class="comment-form-author">Name</p></form><div class="comments"><div class="comment-body"><span class="author">Cy</span></div></div>`,
			annotate.Meta{Title: "Ferry"}, ""},
		{"a line with date and author", `<h1>Ferry</h1><div class="meta">4 March 2026 by Ada Lund</div>`, annotate.Meta{Title: "Ferry", Byline: "Ada Lund", Published: "2026-03-04"}, ""},
		{"words that a style sheet sets apart", `<h1>Ferry</h1><div class="author">By<span>Ada Lund</span></div>`, annotate.Meta{Title: "Ferry", Byline: "Ada Lund"}, ""},
		{"the site as the author, and a person in the text", `<meta property="og:site_name" content="The Quay"><meta name="author" content="The Quay Online"><h1>Ferry</h1><p>By Ada Lund</p>`,
			annotate.Meta{Title: "Ferry", Byline: "Ada Lund", Site: "The Quay"}, ""},
		{"the site as the author", `<meta name="author" content="quay.example"><h1>Ferry</h1>`, annotate.Meta{Title: "Ferry", Byline: "quay.example"}, ""},
		{"an instant in universal time that the address has on the day before", `<link rel=canonical href="https://quay.example/2026/03/03/ferry"><meta property="article:published_time" content="2026-03-04T02:12:00Z">`,
			annotate.Meta{Published: "2026-03-03"}, "https://quay.example/2026/03/03/ferry"},
		{"an instant in universal time that the page shows on the day before", `<meta property="article:published_time" content="2026-03-04T02:12:00Z"><title>Ferry</title><h1>Ferry</h1><div>March 3, 2026</div>`,
			annotate.Meta{Title: "Ferry", Published: "2026-03-03"}, ""},
		{"an instant in universal time and in that of the page", `<meta property="article:published_time" content="2026-03-04T02:12:00Z"><time datetime="2026-03-03T21:12:04-05:00">today</time>`,
			annotate.Meta{Published: "2026-03-03T21:12:04-05:00"}, ""},
		{"an instant in universal time and another day", `<meta property="article:published_time" content="2026-03-04T02:12:00Z"><time datetime="2026-03-01">1 March 2026</time>`,
			annotate.Meta{Published: "2026-03-04T02:12:00Z"}, ""},
		{"times of other articles", `<title>Ferry</title><ul class="related"><li><time class="published" datetime="2025-01-01">1 January</time></ul><h1>Ferry</h1><div><time datetime="2026-03-04">4 March</time></div>`,
			annotate.Meta{Title: "Ferry", Published: "2026-03-04"}, ""},
		{"the time beside the title", `<title>Ferry</title><div><time datetime="2025-01-01">New year</time></div><p>Sale!</p><p>Sale!</p><h1>Ferry</h1><div><time datetime="2026-03-04">4 March</time></div>`,
			annotate.Meta{Title: "Ferry", Published: "2026-03-04"}, ""},
		{"a time of change before that of publication", `<h1>Ferry</h1><time class="updated" datetime="2026-03-05">5 March</time><time datetime="2026-03-04">4 March</time>`,
			annotate.Meta{Title: "Ferry", Published: "2026-03-04"}, ""},
		{"a line of change before that of publication", `<h1>Ferry</h1><div>Updated 5 March 2026</div><div>4 March 2026</div>`, annotate.Meta{Title: "Ferry", Published: "2026-03-04"}, ""},
		{"change and publication in one line", `<h1>Ferry</h1><div class="date">Updated 5 March 2026, first published 4 March 2026</div>`, annotate.Meta{Title: "Ferry", Published: "2026-03-04"}, ""},
		{"a line of change alone", `<h1>Ferry</h1><div>Updated 5 March 2026</div>`, annotate.Meta{Title: "Ferry", Published: "2026-03-05"}, ""},
		{"a class that says date", `<h1>Ferry</h1><div><span class="news-date">04.03.2026</span> Harbour, boats and everything that sails or stays</div>`, annotate.Meta{Title: "Ferry", Published: "2026-03-04"}, ""},
		{"strokes in a date of a language that writes dots", `<html lang=de><meta name=date content="03/04/2026 09:12:00">`, annotate.Meta{Published: "2026-03-04", Language: "de"}, ""},
		{"strokes in a date of a country with the day first", `<link rel=canonical href="https://quay.example.co.uk/n"><meta name=date content="04/03/2026">`,
			annotate.Meta{Published: "2026-03-04"}, "https://quay.example.co.uk/n"},
		{"changed only", `<meta property="article:modified_time" content="2026-03-05">`, annotate.Meta{Published: "2026-03-05"}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := parsed(t, c.html)
			if doc.Meta != c.want || doc.Canonical != c.canonical {
				t.Errorf("got  %+v %q\nwant %+v %q", doc.Meta, doc.Canonical, c.want, c.canonical)
			}
		})
	}
}

func TestMoments(t *testing.T) {
	cases := []struct {
		text  string
		order dateOrder
		want  string
	}{
		{"2026-03-04T09:12:00+01:00", dayFirst, "2026-03-04T09:12:00+01:00"},
		{"2026-03-04T09:12:00.123Z", dayFirst, "2026-03-04T09:12:00Z"},
		{"2026-03-04T09:12:00+0100", dayFirst, "2026-03-04T09:12:00+01:00"},
		{"2026-03-04T09:12", dayFirst, "2026-03-04"},
		{"2026-03-04 09:12:00", dayFirst, "2026-03-04"},
		{"Wed, 04 Mar 2026 09:12:00 GMT", dayFirst, "2026-03-04T09:12:00Z"},
		{"1772615520", dayFirst, "2026-03-04T09:12:00Z"},
		{"1772615520000", dayFirst, "2026-03-04T09:12:00Z"},
		{"20260304", dayFirst, "2026-03-04"},
		{"March 4, 2026", dayFirst, "2026-03-04"},
		{"4th of March 2026", dayFirst, "2026-03-04"},
		{"Updated: Wednesday, Mar. 4th, 2026 at 9:12 am", dayFirst, "2026-03-04"},
		{"4. März 2026, 09:12 Uhr", dayFirst, "2026-03-04"},
		{"1er août 2026", dayFirst, "2026-08-01"},
		{"4 de marzo de 2026", dayFirst, "2026-03-04"},
		{"4 marzo 2026", dayFirst, "2026-03-04"},
		{"4 maart 2026", dayFirst, "2026-03-04"},
		{"4 de março de 2026", dayFirst, "2026-03-04"},
		{"2026年3月4日", dayFirst, "2026-03-04"},
		{"04.03.2026", monthFirst, "2026-03-04"},
		{"03/04/2026", monthFirst, "2026-03-04"},
		{"04/03/2026", dayFirst, "2026-03-04"},
		{"23/04/2026", monthFirst, "2026-04-23"},
		{"4.3.26", dayFirst, "2026-03-04"},
		{"Wed Mar  4 09:12:00 2026", dayFirst, "2026-03-04"},
		{"Wed Mar  4 09:12:00 GMT 2026", dayFirst, "2026-03-04T09:12:00Z"},
		{"Wed Mar  4 09:12:00 EST 2026", dayFirst, "2026-03-04"},
		{"Wed, 04 Mar 2026 09:12:00 EST", dayFirst, "2026-03-04"},
		{"Wed Mar 04 2026 09:12:00 GMT+0100 (CET)", dayFirst, "2026-03-04"},
		{"20260304091200", dayFirst, "2026-03-04"},
		{"20260304T091200Z", dayFirst, "2026-03-04T09:12:00Z"},
		{"4 березня 2026, 09:12", dayFirst, "2026-03-04"},
		{"4 Mart 2026 Çarşamba", dayFirst, "2026-03-04"},
		{"2026. március 4.", dayFirst, "2026-03-04"},
		{"٤ مارس ٢٠٢٦", dayFirst, "2026-03-04"},
		{"2026년 3월 4일", dayFirst, "2026-03-04"},
		{"4 March 26", dayFirst, "2026-03-04"},
		{"4 March 26 09:12", dayFirst, "2026-03-04"},
		{"Wednesday, March 4, 10:12", dayFirst, ""},
		{"4. März, 10 Uhr", dayFirst, ""},
		{"31 February 2026", dayFirst, ""},
		{"version 1.2.3", dayFirst, ""},
		{"9:12", dayFirst, ""},
		{"", dayFirst, ""},
		{"in March", dayFirst, ""},
	}
	for _, c := range cases {
		if got, _ := momentIn(c.text, c.order); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestReportsBeginWithTheirDate(t *testing.T) {
	for text, want := range map[string]string{
		"(4 March 2026) The crews voted no.":           "2026-03-04",
		"HAVEN, 4 March 2026 – The crews voted no.":    "2026-03-04",
		"04.03.2026 – The crews voted no.":             "2026-03-04",
		"On 4 March 2026 – a Wednesday – crews met":    "",
		"4 March 2026 was the day when the crews said": "",
		"The crews - 4 March 2026 - voted no.":         "",
		"":                                             "",
	} {
		if got := leadingDate(text, dayFirst); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestChronicleIsNotDatedByItsFirstEntry(t *testing.T) {
	first := `<p>4 March 2025 – ` + opening[3:]
	doc := parsed(t, pageWith("", first, "", "", ""))
	if doc.Meta.Published != "2025-03-04" {
		t.Errorf("a report: published %q", doc.Meta.Published)
	}
	doc = parsed(t, pageWith("", first, `<p>9 March 2025 – `+opening[3:], "", ""))
	if doc.Meta.Published != "" {
		t.Errorf("a chronicle: published %q", doc.Meta.Published)
	}
}

func TestDatesInAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://quay.example/2026/03/04/ferry":          "2026-03-04",
		"https://quay.example/news/2026-03-04-ferry":     "2026-03-04",
		"https://quay.example/news/20260304/ferry":       "2026-03-04",
		"https://quay.example/2026/3/4/":                 "2026-03-04",
		"https://quay.example/news/04-03-2026-ferry":     "2026-03-04",
		"https://quay.example/news/04/03/2026":           "",
		"https://quay.example/2026/02/31/ferry":          "",
		"https://quay.example/2026/03/ferry":             "",
		"https://quay.example/ferry-2026":                "",
		"https://quay.example/id/12026030499":            "",
		"https://20260304.example/ferry?d=2026/03/04":    "",
		"https://quay.example/2026/13/45/ferry":          "",
		"quay.example/2026/03/04":                        "",
		"https://quay.example/a/1999/12/31/last-ferry/2": "1999-12-31",
	} {
		if got, _ := dateInAddress(address, dayFirst); got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}

func TestTitlesLoseTheNameOfTheirSite(t *testing.T) {
	for _, c := range []struct{ title, site, want string }{
		{"Ferry news | The Quay", "The Quay", "Ferry news"},
		{"Ferry news - The Quay", "Quay", "Ferry news"},
		{"The Quay: Ferry news", "The Quay", "Ferry news"},
		{"Ferry news | Harbour | The Quay", "The Quay", "Ferry news | Harbour"},
		{"Harbour: the levy", "The Quay", "Harbour: the levy"},
		{"Levy – an A-to-Z guide", "", "Levy – an A-to-Z guide"},
		{"The Quay", "The Quay", "The Quay"},
	} {
		if got := trimSite(c.title, c.site); got != c.want {
			t.Errorf("%q of %q: got %q, want %q", c.title, c.site, got, c.want)
		}
	}
}

func TestNamesOfAuthors(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"By Ada Lund", "ada lund", "Bo Berg"}, "Ada Lund, Bo Berg"},
		{[]string{"Lund, Ada", "Berg, Bo"}, "Lund, Ada; Berg, Bo"},
		{[]string{"Ada Lund 4 March 2026 12 comments"}, "Ada Lund"},
		{[]string{"Ada Lund March 4, 2026"}, "Ada Lund"},
		{[]string{"Ada Lund @ada on"}, "Ada Lund"},
		{[]string{"Ada Lund Tuesday, May 4", "9:12AM"}, "Ada Lund"},
		{[]string{"Ada Lund4 March"}, "Ada Lund"},
		{[]string{"Ada May"}, "Ada May"},
		{[]string{"Ada May March 4, 2026"}, "Ada May"},
		{[]string{"Ada Lund | Archive"}, "Ada Lund"},
		{[]string{"Posted on March 4, 2026 by Ada Lund in Harbour"}, "Ada Lund"},
		{[]string{"Erstellt von Ada am Dienstag 4. März 2026"}, "Ada"},
		{[]string{"Post author By Ada von Lund"}, "Ada von Lund"},
		{[]string{"Veröffentlicht am 4.3.2026 von Ada Lund und Bo Berg | 3 Kommentare"}, "Ada Lund und Bo Berg"},
		{[]string{"Interview: Ada Lund"}, "Ada Lund"},
		{[]string{"'Ada Lund'"}, "Ada Lund"},
		{[]string{"Da Silva Lund", "di Lund"}, "Da Silva Lund, di Lund"},
		{[]string{"Name *", "Name (required)", "Posted", "Von", "By:", "Stand:"}, ""},
		{[]string{"https://quay.example/ada", "@ada", "View my complete profile", "admin", "ada@quay.example", "42"}, ""},
		{nil, ""},
	} {
		if got := joinNames(c.names); got != c.want {
			t.Errorf("%q: got %q, want %q", c.names, got, c.want)
		}
	}
}

func TestLinksOfASavedPageAreRelativeToItsAddress(t *testing.T) {
	for name, source := range map[string]string{
		"saved by a browser": `<!-- saved from url=(0031)https://quay.example/news/ferry --><p>See <a href="/fares">the fares</a>`,
		"canonical":          `<link rel=canonical href="https://quay.example/news/ferry"><p>See <a href="../fares">the fares</a>`,
		"base":               `<base href="https://quay.example/x/"><p>See <a href="../fares">the fares</a>`,
	} {
		doc, err := Parse([]byte(source), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(doc.Blocks[0]); got != "paragraph: See [the fares](https://quay.example/fares)" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
