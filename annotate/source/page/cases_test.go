package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readCase returns a page with one kind of difficulty.
func readCase(t *testing.T, file string) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "testdata", "cases", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

func TestMetadataOfCases(t *testing.T) {
	for _, c := range []struct{ file, title, byline, published string }{
		{"F30-json-ld-trailing-comma.html", "Ferry levy passes", "Ada Lund", "2026-05-14T08:00:00+02:00"},
		{"F31-byline-with-job-line.html", "Ferry levy passes", "Ada Lund", ""},
		{"html-title-logo-h1.html", "A levy for the wall: how the council voted", "", ""},
		{"html-byline-is-month.html", "Harbour levy passes", "", "2016-12-01"},
		{"html-byline-of-teaser.html", "Harbour levy passes", "Ada Lund", "2016-12-14"},
		{"j01-byline-and-date-lines.html", "Ferry fares go up after the spring strike", "HNN Staff", "2025-11-18"},
	} {
		got := parsed(t, readCase(t, c.file)).Meta
		if got.Title != c.title || got.Byline != c.byline || got.Published != c.published {
			t.Errorf("%s: %+v", c.file, got)
		}
	}
}

func TestBylines(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`<p class="byline">By<br>Ada Lund<br>Harbour correspondent</p>`, "Ada Lund"},
		{`<div class="author"><span>Von</span> <span>Ada Lund</span><div>Redakteurin im Ressort Hafen</div></div>`, "Ada Lund"},
		{`<p class="byline">By Ada Lund, Staff Writer</p>`, "Ada Lund"},
		{`<p class="byline">By Ada Lund, Courier Staff Writer</p>`, "Ada Lund"},
		{`<p class="auteur">Par Ada Lund, journaliste</p>`, "Ada Lund"},
		{`<p class="autor">Por Ada Lund – Corresponsal en Kelder</p>`, "Ada Lund"},
		{`<p class="byline">By Ada Lund ada@quay.example</p>`, "Ada Lund"},
		{`<p class="byline">Ada Lund · Politik</p>`, "Ada Lund"},
		{`<p class="byline">By Ada Lund and Bo Berg | Harbour</p>`, "Ada Lund and Bo Berg"},
		{`<p class="author">Ada Lund <a href="/ada">See full bio</a></p>`, "Ada Lund"},
		{`<p class="author">Ada Lund <a href="#c">12 comments</a></p>`, "Ada Lund"},
		{`<p class="author">Anonymous</p>`, ""},
		{`<p class="byline date">März 2026</p>`, ""},
		{`<p class="byline">8 mai 2026</p>`, ""},
		{`<p class="byline">By May Lund 8 May 2026</p>`, "May Lund"},
		{`<meta name="author" content="Windows User">`, ""},
		{`<meta name="author" content="Utilisateur Windows">`, ""},
	} {
		doc := parsed(t, pageWith("", c.html, "", "", ""))
		if doc.Meta.Byline != c.want {
			t.Errorf("%s: %q, want %q", c.html, doc.Meta.Byline, c.want)
		}
	}
}

func TestTheBylineAtTheArticleIsThatOfThePage(t *testing.T) {
	const own = `<article><h1>Ferry</h1><div class="author">Ada Lund</div><p>It sails at six.</p></article>`
	const other = `<article><h2><a href="/b">Pier</a></h2><div class="author">Bo Berg</div></article>`
	for _, html := range []string{other + own, own + other, `<div><div><a rel="author" href="/b">Bo Berg</a></div><p>A</p><p>B</p><p>C</p></div>` + strings.ReplaceAll(own, `div class="author"`, `div itemprop="author"`)} {
		if got := parsed(t, "<title>Ferry</title>"+html).Meta.Byline; got != "Ada Lund" {
			t.Errorf("%s: %q", html, got)
		}
	}
}

func TestTheHeadlineAtTheArticleIsTheTitle(t *testing.T) {
	const prose = opening + middle + closing
	for _, c := range []struct{ html, want string }{
		{`<title>Fähren streiken weiter – Hafen – Der Kai</title><h1 class="site-title"><a href="/">Der Kai</a></h1><main><h1>Fähren streiken weiter</h1>` + prose + `</main>`, "Fähren streiken weiter"},
		{`<title>Levy explained: what to know | Quay</title><h1><a href="https://quay.example/">Quay</a></h1><article><h1>What you need to know about the levy</h1>` + prose + `</article>`, "What you need to know about the levy"},
		{`<title>Le Quai : le péage du port | Économie</title><h1 id="logo">Le Quai</h1><article><h1>Le péage du port divise les équipages</h1>` + prose + `</article>`, "Le péage du port divise les équipages"},
		{`<title>El peaje divide a las tripulaciones - El Muelle</title><header><h1 class="logo"><a href="/">El Muelle</a></h1></header><div><h2 class="entry-title">El peaje divide a las tripulaciones</h2>` + prose + `</div>`, "El peaje divide a las tripulaciones"},
	} {
		if got := parsed(t, c.html).Meta.Title; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestNearlyJSONIsRead(t *testing.T) {
	for _, script := range []string{
		`{"@type":"NewsArticle","headline":"Ferry \"news\"","author":{"name":"Ada Lund",},}`,
		`{"@type":"NewsArticle" "headline":"Ferry \"news\"" "author":{"name":"Ada Lund"}}`,
		`{"@type":"NewsArticle",,"headline":"Ferry "news"","author":[{"name":"Ada Lund"}{"name":"Ada Lund"},]}`,
		`{"@type":"NewsArticle","headline":"Ferry \x22news\x22","author":{"name":"Ada\x20Lund"}}`,
		`{"@type":"NewsArticle","headline":"Ferry \"news\"","author":{"name":"Ada\ Lund"}}`,
		`{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Ferry \&quot;news\&quot;&quot;,&quot;author&quot;:&quot;Ada Lund&quot;}`,
		`{"@type":"NewsArticle","headline":"Ferry &quot;news&quot;","author":"Ada Lund"`,
	} {
		got := parsed(t, `<script type="application/ld+json">`+script+`</script>`).Meta
		if got.Title != `Ferry "news"` || got.Byline != "Ada Lund" {
			t.Errorf("%s: %+v", script, got)
		}
	}
}

// TestShownOfCases reads pages of which shown is shown, and hidden is folded.
func TestShownOfCases(t *testing.T) {
	for _, c := range []struct {
		file          string
		shown, hidden []string
	}{
		{"a01-class-above-footer.html", []string{"sai w mil room sch room ev", "Eve money room sai", "Qu visitors, children people", "ri Rop. 12.", "Room ne tow school"}, nil},
		{"a03-next-article-on-page.html", []string{"Room water nor timetable", "Au stone vi we", "Moneysssss we harbour"}, []string{"Mayor wo work timetable", "Town children vis", "Aut lights, wo"}},
		{"a08-class-sharing-container.html", []string{"River marketsssss", "Rop Timetable: Ma spr"}, nil},
		{"h01-teasers-after-the-article.html", []string{"A spokesman for the islanders"}, []string{"FAR OUT", "The most remote", "Officials in", "PICKS", "IT'S NOT EASY", "Schools will visit"}},
		{"h04-more-stories-list-at-the-end.html", []string{"A spokesman for the islanders"}, []string{"More Great", "Skippers must", "Paid berths", "Prepare for"}},
		{"i01-about-the-company.html", []string{"Several skippers said"}, []string{"ABOUT LUND", "Lund Ferries is a global", "Lund Ferries is headquartered"}},
		{"k01-buttons-not-known.html", []string{"The harbour council", "Several skippers said"}, []string{"Image", "Like this story", "button", "Tell us what", "drukuj", "Whatsapp"}},
		{"c01-article-in-a-template-script.html", []string{"Ferry fares", "The harbour council", "A spokesman for"}, []string{"Give us feedback"}},
		{"n01-teaser-and-wall.html", []string{"Ferry fares", "The council voted"}, []string{"Home", "Would you like", "Yes. I am", "Your Example", "Newsletter"}},
		{"b01-class-names-that-hit-the-article.html", []string{"I am glad of the vote", "Be there or be square!", "The boats leave at six.", "Strong heat only", "Grill 53 by"}, nil},
	} {
		var shown strings.Builder
		for _, b := range parsed(t, readCase(t, c.file)).Blocks {
			if !b.Folded {
				shown.WriteString(b.Text() + "\n")
			}
		}
		for _, text := range c.shown {
			if !strings.Contains(shown.String(), text) {
				t.Errorf("%s: %q is not shown", c.file, text)
			}
		}
		for _, text := range c.hidden {
			if strings.Contains(shown.String(), text) {
				t.Errorf("%s: %q is shown", c.file, text)
			}
		}
	}
}
