package page

import (
	"strings"
	"testing"
)

// TestAPageEndsAtItsWall puts a wall below an article or its first sentences, each line
// with a "-" before its text if it is to be folded.
func TestAPageEndsAtItsWall(t *testing.T) {
	const (
		first = `<p>The council voted on Tuesday to raise the fares.</p>`
		foot  = `<footer><p>-Your Example Post.</p><p>-Newsletter</p></footer>`
	)
	for name, page := range map[string]string{
		"English":         `<h1>Ferry fares</h1>` + first + `<h3>-Would you like to read on?</h3><h3>-Yes. I am a subscriber.</h3><h3>-Yes. I need a subscription.</h3>`,
		"German":          `<h1>Fährpreise steigen</h1><p>Der Rat hat am Dienstag beschlossen, die Preise zu erhöhen.</p><div><p>-Dieser Artikel ist nur für Abonnenten.</p><p>-Ab 4,90 im Monat lesen Sie alles, was im Hafen geschieht, und das ohne jede Werbung.</p></div>`,
		"French":          `<h1>Le prix des ferries</h1><p>Le conseil a voté mardi une hausse du prix des traversées.</p><p>-La suite est réservée aux abonnés.</p><p>-Déjà abonné ? Connectez-vous</p>`,
		"Spanish":         `<h1>Suben los billetes</h1><p>El consejo votó el martes una subida de los billetes del puerto.</p><p>-Suscríbete para seguir leyendo</p><p>-Un mes gratis</p>`,
		"Polish":          `<h1>Bilety będą droższe</h1><p>Rada miasta przegłosowała we wtorek podwyżkę cen biletów na prom.</p><p>-Ten artykuł jest dostępny tylko dla prenumeratorów.</p><p>-Wykup dostęp</p>`,
		"a long teaser":   `<article><h1>Ferry crews reject the levy</h1>` + opening + middle + `</article><div class="offer"><h2>-Subscribe to continue reading</h2><p>-All of the harbour for 4.90 a month, which you can cancel on any day you like, in one minute.</p></div>`,
		"wall in the way": `<article><h1>Ferry crews reject the levy</h1>` + opening + `<p>-To continue reading this article, sign in.</p>` + middle + closing + `</article>`,
		"a label in a list of teasers": `<article><h1>Ferry crews reject the levy</h1>` + opening + middle + closing + `</article>` +
			strings.Repeat(`<div><a href="/1">-The last lamp of the pier</a></div>`, 6) + `<div><span>-This article is for subscribers only</span></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			ends := false
			for _, b := range parsed(t, `<nav><a href="/">-Home</a></nav><main>`+page+`</main>`+foot).Blocks {
				text := strings.TrimSpace(b.Text())
				if strings.HasPrefix(text, "-") != b.Folded {
					t.Errorf("folded is %v for %q [%s]", b.Folded, text, b.Rule.Name)
				}
				ends = ends || b.Rule == ruleWall
			}
			if want := !strings.Contains(name, " ") || name == "a long teaser"; ends != want {
				t.Errorf("ends at a wall: %v", ends)
			}
		})
	}
}
