package page

import (
	"strings"
	"testing"
)

// TestWhatFollowsTheArticleIsFolded adds lines to the end of an article, each with a
// "-" before its text if it is to be folded.
func TestWhatFollowsTheArticleIsFolded(t *testing.T) {
	const teaser = `, says the harbour office, which has kept count of it since the spring of last year.</p>`
	for name, end := range map[string]string{
		"cards": `<div class="cards"><div><span>-FAR OUT</span><h3><a href="/1">-The last lamp of the north pier</a></h3><p>-It went out in May` + teaser +
			`</div><div><h3><a href="/2">-Five ferries that never sailed</a></h3><p>-One of them burned` + teaser + `</div></div>`,
		"cards with a link elsewhere": `<div><h2><a href="/1">-The last lamp of the pier</a></h2><p>-It is out` + teaser + `<p>-PICKS</p><h2><a href="https://shop.example/x">-These boots are cheap this week</a></h2><p>-They are dry` +
			teaser + `<p>-AT SEA</p><h2><a href="/2">-Five ferries that never sailed</a></h2></div>`,
		"linked cards, German":        `<h4>-Auch aus dem Hafen</h4><a href="/1"><h3>-Die letzte Lampe am Pier</h3></a><p>-Sie ist aus.</p><a href="/2"><h3>-Fünf Fähren, die nie fuhren</h3></a>`,
		"linked lines, Polish":        `<p><strong>-Inne teksty</strong></p><p><a href="/1">-Ostatnia lampa na północnym molo</a></p><p><a href="/2">-Pięć promów, które nigdy nie wypłynęły</a></p><p><a href="/3">-Kto zapłaci za nowe nabrzeże</a></p>`,
		"a list of more":              `<p><strong>-More great QUAY stories</strong></p><ul><li>-Skippers <a href="/1">want a union</a>, and soon</li><li>-The <a href="/2">quiet season</a> begins</li></ul>`,
		"a list of more, Spanish":     `<h3>-Más historias del puerto</h3><ul><li>-Los patrones <a href="/1">quieren un sindicato</a>, y pronto</li><li>-La <a href="/2">temporada baja</a></li></ul>`,
		"a list of more, French":      `<h3>-Plus d’articles sur le port</h3><p>-Les patrons <a href="/1">veulent un syndicat</a> au plus vite</p>`,
		"about a company":             `<h3>-ABOUT LUND FERRIES</h3><p>-Lund Ferries runs forty boats between nine islands and has done so since 1911, as it likes to say.</p><p>-Its shares are listed in Kelder.</p>`,
		"about a company, one block":  `<p><strong>-About Lund Ferries</strong><br>Lund Ferries runs forty boats between nine islands and has done so since 1911, as it likes to say.</p>`,
		"about a company, German":     `<p><b>-Über die Lund-Fähren AG</b></p><p>-Die Lund-Fähren AG betreibt vierzig Schiffe zwischen neun Inseln und das seit 1911, wie sie gern sagt.</p>`,
		"about a company, French":     `<h2>-À propos du groupe Lund</h2><p>-Le groupe Lund exploite quarante bateaux entre neuf îles, et cela depuis 1911, comme il aime à le dire.</p>`,
		"about a company, Spanish":    `<h4>-Acerca de Transbordadores Lund</h4><p>-Transbordadores Lund tiene cuarenta barcos entre nueve islas desde 1911, como suele decir.</p>`,
		"about a company, Polish":     `<h4>-O firmie Lund Promy</h4><p>-Lund Promy to czterdzieści statków między dziewięcioma wyspami, i to od 1911 roku, jak lubi mówić.</p>`,
		"the author":                  `<p>-Mia Holm has written about boats for twenty years and lives above the old fish market with two cats.</p>`,
		"the author's first name":     `<p>-Mia is a native of the outer islands and lives above the old fish market with two cats.</p>`,
		"the author, French":          `<p>-Mia est née sur les îles et vit au-dessus de la vieille halle aux poissons avec deux chats.</p>`,
		"a section about the topic":   `<h3>About the levy</h3><p>The levy pays for the pier, which is to be longer by a half, as the council said in the spring.</p>`,
		"about Ariane":                `<h3>-À propos d’Ariane</h3><p>-Ariane exploite quarante bateaux entre neuf îles, et cela depuis 1911, comme elle aime à le dire.</p>`,
		"a section about the harbour": `<h3>About the levy</h3><p>Every ticket costs 4.20 more from June, and the money pays for the pier, as the council said in the spring.</p>`,
		"headings with links":         `<h3><a href="https://one.example/">The report of the council on ferries</a></h3><p>It is long.</p><h3><a href="https://two.example/">The answer of the crews to it</a></h3><p>It is short.</p>`,
		"sources":                     `<p>Sources:</p><p><a href="https://one.example/">The report of the council</a></p><p><a href="https://two.example/">The answer of the crews</a></p><p><a href="https://three.example/">The law of the harbour</a></p>`,
		"the author in the article":   `<p>I met Mia Holm at the pier, where she has worked for years and knows all of the boats by name.</p><p>Mia Holm is tired of the levy and says that she will leave the islands before the winter comes.</p>`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, b := range parsed(t, pageWith(`<meta name="author" content="Mia Holm">`, "", "", end, "")).Blocks {
				text := strings.TrimSpace(b.Text())
				if strings.HasPrefix(text, "-") != b.Folded {
					t.Errorf("folded is %v for %q [%s]", b.Folded, text, b.Rule.Name)
				}
			}
		})
	}
}
