package charset

import (
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// A paragraph is one of testdata/texts.txt.
type paragraph struct {
	language string
	text     string
	isHeld   bool // the constants of this package were not chosen with it
}

func paragraphs(t *testing.T) []paragraph {
	t.Helper()
	file, err := os.ReadFile("testdata/texts.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []paragraph
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		switch {
		case line[0] == '#':
		case line[0] == '[':
			all = append(all, paragraph{language: strings.Trim(line, "[]")})
		case all[len(all)-1].text == "":
			all[len(all)-1].text = line
		default:
			all = append(all, paragraph{language: all[len(all)-1].language, text: line, isHeld: true})
		}
	}
	return all
}

// plain replaces what many character sets lack.
var plain = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...", "«", `"`, "»", `"`,
	"\u00A0", " ", "€", "EUR", "£", "GBP")

// encode returns at most size bytes of text, repeated until it is long enough, and
// what they are when decoded. It returns nil if the character set lacks a letter.
func encode(name, text string, size int) (raw []byte, decoded string) {
	if name == "windows-1258" {
		text = vietnamese(text)
	}
	enc := Encoding(name)
	if _, err := enc.NewEncoder().String(text); err != nil {
		text = plain.Replace(text)
	}
	long := strings.Repeat(text+"\n\n", 4*size/len(text)+4) // a character has at most four bytes in UTF-8
	if raw, _ := enc.NewEncoder().Bytes([]byte(text)); len(raw) == 0 {
		return nil, ""
	}
	runes := []rune(long)
	fits := func(n int) bool {
		raw, err := enc.NewEncoder().String(string(runes[:n]))
		return err == nil && len(raw) <= size
	}
	n := sort.Search(len(runes), func(n int) bool { return !fits(n + 1) })
	raw, _ = enc.NewEncoder().Bytes([]byte(string(runes[:n])))
	return raw, string(runes[:n])
}

// vietnamese returns text as windows-1258 has it: tones are combining marks.
func vietnamese(text string) string {
	var b strings.Builder
	for _, r := range text {
		tone, rest := "", ""
		for _, part := range norm.NFD.String(string(r)) {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", part) {
				tone += string(part)
			} else {
				rest += string(part)
			}
		}
		b.WriteString(norm.NFC.String(rest) + tone)
	}
	return b.String()
}

// A sampleText is a text in a character set.
type sampleText struct {
	paragraph
	name    string
	size    int
	raw     []byte
	decoded string
}

// sampleTexts encodes paragraphs in all character sets of their languages.
func sampleTexts(paragraphs []paragraph, size int) []sampleText {
	var all []sampleText
	for _, p := range paragraphs {
		l := languages()[slices.IndexFunc(languages(), func(l language) bool { return l.code == p.language })]
		names := append(slices.Clone(l.charsets), UTF16LE, UTF16BE, UTF32LE, UTF32BE, UTF8)
		if p.language == "ja" {
			names = append(names, "iso-2022-jp")
		}
		for _, name := range names {
			if raw, decoded := encode(name, p.text, size); raw != nil {
				all = append(all, sampleText{p, name, size, raw, decoded})
			}
		}
	}
	return all
}

// figures counts right answers and wrong ones that are called certain.
type figures struct{ all, right, wrongFacts int }

func (f figures) String() string {
	return fmt.Sprintf("%d of %d right (%.1f%%), %d wrong without being called a guess", f.right, f.all, 100*float64(f.right)/float64(f.all), f.wrongFacts)
}

func TestCharacterSetsAreFound(t *testing.T) {
	held := slices.DeleteFunc(paragraphs(t), func(p paragraph) bool { return !p.isHeld })
	for _, size := range []int{100, 200, 1000, 10_000} {
		f, sets := figures{}, map[string]bool{}
		for _, s := range sampleTexts(held, size) {
			name, isGuess := Detect(s.raw, "")
			text, err := Encoding(name).NewDecoder().Bytes(s.raw)
			f.all++
			switch sets[s.name] = true; {
			case err == nil && string(text) == s.decoded:
				f.right++
			case !isGuess:
				f.wrongFacts++
				fallthrough
			default:
				t.Logf("%d bytes of %s in %s: %s", s.size, s.language, s.name, name)
			}
		}
		t.Logf("%d bytes in %d character sets: %v", size, len(sets), f)
		if f.right*100 < f.all*97 || f.wrongFacts > 0 {
			t.Errorf("%d bytes: want 97%%, and no wrong answer that is not called a guess", size)
		}
	}
}

// A right declaration is never refuted, also in a language that Guess does not know.
func TestRightDeclarationsAreNotRefuted(t *testing.T) {
	all := sampleTexts(paragraphs(t), 300)
	for language, text := range map[string]string{
		"is": "Ráðherra sagði í gær að frumvarpið yrði lagt fram á þingi í haust, þótt margir hafi mótmælt því.",
		"fo": "Løgtingið hevur í dag samtykt at hækka ferðaseðlarnar við strandferðsluskipunum.",
		"sq": "Këshilli vendosi dje të rrisë çmimin e biletave, megjithëse shumë banorë kundërshtuan me forcë.",
		"ga": "Dúirt an t-aire inné go mbeadh an táille nua i bhfeidhm ón gcéad lá de Mheitheamh.",
		"eu": "Udalak atzo erabaki zuen txartelaren prezioa igotzea, baina señale asko daude.",
	} {
		for _, name := range []string{Windows1252, "cp850", "macintosh"} {
			if raw, decoded := encode(name, text, 300); raw != nil {
				all = append(all, sampleText{paragraph{language: language}, name, 300, raw, decoded})
			}
		}
	}
	for _, s := range all {
		if s.name != UTF8 && refutes(s.raw, s.name, "") {
			t.Errorf("%s in %s is taken for something else", s.language, s.name)
		}
	}
}

// wrongDeclarations are what pages say that were moved or saved by programs which did not
// look at the bytes, and the language of a text that is in another character set.
var wrongDeclarations = []struct{ language, name, declared string }{
	{"ru", "windows-1251", "iso-8859-1"}, {"ru", "windows-1251", "koi8-r"}, {"ru", "koi8-r", "windows-1251"}, {"ru", "ibm866", Windows1252},
	{"uk", "windows-1251", "utf-8"}, {"ru", "windows-1251", "shift_jis"}, {"ja", "shift_jis", Windows1252}, {"ja", "shift_jis", "euc-jp"},
	{"ja", "euc-jp", "shift_jis"}, {"ja", "euc-jp", "iso-8859-1"}, {"zh", "gb18030", "big5"}, {"zh-hant", "big5", "gb18030"}, {"ko", "euc-kr", Windows1252},
	{"el", "windows-1253", Windows1252}, {"he", "windows-1255", "windows-1256"}, {"ar", "windows-1256", Windows1252}, {"pl", "windows-1250", "shift_jis"},
	{"cs", "cp852", "windows-1250"}, {"th", "windows-874", Windows1252}, {"tr", "windows-1254", "windows-1251"}, {"de", "cp850", "iso-8859-1"},
	{"fr", Windows1252, "gb18030"}, {"fr", "macintosh", "utf-8"}, {"es", "cp437", "windows-1252"}, {"ru", UTF16LE, "windows-1251"},
}

func TestWrongDeclarationsAreRefuted(t *testing.T) {
	for _, size := range []int{200, 2000} {
		for _, c := range wrongDeclarations {
			for _, p := range paragraphs(t) {
				if p.language != c.language {
					continue
				}
				raw, _ := encode(c.name, p.text, size)
				if declared := Lookup(c.declared); raw == nil || !refutes(raw, declared, "") {
					t.Errorf("%d bytes of %s in %s are taken for %s", size, c.language, c.name, declared)
				}
			}
		}
	}
}

func BenchmarkGuess(b *testing.B) {
	raw, _ := encode("windows-1251", "Городской совет во вторник решил закрыть старый мост.", 10_000)
	for b.Loop() {
		Guess(raw, "")
	}
}
