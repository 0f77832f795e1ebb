package segment_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

// quotations lists the quotations in a text with their marks, without those inside others.
func quotations(text string) string {
	var all []annotate.Span
	for _, block := range blocksOf(text) {
		for off := block.Start; off < block.End; off++ {
			if outer, _, ok := segment.Quotation(text, block, off); ok && !slices.Contains(all, outer) {
				all = append(all, outer)
			}
		}
	}
	var list []string
	for _, s := range all {
		if !slices.ContainsFunc(all, func(o annotate.Span) bool { return o != s && o.Start <= s.Start && s.End <= o.End }) {
			list = append(list, s.In(text))
		}
	}
	return strings.Join(list, "|")
}

func blocksOf(text string) (blocks []annotate.Span) {
	off := 0
	for _, p := range strings.Split(text, "\n\n") {
		blocks = append(blocks, annotate.Span{Start: off, End: off + len(p)})
		off += len(p) + 2
	}
	return blocks
}

func TestQuotationsOfLanguages(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"German closed by ASCII":            {`Er rief „Geh jetzt" und lief. Dann sagte er „Komm". Sie ging.`, `„Geh jetzt"|„Komm"`},
		"German with ASCII inside":          {`Er rief „sag "nein" laut" und lief.`, `„sag "nein" laut"`},
		"German, both closings":             {`„Geh“, sagte er, „und komm” wieder.`, `„Geh“|„und komm”`},
		"German opened as English closes":   {`Er rief “Geh jetzt“ und lief.`, `“Geh jetzt“`},
		"English closed by ASCII":           {`She said “Go now" and ran.`, `“Go now"`},
		"English opened by ASCII":           {`She said "Go now” and ran.`, `"Go now”`},
		"Swedish guillemets":                {`Hon sade »Gå nu», och han gick. »Kom!» ropade hon.`, `»Gå nu»|»Kom!»`},
		"Danish guillemets":                 {`Hun sagde »Gå nu«, og han gik. »Kom!« råbte hun.`, `»Gå nu«|»Kom!«`},
		"Finnish":                           {`Hän sanoi: ”Mene nyt.” ”Tule!” hän huusi.`, `”Mene nyt.”|”Tule!”`},
		"Dutch":                             {`Hij zei ‚ga nu’ en liep. ‚Kom!’ riep zij.`, `‚ga nu’|‚Kom!’`},
		"Dutch double":                      {`Hij zei „ga nu” en liep.`, `„ga nu”`},
		"Arabic":                            {`قالت ”اذهب الآن“ ثم غادرت.`, `”اذهب الآن“`},
		"Arabic, single":                    {`قالت ’اذهب‘ ثم غادرت.`, `’اذهب‘`},
		"Arabic guillemets":                 {`قالت «اذهب الآن» ثم غادرت.`, `«اذهب الآن»`},
		"Hebrew":                            {`היא אמרה ״לך עכשיו״ והלכה לצה״ל.`, `״לך עכשיו״`},
		"typewriter":                        {"She said ``go now'' and ``come.''", "``go now''|``come.''"},
		"typewriter, ASCII":                 {"She said ``go now\" and ran.", "``go now\""},
		"heavy":                             {`She said ❝go now❞ and ❛come❜.`, `❝go now❞|❛come❜`},
		"full width":                        {`她说：＂现在走。＂他说＂好＂了。`, `＂现在走。＂|＂好＂`},
		"ASCII in Chinese":                  {`他说："你好。"她说"好"了。`, `"你好。"|"好"`},
		"prime marks":                       {`他说〝你好〞了。她说〝好〟了。`, `〝你好〞|〝好〟`},
		"half width Japanese":               {`彼は｢行く。｣と言った。`, `｢行く。｣`},
		"French with spaces":                {"Il dit : « Non, jamais. » Puis « oui ».", "« Non, jamais. »|« oui »"},
		"French, nested":                    {`Il dit « elle a dit “non” hier » et part.`, `« elle a dit “non” hier »`},
		"Swedish single":                    {`Hon sade ’gå nu’ och log.`, `’gå nu’`},
		"English elisions":                  {`’Tis the dogs’ home, rock ’n’ roll of the ’90s’ best, get ’em, boys’ way.`, ``},
		"not closed":                        {`Er sagte „Geh jetzt. Dann lief er weg. Sie blieb.`, ``},
		"not closed, then closed":           {`“Nobody asked, said Lund. Then she left. “We will strike,” she said.`, `“We will strike,”`},
		"not closed, guillemets":            {`»Geh, sagte er. Sie blieb. »Komm«, rief er.`, `»Komm«`},
		"inches":                            {`A 6" pipe, a 5' plank and "a word" here.`, `"a word"`},
		"several paragraphs":                {"“One thing.\n\n“Another thing.\n\n“The last,” she said.\n\nShe left.", "“One thing.|“Another thing.|“The last,”"},
		"several paragraphs, ASCII":         {"She said: \"One thing.\n\n\"The last,\" she said.", "\"One thing.|\"The last,\""},
		"several paragraphs, Spanish":       {"«Primero.\n\n»Segundo.\n\n»Tercero», dijo Ana.", "«Primero.|»Segundo.|»Tercero»"},
		"several paragraphs, typewriter":    {"``One thing.\n\n``The last,'' she said.", "``One thing.|``The last,''"},
		"Spanish dialogue":                  {"—No cederemos —dijo Ana—. Nunca.", "—No cederemos|Nunca."},
		"Spanish dialogue, open end":        {"—No —dijo Ana.", "—No"},
		"Spanish dialogue alone":            {"—¿Quién habla?", "—¿Quién habla?"},
		"Russian dialogue":                  {"— Нет, — сказала Ана. — Мы пойдём.\n\n— Да — это правда.", "— Нет,|Мы пойдём.|— Да — это правда."},
		"Russian, one sentence":             {"— Нет, — сказала Ана, — мы пойдём.", "— Нет,|мы пойдём."},
		"Portuguese dialogue":               {"— Não — disse Ana. — Vamos.", "— Não|Vamos."},
		"French dialogue":                   {"— Non.\n\n— Si !", "— Non.|— Si !"},
		"en dashes":                         {"– Nie – powiedziała Anna. – Idziemy.", "– Nie|Idziemy."},
		"a signature is no dialogue":        {"—Ada Lund, Harbor Town", ""},
		"a dash in a sentence is no speech": {"The vote — it was late — passed.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := quotations(c.text); got != c.want {
				t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}
