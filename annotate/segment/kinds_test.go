package segment_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

// kindCases are like sentenceCases, with | between the sentences, which may contain
// guillemets. Each name says what kind of sentence end, or of none, they have.
var kindCases = []struct{ name, text string }{
	{"doubled abbreviations", "La ministra viajó a EE. UU. el lunes.|Allí vio al presidente."},
	{"doubled abbreviations of other words", "Los JJ. OO. costaron mucho.|El director de RR. HH. renunció ayer."},
	{"reference and letter", "Review Fig. A for details.|The list in App. D names all ports.|Exhibit No. A was shown."},
	{"number sign", "Das steht im Blatt vom 3. Mai. № 590 fehlt.|Son las actas N°. 1026.253 y N°. 7 del puerto."},
	{"spaced abbreviations", "Die Kosten, d. h. Löhne, stiegen.|Es kamen viele Gäste, u. a. Berliner, in den Hafen."},
	{"abbreviation after a title", "Heute sprach Dr. med. Anna Weber im Rathaus.|Prof. em. Karl Lund schwieg."},
	{"short title of two letters", "Das Haus gehört der Fa. Meyer seit hundert Jahren.|Es steht leer."},
	{"titles in Spanish", "Habló la Sra. Rescia con el Lic. Pérez y la Dra. Gil.|Nadie más vino."},
	{"titles in Portuguese", "O Sr. Lopes e a Dra. Costa falaram com o Eng. Dias.|Ninguém ouviu."},
	{"titles in Italian", "Il Dott. Mesini e l'Avv. Fabrizi parlano.|Il Sig. Rossi tace."},
	{"titles in Dutch", "De heer drs. Jan Berg en mr. Anna Smit spraken.|Niemand luisterde."},
	{"titles in Polish", "Rozmawiał prof. Nowak z ks. Lisem i mgr. Wilkiem.|Nikt nie słuchał."},
	{"titles in Turkish", "Toplantıya Doç. Ayşe Kaya ve Sn. Demir katıldı.|Kimse konuşmadı."},
	{"titles in Russian", "Выступили проф. Семёнов и акад. Иванов из г. Хабаровск.|Никто не слушал."},
	{"titles in Ukrainian", "Виступив проф. Коваль на вул. Садовій.|Ніхто не слухав."},
	{"titles in Czech", "Přednášel doc. Novák a MUDr. Malá z nám. Míru.|Nikdo neposlouchal."},
	{"titles in Danish", "De mødte hr. Berg og fru Lund ved Skt. Hans kirke.|Ingen lyttede."},
	{"titles in Swedish and Norwegian", "De såg t.ex. Anna Berg, dvs. Bergs syster.|Ingen annan kom."},
	{"titles in Finnish", "Puhujina olivat tri Laine, prof. Salo ja esim. Virtanen.|Kukaan ei kuunnellut."},
	{"title without a list", "El portavoz Cpt. Ramos llegó con la Hnta. Ruiz.|Nadie más vino."},
	{"title that is cut short", "Domenica mattina la signora incontra il nuovo Arc. Bellini in piazza grande.|Parlano poco."},
	{"the pronoun and the initial", "They make a fine crew, Ada and I.|Did you see Robert I. Lund today?"},
	{"initials of other scripts", "Приехали А. И. Семёнов и Л.Н. Орлов.|Они молчали."},
	{"unit of temperature", "Het was gisteren 40 °C.|De prijs steeg daarna.|It was 40 °C.|Forecasters had warned of it."},
	{"lettered things", "España quedó en el grupo A.|Los equipos viajan.|Mangia molta vitamina C.|Gli esperti lo dicono."},
	{"plan B", "Hij had een plan B.|Het bedrijf betaalde.|They went to plan B.|Engineers were called in."},
	{"unit after a number", "La barca recorrió 153 km.|Nadie la vio.|Pesa 20 kg.|Luego se hundió."},
	{"year after a number", "Так было в 1898 г.|Осенью дом продали.|Tak było w 2010 r.|Kutry stały."},
	{"year after a preposition", "В 1961 г. Иван Орлов ушёл.|W 2015 r. Polska podpisała umowę.|To było w 2015 r.|Kutry stały."},
	{"weekday and month", "They meet on Sat. Mar. 8 and Sun. Nov. 2.|Then they rest."},
	{"street in a compound", "Sie wohnt in der Hafenstr. 12 und zieht um.|Niemand hilft."},
	{"surname before a title", "He met Pastor Hall.|Rev. Berg stayed away."},
	{"speaker before a dash", "P. – O porto fecha?|R. – Não fecha."},
	{"reference at the end", "Він живе на вул. Садовій, буд. 3.|Він пише.|Mora na Rua Alta, nº. 30.|Ele saiu."},
	{"ordinal and short month", "Sie kam am 5. Okt. 1950 zur Welt.|Sie lebt noch."},
	{"address at the end", "To read more, visit galley.example.|Then write to us@galley.example.|We answer."},
	{"short dates", "El 30 Ago. 1984 zarpó.|Vuelve el 23 de Nov. de 2014, el Lun. 4 de Mar. o nunca."},
	{"short references", "Leyeron las págs. 5 y 6 del art. 4.|Дом стоит на ул. 1 Мая.|Se str. 7 i rozdz. 2.|Koniec."},
	{"money before a number", "They paid Rs. 16720 and rs. 400 more.|Nobody knows why."},
	{"ordinal month in a date", "Firma vznikla 7. Apríla 2020 v Nitre.|Seite 12.|Berg sprach."},
	{"time at the beginning", "At 5 a.m. Mr. Berg went out.|He came back at 6 p.m.|Mr. Berg slept."},
	{"initialism before a short word", "Hun bor i E.U.|Det var godt.|The U.S. Air Force left."},
	{"initialism before a question", "Jeg bor i E.U.|Hvad med dig?"},
	{"name with an exclamation mark", "Yahoo! Inc. sold it.|She works at Wham! Records, where Wham! is known.|Wham! Nobody heard."},
	{"exclamation mark that is no name", "They won!|Records fell.|Go!|Officials left."},

	{"well-known name with an exclamation mark", "She reads Yahoo! News daily.|He works at Yahoo!|They do not."},
	{"reference at the beginning", "Fig. A shows the pier.|App. B lists the boats.|No.|A man came.|It weighs 5 lb.|A crew waits."},
	{"lettered place", "They left from Terminal B.|Passengers waited."},
	{"two spaced letters and a name", "Przyszli m. in. Kowalski i Nowak.|De såg t. ex. Berg.|Il vit p. ex. Lund."},
	{"short domain", "The link goes to t.co.|Nobody opened it.|Write to us@g.nl.|Berg answers."},
	{"degrees in Danish", "Hun talte med cand. Berg.|Ingen svarede."},

	{"Armenian", "Այսօր երկուշաբթի է:|Ես գնում եմ տուն։|Հարցերը շատ են...:|Վերջ:"},
	{"Armenian times", "Ժամը 12:30 է: |Գնացինք:"},
	{"Greek question mark", "Πού είναι το λιμάνι;|Κανείς δεν ξέρει.|Γιατί;|Έφυγαν."},
	{"semicolon elsewhere", "They left; Nobody saw them: They were quick."},
	{"Japanese", "船は出た．|値段は３．５円だ．|誰が払う？|（船は遅い。風も強い。）と言う。"},
	{"Chinese title", "我们去看《快跑吧！船长》好吗？|好！"},
	{"Arabic", "من يدفع؟|لا أحد، كما قال د. سليم.|ذهبوا."},
	{"Urdu", "کیا حال ہے؟|وہ چلا گیا۔|ہم رکے۔"},
	{"Persian", "حال شما چطور است؟|خوبم، آقای رضا.|من رفتم."},
	{"Hindi and Marathi", "वह गया।|हम रुके।|कौन देगा?|कोई नहीं।"},
	{"Burmese", "သူသွားတယ်။|ငါနေတယ်။"},
	{"Amharic", "እንደምን አለህ፧|መልካም ቀን ይሁንልህ።|ደህና ሁን።"},
	{"Thai has none", "เขาไปแล้ว เราอยู่"},

	{"spaced ellipsis inside a sentence", "The thing is . . . I never meant it.|She knew that."},
	{"spaced ellipsis and a full stop", "They stop reading and look up . . . .|Next come the notes."},
	{"spaced ellipsis at the beginning", "The habit grew weak.|. . . The rest stayed as it was. . . ."},
	{"ellipsis at the beginning", "Van de boten was 81 procent weg.|...en toen kwam de storm."},
	{"ellipsis in brackets", "“The stairs [...] lead down [...]” (Lund 55).|Nobody uses them.|They improve yields [...]|Ozone does not."},
	{"reference after a quotation", "He wrote: “We left.” (Berg 12).|“We stayed.”|(He smiled.)|She did too."},
	{"mark in brackets", "They found gold (!) Nobody knows where.|The [?] Boat sank."},
	{"superscript footnotes", "They left the port.¹²|Nobody came back.*|Prices fell.†|Then they rose."},
	{"footnotes in the text", "They left the port.11 12|Nobody came back (Lund 2010).3|See Fig.3 Berg."},
	{"footnotes in brackets", "It helps [2–11].|It rained.[3, 4]|Then it stopped."},
	{"dash after a question", "What do you see?|- Boats, said Berg.|Nothing else.|– Boats, said Lund."},
	{"dash before a name", "The sea gives and the sea takes. — Ada Lund"},
	{"speech in guillemets", "«Чего ты ждёшь? – спросила мама. – Завтра ведь праздник»."},
	{"numbered bullets", "• 1. Busca ayuda\n|• 2. Come bien"},
	{"items in brackets", "Nobody may sail at night.|(b) The harbour may allow it.|(c) Boats need lights."},
	{"slash between verses", "“Roses are red. / Violets are blue.”"},
	{"list in one line", "1. Wash the fish |2. Salt it well |3. Eat"},
	{"list in one line after a sentence", "Do this at home. |9.) Wash the fish |10.) Salt it well |11.) Eat!"},
	{"letters of a list in one line", "a) the old harbour |b) the ferry |c) the station.|They are closed."},
	{"letters with full stops", "a. Wash the fish |b. Salt it well |c. Eat"},
	{"bullets in one line", "• Oslo and Bergen |• Stavanger |• 3. Molde"},
	{"numbers with bullets in one line", "⁃8. Wash the fish |⁃9. Salt it well"},
	{"no list in one line", "1. FC Lund steigt in die 2. Liga ab.|They must 1) pay, 2) leave and 3) be silent.|Berg • Lund • Holt."},
	{"no list without the item before", "1. Mai oder 3. Mai, das Datum vom 3. Mai gilt.|A. Lund met B. Berg and C. Holt.|He (see b) left."},
	{"sentence in lower case", "we closed the harbour.|the ferry left.|He closed the harbour.|iPhone sales rose."},
	{"lower case after a short word", "They paid approx. the same, appr. two or so.|“We waited.” he said."},
	{"questions of one word", "Who? |what? |when?|Why? he asked."},
	{"centuries", "Scherben aus dem 1. -3. Jahrhundert lagen dort.|Niemand sah sie."},
	{"quotation inside a sentence", "They cried “Fire! Fire!” and ran.|He wrote: \"We left. We are safe\" and signed it.|“We left. |We are safe,” he wrote."},
	{"quotation that ends a sentence", "He wrote: “We left. |We are safe.” |Then “Why? |Who?” |Nobody knew."},
	{"closing mark after a space", "He wrote \"The boat [...] \".|Nobody read it.|\"...and so on\" said Lund."},
	{"Greek question before a lowercase letter", "Ποιος πληρώνει;|ο δήμος πληρώνει.|Πού\u037e|εδώ."},
	{"titles in Greek", "Ο κ. Παπάς και η κα. Λίνα ήρθαν.|Η βάρκα έφυγε."},
	{"abbreviation of two words", "I mezzi (ad es. TIR, auto) passano.|Viene, por ej. Ada.|Il y a tout (la mer par ex.) |Puis rien."},
	{"code and addresses", "They use node.js, fmt.Println, Newsfeed.Com and strings.Builder here.|See a.b/page.The or x=left.The end."},
	{"speakers of an interview", "Q. Who pays?|A. Lund does."},
}

// TestAbbreviationsAreLearnedNearby checks that a word that no list has is an abbreviation
// if it is used as one nearby, and that one of another language is none if it is used
// as a word nearby.
func TestAbbreviationsAreLearnedNearby(t *testing.T) {
	filler := strings.Repeat("Nobody saw it. ", 3<<10)
	for _, c := range []struct {
		name, before, paragraph string
		sentences               int
	}{
		{"unknown", "", "They sailed with the good Kapi. Holtberg again.", 2},
		{"with a full stop", "The Kapi. Berg and the Kapi. Lund left.", "They sailed with the good Kapi. Holtberg again.", 1},
		{"before lower case", "It is the mast. of the ship.", "They broke the mast. Holtberg again.", 1},
		{"as a word", "The Kapi. Berg, but one Kapi left.", "They sailed with the good Kapi. Holtberg again.", 2},
		{"far away", "The Kapi. Berg and the Kapi. Lund left." + filler, "They sailed with the good Kapi. Holtberg again.", 2},
		{"of another language", "", "They spoke to the prof. Holtberg again.", 1},
		{"of another language, as a word", "The prof and his crew left.", "They spoke to the prof. Holtberg again.", 2},
	} {
		text := c.before + annotate.Separator + c.paragraph
		block := annotate.Span{Start: len(text) - len(c.paragraph), End: len(text)}
		if got := slices.Collect(segment.Sentences(text, block)); len(got) != c.sentences {
			t.Errorf("%s: got%s\nwant %d sentences", c.name, quoted(text, got), c.sentences)
		}
	}
}

// TestSentencesWithoutSpace checks that a common first word after a full stop begins a sentence
// although no space precedes it.
func TestSentencesWithoutSpace(t *testing.T) {
	for text, want := range map[string]int{
		"The ferry left at dawn.The crew slept.": 2, "Who pays?Nobody does.": 2, "The ferry left.I saw it.": 2, "They met at 10 a.m.The ferry left.": 2, "They left the U.S.The ferry sank.": 2,
		"He works at Berg Inc.She does not.": 2, "It is on Lund.Co.In the end.": 1, "They live in the U.S.A today.": 1, "It cost 1,300.That is a lot.": 2,
		"They met on Tuesday.Mr. Lund spoke.": 2, "Лодка ушла вечером.Команда спала.": 2, "Das Zimmer war kalt.Das Bett auch.": 2,
		"Они живут на ул.Мира в Омске.": 1, "Дом, где жил Л.Н.Орлов, цел.": 1, "It is on example.The": 1, "See Table 3.A and b.In it.": 1,
	} {
		if got := slices.Collect(segment.Sentences(text, whole(text))); len(got) != want {
			t.Errorf("got%s\nwant %d sentences", quoted(text, got), want)
		}
	}
}

func TestSentencesByKind(t *testing.T) {
	for _, c := range kindCases {
		t.Run(c.name, func(t *testing.T) {
			want := strings.Split(c.text, "|")
			var text strings.Builder
			for i := range want {
				if i > 0 && !strings.HasSuffix(text.String(), "\n") && !strings.HasSuffix(text.String(), " ") && !segment.IsUnspaced([]rune(want[i])[0]) && want[i][:3] != "（" {
					text.WriteByte(' ')
				}
				text.WriteString(want[i])
				want[i] = strings.TrimSpace(want[i])
			}
			var got []string
			for s := range segment.Sentences(text.String(), whole(text.String())) {
				got = append(got, s.In(text.String()))
			}
			if !slices.Equal(got, want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
			}
		})
	}
}
