package segment_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

// unmark returns s without the marks « and », and the spans between them.
func unmark(t *testing.T, s string) (text string, spans []annotate.Span) {
	t.Helper()
	var b strings.Builder
	start := -1
	for _, r := range s {
		switch r {
		case '«':
			start = b.Len()
		case '»':
			spans = append(spans, annotate.Span{Start: start, End: b.Len()})
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), spans
}

func whole(text string) annotate.Span { return annotate.Span{Start: 0, End: len(text)} }

// quoted returns the words of spans, for messages.
func quoted(text string, spans []annotate.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString("\n\t«" + s.In(text) + "»")
	}
	return b.String()
}

// sentenceCases mark each sentence. French guillemets would be taken for
// marks; TestFrenchGuillemets has those.
var sentenceCases = []struct{ name, marked string }{
	{"two sentences", "«The ferry left at dawn.» «Nobody was on board.»"},
	{"one without end", "«The ferry left at dawn»"},
	{"question and exclamation", "«Who pays?» «Not us!» «The harbour does.»"},
	{"doubled marks", "«Who pays?!» «The harbour does!!!» «It must.»"},
	{"white space around", "  «One.»   «Two.»  "},

	{"title and initial", "«Prof. P. Lund of the harbour union met Mr. and Mrs. Berg.» «They agreed.»"},
	{"titles of office", "«Sen. J. B. Pritzker and Gov. Ann Berg met Rep. Lee.» «Gen. Holt was away.»"},
	{"middle initial", "«George W. Bush spoke.» «John F. Kennedy did too.»"},
	{"joined initials", "«The book by J.K. Rowling sold out.» «J.-P. Sartre did not.»"},
	{"doctor and saint", "«Dr. Lund lives near St. Mary in St. Louis.» «She moved.»"},
	{"street before a new sentence", "«He lives on Main St. »«The house is old.»"},
	{"military", "«Lt. Col. Ada Berg and Sgt. Holt left.» «Lt.-Gov. Lee stayed.»"},
	{"title in capitals", "«MR. SMITH GOES TO ST. LOUIS»"},
	{"acronym that spells an abbreviation", "«They updated to a newer IE. »«Shares rose.»"},
	{"junior", "«Martin Luther King Jr. Day is Monday.» «He met Berg Jr. »«They talked.»"},
	{"the pronoun I", "«So do I. »«Nobody else does.»"},
	{"world war", "«His father fell in World War I. »«Germany had lost.»"},
	{"lettered thing", "«It is rich in vitamin C. »«Researchers agree.»"},
	{"plan B", "«There is no plan B. »«Ministers know it.»"},

	{"initialism before a name", "«The U.S. President and the U.K. Parliament agreed with the E.U. Commission.»"},
	{"headline that begins with one", "«U.S. Begins Preparations»"},
	{"initialism before a new sentence", "«They came to the U.S. »«The President met them.» «He left.»"},
	{"initialism and number", "«The U.S. 7th Fleet sailed.» «It took U.S. 101 north.»"},
	{"initialism in mid-sentence", "«In the U.S. and elsewhere U.S. troops wait.»"},
	{"initialism before a quotation", "«She left the U.S. »«“We are done,” she said.»"},
	{"degree", "«Ada Lund, Ph.D., spoke.» «Her Ph.D. Adviser did not.»"},
	{"Washington, D.C.", "«The hall in Washington D.C. »«The team of six, too.»"},
	{"state", "«A man from Springfield, Ill. »«He was 40.»"},
	{"state before a title", "«Police in Boston, Mass. Commissioner Ed Davis said so.»"},

	{"number", "«They won No. 5 and No. 10 Downing Street.» «Nos. 3 and 4 lost.»"},
	{"the word no", "«Did she say no? »«No. »«They did.»"},
	{"decimal and money", "«It costs $1.5 million, or 3.5 percent of 10,000.50 euros.» «Cheap.»"},
	{"number at the end", "«It fell by 3.5. »«Prices rose in 2020. »«They fell in 2021.»"},
	{"sentence that begins with a number", "«Two were hurt.» «12 people died.»"},
	{"version", "«Under Trump 2.0. »«In May they left.»"},
	{"date", "«On Jan. 6 and Sept. 11, 2001, they met; on Sat. Nov. 22 too.» «It was Dec. »«They froze.»"},
	{"time before a day", "«It starts at 8 p.m. Tuesday and ends at 11 a.m. ET.» «Be there.»"},
	{"time before a new sentence", "«It starts at 8 p.m. »«Bring a coat.»"},
	{"time in capitals", "«It starts at 8 P.M. Tuesday.»"},
	{"page and figure", "«See p. 12, pp. 13–14, Fig. 3 and Vol. II of it.» «Then read on.»"},
	{"versus", "«It was Norway vs. Denmark, then Roe v. Wade.» «Both were close.»"},
	{"for example", "«Take fruit, e.g. Apples or i.e. Pears, cf. Plums.» «Eat it.»"},
	{"et cetera", "«They sold fish, bread, etc. »«Nobody bought any.» «Fish, etc. was left.»"},
	{"company", "«Berg Inc. Chairman Lee met Lund & Co. Directors.» «He left Berg Inc. »«The firm wept.»"},
	{"company and ticker", "«Berg Corp. (NYSE: BRG) rose.» «Lund Ltd. fell.»"},
	{"et al.", "«Lund et al. (2010) found it.» «Berg et al. did not.»"},

	{"end inside a quotation", "«“Go.» «Now.” she said.»"},
	{"quotation of two sentences", "«“Nobody asked us.» «We would have said no.”» «She left.»"},
	{"question inside a quotation", "«“Why?” he asked.» «“Go!” she cried, and left.»"},
	{"question before a name", "«“Why?” Ada Lund asked.» «“Who?” Mr. Lee Berg said.»"},
	{"question before a new sentence", "«“Why?”» «Nobody answered.»"},
	{"split quotation", "«“We are small,” she said, “but we are here.”» «They left.»"},
	{"straight marks", "«\"Go.»  «Now.\"» «\"Never!\" he said.» «'Fine.'» «They went.»"},
	{"nested marks", "«“She said ‘Go.’”» «“Then we went.”»"},
	{"question mark, then comma", "«“Is it so?”, he asked.» «It is.»"},
	{"brackets", "«It rained.» «(It often does.)» «We left (see Fig. 3.) at noon.»"},
	{"footnote marks", "«It rained.[5][note 2]» «Then it stopped.[a]» «We left.»"},

	{"ellipsis before lower case", "«We wait… and we hope... for the best . . . of all.» «Yes.»"},
	{"ellipsis before a new sentence", "«We wait…» «Then we go...» «He left.... »«She stayed.»"},
	{"ellipsis in brackets", "«They improve yields [...] in dry years.» «It works.»"},
	{"ellipsis and quotation", "«“I…” he began.» «“If only …”» «She stopped.»"},

	{"dateline", "«WASHINGTON — In a stark reminder, they left.» «Good.»"},
	{"dateline with agency", "«GENEVA (AP) — The talks failed.» «Again.»"},
	{"dateline with initialism", "«WASHINGTON, D.C. — The talks failed.» «PARIS, Jan. 6 (Reuters) - They won.»"},
	{"dateline in capitals", "«ST. PAUL, Minn. (AP) — The talks failed.»"},
	{"attribution after a dash", "«“It is a long game.” — Ada Lund»"},

	{"numbered list", "«1. Wash the fish.»\n«2. Salt it.»\n«10. Eat.»"},
	{"numbered in a line", "«Do this: 1. Wash it. »«2. Salt it. »«3. Eat.»"},
	{"no list", "«It began at 10:30. »«They won 3:2. »«It cost $5. »«Was it 6? »«Yes, 7. »«They left.»"},
	{"lettered list", "«a. First of all»\n«b. Second»\n«II. Third»"},
	{"bullets", "«• White House presses Mexico.»\n«• Nothing else»"},
	{"rows of a table", "«name | fare»\n«Oslo | 4.20»"},
	{"lines of verse", "«roses are red»\n«violets are blue»"},

	{"address of a page", "«See https://example.org/a.b?c=d!e for more.» «Or www.example.org. »«Then write.»"},
	{"mail address", "«Write to a.b@example.co.uk. »«She answers.»"},
	{"file name and domain", "«Node.js and .NET run on example.com today.»"},
	{"no blank after the stop", "«He left.»«She stayed.»"},
	{"name in lower case", "«They like it. iPhone sales rose.»"},

	{"German", "«Am 3. Mai kam Dr. Lund z. B. nach Berlin, d. h. ins 21. Jahrhundert.» «Sie blieb.»"},
	{"German quotation", "«„Geh.» «Jetzt.“ sagte sie.» «Er ging bzw. lief ca. 5 km.»"},
	{"German number and date", "«Im 2. Halbjahr kosten 5 Mio. Euro vgl. Nr. 7 usw. »«Der Preis stieg.»"},
	{"German year", "«Er starb 1999. »«Die Stadt trauerte.»"},
	{"French", "«M. Le Pen et Mme Lund, p. ex. à Paris, av. J.-C. ou non.» «Elle reste.»"},
	{"French question", "«Pourquoi ? »«Parce que Mlle. Lund part.» «Voilà !»"},
	{"Spanish", "«¿Quién paga? »«¡Nosotros no! »«Nadie.»"},

	{"Chinese", "«他走了。»«我们留下！»«谁付钱？»«没有人。»"},
	{"Chinese quotation", "«记者说：“这是引语。”他补充道。»«然后走了。»"},
	{"Chinese quotation after a stop", "«他走了。»«“再见。”»"},
	{"Japanese", "«「行く。」と彼は言った。»«彼は残った。»"},
	{"Chinese with ASCII marks", "«谁付钱?»«没有人!»«好。»"},
	{"full-width number", "«３．５％です。»«はい。»"},
	{"Hindi", "«वह गया।» «हम रुके।»"},
	{"Arabic", "«من يدفع؟» «لا أحد.» «ذهبوا.»"},
	{"emoji", "«Great! »«🎉 Then they left. »«👨‍👩‍👧 Good.»"},
}

func TestSentencesByTable(t *testing.T) {
	if len(sentenceCases) < 60 {
		t.Fatalf("only %d cases", len(sentenceCases))
	}
	for _, c := range sentenceCases {
		t.Run(c.name, func(t *testing.T) {
			text, want := unmark(t, c.marked)
			for i := range want {
				want[i], _ = want[i].Trim(text)
			}
			got := slices.Collect(segment.Sentences(text, whole(text)))
			if !slices.Equal(got, want) {
				t.Errorf("got%s\nwant%s", quoted(text, got), quoted(text, want))
			}
		})
	}
}

func TestFrenchGuillemets(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"« Oui. » Elle part.", []string{"« Oui. »", "Elle part."}},
		{"« Pourquoi ? » demande-t-il. Rien.", []string{"« Pourquoi ? » demande-t-il.", "Rien."}},
		{"Er ging. »Komm!« rief sie. »Nein.«", []string{"Er ging.", "»Komm!« rief sie.", "»Nein.«"}},
		{"قال: «نعم.» ثم ذهب.", []string{"قال: «نعم.»", "ثم ذهب."}},
	} {
		var got []string
		for s := range segment.Sentences(c.text, whole(c.text)) {
			got = append(got, s.In(c.text))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSentenceAtAnOffset(t *testing.T) {
	text := "  One is.  Two is. "
	for off, want := range map[int]string{
		-5: "One is.", 0: "One is.", 2: "One is.", 8: "One is.", 9: "One is.", 10: "One is.",
		11: "Two is.", 17: "Two is.", 18: "Two is.", 19: "Two is.", 99: "Two is.",
	} {
		if got := segment.Sentence(text, whole(text), off).In(text); got != want {
			t.Errorf("at %d: %q, want %q", off, got, want)
		}
	}
}

func TestNextAndPrevSentence(t *testing.T) {
	text := "One is. Two is. Three is."
	for _, c := range []struct {
		off        int
		prev, next string
	}{
		{-1, "", "One is."},
		{0, "", "Two is."},
		{3, "One is.", "Two is."},
		{8, "One is.", "Three is."},
		{9, "Two is.", "Three is."},
		{16, "Two is.", ""},
		{25, "Three is.", ""},
	} {
		next, ok := segment.NextSentence(text, whole(text), c.off)
		if got := next.In(text); got != c.next || ok != (c.next != "") {
			t.Errorf("next of %d: %q %v, want %q", c.off, got, ok, c.next)
		}
		prev, ok := segment.PrevSentence(text, whole(text), c.off)
		if got := prev.In(text); got != c.prev || ok != (c.prev != "") {
			t.Errorf("previous of %d: %q %v, want %q", c.off, got, ok, c.prev)
		}
	}
}

func TestSentencesStayInTheirBlock(t *testing.T) {
	text := "Before it. One is. Two\n\nis after it."
	block := annotate.Span{Start: 11, End: 22}
	var got []string
	for s := range segment.Sentences(text, block) {
		got = append(got, s.In(text))
	}
	if want := []string{"One is.", "Two"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if s, ok := segment.NextSentence(text, block, 20); ok {
		t.Errorf("a sentence after the last: %q", s.In(text))
	}
	if s, ok := segment.PrevSentence(text, block, 11); ok {
		t.Errorf("a sentence before the first: %q", s.In(text))
	}
}

func TestWhiteSpaceHasNoSentence(t *testing.T) {
	for _, text := range []string{"", " ", "\n\n", " \u0308", "\u0600 "} {
		for s := range segment.Sentences(text, whole(text)) {
			t.Errorf("%q has sentence %v", text, s)
		}
		if s := segment.Sentence(text, whole(text), 0); !s.Empty() {
			t.Errorf("%q has sentence %v", text, s)
		}
		if _, ok := segment.NextSentence(text, whole(text), -1); ok {
			t.Errorf("%q has a next sentence", text)
		}
		if _, ok := segment.PrevSentence(text, whole(text), len(text)); ok {
			t.Errorf("%q has a previous sentence", text)
		}
	}
}
