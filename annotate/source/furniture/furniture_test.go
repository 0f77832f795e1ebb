package furniture

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
)

func TestEachRuleInEachLanguage(t *testing.T) {
	cases := []struct{ rule, en, de, fr, es, pt, it, nl string }{
		{Control, "Share this article", "Artikel drucken", "PARTAGER", "Imprimir", "Compartilhar", "Condividi", "Deel dit artikel"},
		{Control, "ADVERTISEMENT", "Anzeige", "Publicité", "Publicidad", "Publicidade", "Pubblicità", "Advertentie"},
		{Related, "Also Read: Five ferries sold", "Lesen Sie auch: Fünf Fähren verkauft", "À LIRE AUSSI Cinq ferries vendus", "Lea también: Cinco barcos", "Leia também: Cinco barcos", "Leggi anche: Cinque traghetti", "Lees ook: Vijf veerboten"},
		{Plug, "All the news. Sign up here.", "Jetzt unseren Newsletter bestellen", "Recevez notre newsletter", "Suscríbete a nuestro boletín", "Assine a nossa newsletter", "Iscriviti alla nostra newsletter", "Ontvang onze nieuwsbrief"},
		{Copyright, "© 2026 The Bay Courier", "Alle Rechte vorbehalten", "Tous droits réservés", "Todos los derechos reservados", "Todos os direitos reservados", "© Riproduzione riservata", "Alle rechten voorbehouden"},
		{EndMatter, "Filed under: harbour", "Schlagworte: Hafen", "Mots-clés : port", "Etiquetas: puerto", "Palavras-chave", "Argomenti trattati", "Over de auteur"},
		{Comments, "Leave a Reply", "Kommentar schreiben", "Laisser un commentaire", "Deja un comentario", "Deixe um comentário", "Lascia un commento", "Plaats een reactie"},
		{Credit, "Photo: Ada Lund / Getty Images", "Foto: Ada Lund/dpa", "Crédit photo : Ada Lund", "Fotografía: Ada Lund", "Foto: Divulgação", "Foto di Ada Lund", "Beeld: ANP"},
	}
	for _, c := range cases {
		for _, text := range []string{c.en, c.de, c.fr, c.es, c.pt, c.it, c.nl} {
			v, ok := Judge(text)
			if !ok || v.Name != c.rule {
				t.Errorf("%q: %q, want %q", text, v.Name, c.rule)
			}
			if isCredit := c.rule == Credit; v.Folded == isCredit || (v.Kind == annotate.Caption) != isCredit {
				t.Errorf("%q is a %s, folded: %v", text, v.Kind, v.Folded)
			}
		}
	}
}

func TestLinesOfLinks(t *testing.T) {
	for text, want := range map[string]bool{
		"Contact\u00A0|\u00A0About\u00A0|\u00A0Home": true,
		"Home › News › Harbour and port":             true,
		"Startseite · Politik · Wirtschaft · Sport":  true,
		"Home | News": false,
		"1 | 2 | 3":   false,
		"• one | two": false,
		"The port | Nobody had asked the crews | What now": false,
		"| | |": false,
		"x > 1 and that is more than four words > 2 > 3": false,
	} {
		v, ok := Judge(text)
		if got := ok && v.Name == Links; got != want {
			t.Errorf("%q: %v %v", text, v, ok)
		}
	}
}

func TestProseIsNotFurniture(t *testing.T) {
	for _, text := range []string{
		"", "…",
		"She said that her newsletter had reached ten thousand readers.",
		"Related parties must be named in the report.",
		"“Share it with the crews,” she said.",
		"The comments came during a heated exchange at the daily briefing.",
		"Print is not dead, the publisher said.",
		"Read the letter aloud, he said, and then burn it.",
		"The copyright law of 1998 is to be changed.",
		"By Ada Lund",
		"4 March 2026",
		"What Happens Next?",
		"He photographed the harbour for thirty years.",
		"Die Anzeige wurde am Montag erstattet.",
		"Le menu du jour ne change pas.",
		"I subscribe to the view that the sea will win.",
		"Die Kommentare des Ministers überraschten alle.",
		"Comments by the minister surprised the crews on Monday.",
		strings.Repeat("Sign up for our newsletter. ", 40),
	} {
		if v, ok := Judge(text); ok {
			t.Errorf("%q is %+v", text, v)
		}
	}
}

func TestSummariesAndAuthorNotes(t *testing.T) {
	for text, want := range map[string][2]bool{
		"Summary": {true, false}, "KEY POINTS:": {true, false}, "Das Wichtigste in Kürze": {true, false}, "L’essentiel": {true, false},
		"Claves": {true, false}, "Destaques": {true, false}, "In breve": {true, false}, "In het kort": {true, false}, "TL;DR": {true, false},
		"Ada Lund is a reporter at The Courier.": {false, true}, "Bo Berg contributed reporting from Kelder.": {false, true},
		"Ada Lund ist Redakteurin in Kelder.": {false, true}, "The summary was short.": {false, false}, "": {false, false},
	} {
		if got := [2]bool{IsSummary(text), IsAuthorNote(text)}; got != want {
			t.Errorf("%q: summary, author note = %v", text, got)
		}
	}
}

func TestBylinesAndNames(t *testing.T) {
	for text, want := range map[string]string{
		"By Ada Lund": "Ada Lund", "BY ADA LUND": "ADA LUND", "Von Ada Lund und Bo Berg": "Ada Lund und Bo Berg", "Par Zoë Lund": "Zoë Lund",
		"Por\u00A0Ada Lund": "Ada Lund", "di Ada Lund": "Ada Lund", "Door: Ada Lund": "Ada Lund", "Written by Ada Lund": "Ada Lund", "by Ada Lund": "Ada Lund",
		"Author: Ada Lund": "Ada Lund", "AUTORIN : Ada Lund": "Ada Lund", "Text: Von Ada Lund": "Ada Lund", "Erstellt von Ada Lund": "Ada Lund",
		"Author of the Levy": "", "Text Messages Rise": "", "Author:": "",
		"By the harbour": "", "Di nuovo in porto": "", "Door to the North": "", "Bypass To Open": "", "By": "", "": "",
		"By Ada Lund was the answer.": "", "By Tuesday the vote was in doubt and nobody knew": "",
	} {
		got := ""
		if IsByline(text) {
			got = BylineName(text)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestVerdictsAreConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkVerdict(t, drawText(t))
	})
}

// drawText draws texts that rules may match.
func drawText(t *rapid.T) string {
	pieces := []string{"Share", "sign up", "here", "©", "2026", "|", "Home", "Also read", ":", " ", "\u00A0", "Comments", "Photo", "word", ".", "\n", "é", "港", "\xff", "\u00AD"}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 80).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "gap"))
}

type reporter interface {
	Errorf(format string, args ...any)
}

func checkVerdict(t reporter, text string) {
	v, ok := Judge(text)
	again, _ := Judge(text)
	switch {
	case v != again:
		t.Errorf("%q: %+v, then %+v", text, v, again)
	case ok != (v != Verdict{}):
		t.Errorf("%q: %+v, %v", text, v, ok)
	case v.Folded && (v.Kind != annotate.Furniture || !v.Folds(v.Kind)), v.Confidence < 0, v.Confidence > 1:
		t.Errorf("%q: %+v", text, v)
	}
}

func FuzzJudge(f *testing.F) {
	for _, s := range []string{"Share", "Home | News | Sport", "© 2026", "Sign\u00A0up here.", "Photo: x", "\xff|\xff|\xff", "", "By Ada Lund", "4 March 2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkVerdict(t, text)
		IsDateLine(text)
		IsByline(text)
		IsDateline(text)
	})
}

func BenchmarkJudge(b *testing.B) {
	text := "The council said on Tuesday that “the harbour levy” would rise by 4.20 – a tax on people who can’t stay away, said Ada Lund."
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Judge(text)
	}
}
