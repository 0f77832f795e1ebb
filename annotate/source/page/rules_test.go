package page

import (
	"strings"
	"testing"

	"galley/annotate/source/draft"
)

// The prose of a page that is certainly an article, in three parts.
const (
	opening = `<p>The crews of the northern ferries voted on Tuesday against the new harbour levy, which the council had passed after a night of talks, two members abstaining.</p>`
	middle  = `<p>“Nobody asked us,” said Bo Berg, who has steered the night boat for thirty years, and who voted no with nearly all of his crew, as did the people of the pier.</p>`
	closing = `<p>The levy adds 4.20 to every ticket, the council says, and pays for a pier that the crews do not want, as they have said since the plan was first drawn up.</p>` +
		`<p>A second vote is due in the spring, when the council meets again, unless the ferries and the harbour agree before that on a levy that both can live with.</p>`
)

const headline = "Ferry crews reject the levy"

// pageWith returns a page with a title, and with parts around and in its article.
func pageWith(head, top, between, end, foot string) string {
	return `<html lang="en"><head><title>` + headline + ` | The Quay</title><meta property="og:site_name" content="The Quay">` + head +
		`</head><body><div class="page">` + `<article><h1>` + headline + `</h1>` + top + opening + middle + between + closing + end + `</article>` + foot + `</div></body></html>`
}

// block returns "kind [rule]", after "folded" if it is, for the block of doc with
// that text.
func block(t *testing.T, doc draft.Document, text string) string {
	t.Helper()
	for _, b := range doc.Blocks {
		if draft.OneLine(b.Text()) != text {
			continue
		}
		shown := b.Kind.String()
		if b.Rule.Name != "" {
			shown += " [" + b.Rule.Name + "]"
		}
		if b.Folded {
			shown = "folded " + shown
		}
		return shown
	}
	var all []string
	for _, b := range doc.Blocks {
		all = append(all, draft.OneLine(b.Text()))
	}
	t.Fatalf("no block says %q; there are\n%s", text, strings.Join(all, "\n"))
	return ""
}

func TestRulesClassifyTheBlocksOfAPage(t *testing.T) {
	cases := []struct {
		name, head, top, between, end, foot string
		text, want                          string
	}{
		{name: "title", text: headline, want: "title [W5 title of the page]"},
		{name: "prose", text: "A second vote is due in the spring, when the council meets again, unless the ferries and the harbour agree before that on a levy that both can live with.", want: "paragraph"},
		{name: "heading", between: "<h2>What it costs</h2>", text: "What it costs", want: "heading"},
		{name: "heading in a wrapper with a control", between: `<div class="section-head"><h2>What it costs</h2><a href="#costs">Copy link</a></div>`, text: "What it costs", want: "heading"},
		{name: "control beside a heading", between: `<div class="section-head"><h2>What it costs</h2><a href="#costs">Copy link</a></div>`, text: "Copy link", want: "folded furniture [P1 control word]"},
		{name: "heading of links", between: `<div><h3>From the harbour</h3><ul><li><a href="/a">Ferry sunk in the night</a></li><li><a href="/b">Pier closed</a></li></ul></div>`, text: "From the harbour", want: "folded furniture [W1 outside the article]"},
		{name: "sources", foot: `<section class="refs"><h2>Sources:</h2><ol><li>Harbour board, Minutes of 12 May 2026.</li><li>Lund, A., <i>Ferries</i>, <a href="/b">1999</a>.</li></ol></section>`, text: "2. Lund, A., Ferries, 1999.", want: "list-item"},
		{name: "a source with a date", foot: `<section class="refs"><h2>Bronnen</h2><ol><li>Harbour board, Minutes of 12 May 2026.</li><li>Lund, A., Ferries, 1999.</li></ol></section>`, text: "1. Harbour board, Minutes of 12 May 2026.", want: "list-item"},
		{name: "navigation within the article", foot: `<nav><ul><li><a href="/a">News from the north</a></ul></nav>`, text: "News from the north", want: "folded furniture [W2 marked as furniture]"},
		{name: "hidden", between: `<p style="display:none">A secret part of this page.</p>`, text: "A secret part of this page.", want: "folded furniture [W0 hidden by the page]"},
		{name: "beside the article", foot: `<div class="sidebar"><ul><li><a href="/a">News from the north</a></ul></div>`, text: "News from the north", want: "folded furniture [W1 outside the article]"},
		{name: "byline", top: "<p>By Ada Lund</p>", text: "By Ada Lund", want: "byline [H4 byline]"},
		{name: "byline by its class", top: `<div class="post-author">Ada Lund, harbour desk</div>`, text: "Ada Lund, harbour desk", want: "byline [H4 byline]"},
		{name: "date", top: "<div>Tuesday, 4 March 2026</div>", text: "Tuesday, 4 March 2026", want: "date [H3 date line]"},
		{name: "deck by its class", top: `<p class="standfirst">A night of talks has brought no peace to the harbour</p>`, text: "A night of talks has brought no peace to the harbour", want: "deck [W6 below the title]"},
		{name: "deck that the head tells", head: `<meta property="og:description" content="A night of talks has brought no peace">`, top: `<h2>A night of talks has brought no peace</h2>`, text: "A night of talks has brought no peace", want: "deck [W6 below the title]"},
		{name: "section above the first sentence", top: `<p><a href="/harbour">Harbour</a></p>`, text: "Harbour", want: "folded furniture [W3 above the article]"},
		{name: "caption", between: `<figure><img src="a.jpg"><figcaption>The night boat at the old pier, in May</figcaption></figure>`, text: "The night boat at the old pier, in May", want: "caption [D2 caption]"},
		{name: "caption by its class", between: `<p class="wp-caption-text">The night boat at the old pier, in May</p>`, text: "The night boat at the old pier, in May", want: "caption [D2 caption]"},
		{name: "credit", between: `<p>Photo: Ada Lund/Quay Pictures</p>`, text: "Photo: Ada Lund/Quay Pictures", want: "caption [P7 credit]"},
		{name: "related link", between: `<p>Read more: <a href="/b">How the levy came about</a></p>`, text: "Read more: How the levy came about", want: "folded furniture [P3 other articles]"},
		{name: "links below a lead", end: `<p>Read more:</p><p><a href="/b">How the levy came about in the end</a></p>`, text: "How the levy came about in the end", want: "folded furniture [P3 other articles]"},
		{name: "control word", between: `<p>Advertisement</p>`, text: "Advertisement", want: "folded furniture [P1 control word]"},
		{name: "plug", between: `<p><a href="/letter">Sign up for our newsletter</a></p>`, text: "Sign up for our newsletter", want: "folded furniture [P4 plug]"},
		{name: "follow us", between: `<p>Follow Ada Lund on <a href="https://twitter.com/ada">Twitter</a>.</p>`, text: "Follow Ada Lund on Twitter.", want: "folded furniture [P4 plug]"},
		{name: "prose that mentions a plug", between: `<p>The crews publish a newsletter of their own, and say that you can sign up for it at the pier, where the boats leave.</p>`,
			text: "The crews publish a newsletter of their own, and say that you can sign up for it at the pier, where the boats leave.", want: "paragraph"},
		{name: "copyright", end: `<p>© 2026 The Quay. All rights reserved.</p>`, text: "© 2026 The Quay. All rights reserved.", want: "folded furniture [P5 copyright]"},
		{name: "list of links", between: `<ul><li><a href="/a">How the levy came about</a><li><a href="/b">Who pays for the pier</a></ul>`, text: "Who pays for the pier", want: "folded furniture [D3 list of links]"},
		{name: "list of links that is introduced", between: `<p>The council has published three papers:</p><ul><li><a href="/a">The first plan of the pier</a><li><a href="/b">The second plan of the pier</a></ul>`, text: "The second plan of the pier", want: "list-item"},
		{name: "list", between: `<ul><li>4.20 for a person, there and back<li>9.80 for a car, which was free</ul>`, text: "9.80 for a car, which was free", want: "list-item"},
		{name: "line of links", between: `<p><a href="/a">Harbour</a> <a href="/b">Ferries</a> <a href="/c">Levy</a></p>`, text: "Harbour Ferries Levy", want: "folded furniture [W4 line of links]"},
		{name: "link in capitals", between: `<p><a href="/a">CREWS OF THE SOUTH HAVE SAID NO TOO</a></p>`, text: "CREWS OF THE SOUTH HAVE SAID NO TOO", want: "folded furniture [W4 line of links]"},
		{name: "author note", end: `<p>Ada Lund is a reporter at The Quay.</p>`, text: "Ada Lund is a reporter at The Quay.", want: "folded furniture [T4 author note]"},
		{name: "heading without text", end: `<h3>The harbour in pictures</h3>`, text: "The harbour in pictures", want: "folded furniture [W9 heading without text]"},
		{name: "quoted post", between: `<blockquote class="twitter-tweet"><p>No means no.</p></blockquote>`, text: "No means no.", want: "quotation"},
		{name: "table", between: `<table><tr><th>Fare<th>Levy<tr><td>Person<td>4.20</table>`, text: "Fare | Levy Person | 4.20", want: "table"},
		{name: "code", between: `<pre>levy = 4.20</pre>`, text: "levy = 4.20", want: "code"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := parsed(t, pageWith(c.head, c.top, c.between, c.end, c.foot))
			if got := block(t, doc, c.text); got != c.want {
				t.Errorf("%q is %s, want %s", c.text, got, c.want)
			}
		})
	}
}

func TestARepeatedTitleIsFolded(t *testing.T) {
	doc := parsed(t, pageWith("", `<p>Ferry Crews Reject the Levy</p>`, "", "", ""))
	if got := block(t, doc, "Ferry Crews Reject the Levy"); got != "folded furniture [H2 repeated title]" {
		t.Error(got)
	}
}

func TestAnArticleThatIsAListOfLinksIsShown(t *testing.T) {
	var items strings.Builder
	for _, what := range []string{"How the levy came about in a night of talks", "Who pays for the pier, and who does not", "What the crews of the south say", "The pier in a hundred pictures"} {
		items.WriteString(strings.Repeat(`<li><a href="/a">`+what+`, as told by those who were there at the time</a>`, 5))
	}
	doc := parsed(t, `<title>The week in links</title><body><article><h1>The week in links</h1>`+opening+`<ul>`+items.String()+`</ul></article>`)
	if got := block(t, doc, "The pier in a hundred pictures, as told by those who were there at the time"); got != "list-item" {
		t.Error(got)
	}
}

func TestAPageWithoutAnArticleShowsAll(t *testing.T) {
	doc := parsed(t, `<title>Note</title><nav><a href="/a">Home</a></nav><p>The ferry sails at six.</p><p hidden>Not before.</p>`)
	if got := block(t, doc, "The ferry sails at six."); got != "paragraph [W7 nothing long enough found]" {
		t.Error(got)
	}
	long := strings.Repeat("The ferry sails at six. ", 12)
	doc = parsed(t, `<nav><a href="/a">Home</a></nav><div>`+strings.Repeat(`<a href="/b">`+long[:40]+`</a> `, 12)+`</div>`)
	for _, b := range doc.Blocks {
		if b.Folded && b.Text() != "Home" {
			t.Errorf("%q is folded", b.Text())
		}
	}
}

func TestAPageRenderedByAScriptIsReadFromItsData(t *testing.T) {
	const first = "The crews voted no, and will vote again in the spring, as they say, since the levy is not to their taste."
	body := first + strings.Repeat(" They say so again and again.", 9)
	html := "<p>" + body + "</p><p>The end.</p>"
	cookies := "<div>" + strings.Repeat("<p>We and our 40 partners</p><p>Accept</p>", 12) + "</div>"
	for name, data := range map[string]string{
		"structured data":       `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","articleBody":"` + body + `\n\nThe end."}</script>`,
		"structured data, HTML": `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","articleBody":"` + html + `"}</script>`,
		"template script":       `<script type="text/x-handlebars-template">` + html + `</script>`,
		"template":              `<template>` + html + `</template>`,
		"no script":             `<noscript>` + html + `</noscript>`,
		"two of them":           `<script type="text/template"><p>` + first + `</p></script><script type="text/html"><div>` + html + `</div></script>`,
		"behind cookies":        cookies + `<script type="text/template">` + html + `</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			doc := parsed(t, `<title>Ferry</title><h1>Ferry</h1>`+data+`<div>Loading…</div>`)
			if got := block(t, doc, body); got != "paragraph [W8 text in the page's data]" {
				t.Error(got)
			}
			if got := block(t, doc, "Loading…"); !strings.HasPrefix(got, "folded") {
				t.Error(got)
			}
			if doc.Blocks[0].Text() != "Ferry" && !doc.Blocks[0].Folded {
				t.Errorf("begins with %q", doc.Blocks[0].Text())
			}
		})
	}
}

func TestAnArticleThatIsShownIsNotReadFromTemplates(t *testing.T) {
	other := "<p>" + strings.Repeat("The crews voted no, and will vote again in the spring, as they say, since it is so. ", 9) + "</p>"
	for _, data := range []string{`<script type="text/template">` + other + `</script>`, `<noscript>` + other + `</noscript>`} {
		doc := parsed(t, pageWith("", "", data, "", ""))
		for _, b := range doc.Blocks {
			if b.Rule == ruleDescribed {
				t.Errorf("%q", b.Text())
			}
		}
	}
	doc := parsed(t, `<title>Ferry</title><div>Loading…</div><script type="text/template"><p>Dear {{name}},</p>`+other+`</script>`)
	if got := block(t, doc, "Loading…"); strings.HasPrefix(got, "folded") {
		t.Error(got)
	}
}
