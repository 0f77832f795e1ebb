package suggest_test

import (
	"os"
	"strings"
	"testing"

	"galley/annotate/suggest"
)

// TestSpeakersOfLanguages measures quotations and speakers on sentences of our own.
func TestSpeakersOfLanguages(t *testing.T) {
	fillers := map[string]string{
		"german":  "Der Rat hat in der Nacht lange beraten, und das war nicht das Ende der Sache. Die Leute sind noch nicht nach Hause gegangen, weil sie auf das Ergebnis warten.",
		"french":  "Le conseil a délibéré toute la nuit, et ce n’était pas la fin de cette affaire. Les gens ne sont pas rentrés chez eux, parce qu’ils attendent le résultat.",
		"spanish": "El consejo ha deliberado toda la noche, y no era el final del asunto. La gente no se ha ido a su casa, porque espera el resultado de la votación.",
	}
	for language, least := range map[string]struct{ found, right, named float64 }{
		"german": {.9, .9, .8}, "french": {.9, .9, .8}, "spanish": {.9, .9, .8},
	} {
		data, err := os.ReadFile("testdata/" + language + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		var gold, found, extra, named, offered, right float64
		for line := range strings.Lines(string(data)) {
			text, speakers, ok := strings.Cut(strings.TrimSpace(line), " | ")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			var want, got []string
			if speakers != "-" {
				want = strings.Split(speakers, "; ")
			}
			for _, o := range offersIn(articleOf(fillers[language] + "\n\n" + text)) {
				s := o.First()
				if s.Tier != suggest.Likely && s.Fields.Get("speaker") != "" {
					t.Errorf("%s: %s is %s", language, text, s.Tier)
				}
				got = append(got, s.Fields.Get("speaker"))
			}
			gold += float64(len(want))
			found += float64(min(len(got), len(want)))
			extra += float64(max(len(got)-len(want), 0))
			for i, who := range want {
				who = strings.Trim(who, "?")
				var is string
				if i < len(got) {
					is = got[i]
				}
				isRight := is == who || who != "" && strings.HasSuffix(is, " "+who) // a title may come first
				if who != "" {
					named++
				}
				if is != "" {
					offered++
				}
				if is != "" && isRight {
					right++
				}
				if !isRight || len(got) != len(want) {
					t.Logf("%s: %s: %q, want %q", language, text, got, want)
				}
			}
		}
		t.Logf("%s: quotations: P %.3f R %.3f (of %.0f); speakers: P %.3f (of %.0f), R %.3f (of %.0f)",
			language, found/(found+extra), found/gold, gold, right/offered, offered, right/named, named)
		if found/gold < least.found || right/offered < least.right || right/named < least.named {
			t.Errorf("%s is worse than before", language)
		}
	}
}
