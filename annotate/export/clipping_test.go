package export_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

// A clippings is a document of a program for readers, and what is read from it.
type clippings struct {
	name, format string
	writer       string // whose files the document follows
	document     string
	want         []string
	loss         string
}

// check reads the document onto the ferry article. Its format must be recognized.
func (c clippings) check(t *testing.T) { c.checkWith(t, nil) }

// checkChosen is check for a document that does not name its article.
func (c clippings) checkChosen(t *testing.T) {
	c.checkWith(t, func(export.ArticleRef) (*annotate.Article, error) { return ferry(t).Article, nil })
}

func (c clippings) checkWith(t *testing.T, find func(export.ArticleRef) (*annotate.Article, error)) {
	if f, err := export.Detect("clippings", []byte(c.document)); err != nil || f.Name != c.format {
		t.Errorf("found %q, %v", f.Name, err)
	}
	got, loss, err := read(t, c.format, c.document, export.ReadOptions{DefaultTag: annotate.Quote, FindArticle: find})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sorted(c.want), sorted(summarize(got))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if loss.String() != c.loss {
		t.Errorf("lost %q, want %q", loss, c.loss)
	}
}

// ferrySentence is the text of the ferry article in files that have their own.
const ferrySentence = "“It adds 4.20 <to> every & ticket,” said Ada Lund, who leads the café crews’ union."

const ferryURI = "file:///home/ada/01JDFERRY0000000000000000A.txt"

func TestClippings(t *testing.T) {
	quoteSelector := func(exact string) string {
		return `"target":[{"source":"` + ferryURI + `","selector":[{"type":"TextQuoteSelector","exact":"` + exact + `","prefix":"","suffix":""}]}]`
	}
	for _, test := range []clippings{
		{
			"an answer of the Hypothesis API to a search", "hypothesis", "hypothesis/h: h/services/annotation_json.py",
			`{"total":3,"rows":[{"id":"abcDEF123_-xyz","created":"2024-01-02T10:00:00.000000+00:00","updated":"2024-01-02T11:00:00.000000+00:00",
			 "user":"acct:reader@example.org","uri":"` + ferryURI + `","text":"hello","tags":["claim","speaker: Ada Lund"],"group":"__world__",
			 "permissions":{"read":["group:__world__"]},` + quoteSelector("adds 4.20") + `,"document":{"title":["Fares rise"]},"links":{},
			 "user_info":{"display_name":null},"flagged":false,"hidden":false},
			 {"id":"r","uri":"` + ferryURI + `","text":"a reply","tags":[],"references":["abcDEF123_-xyz"],"target":[{"source":"x"}],"document":{}}],
			 "replies":[{"id":"s","references":["abcDEF123_-xyz"]}]}`,
			[]string{"claim anchored adds 4.20 note=hello speaker=Ada Lund by reader at 2024-01-02 10:00 reply= 00:00 a reply reply= 00:00 "}, "",
		},
		{
			"one annotation from the Hypothesis API", "hypothesis", "hypothesis/h: h/services/annotation_json.py",
			`{"id":"x","created":"2024-01-02T10:00:00+00:00","user":"acct:mo@hypothes.is","uri":"` + ferryURI + `","text":"","tags":[],` + quoteSelector("adds 4.20") + `}`,
			[]string{"quote anchored adds 4.20 by mo at 2024-01-02 10:00"}, "",
		},
		{
			"a list of annotations from the Hypothesis API", "hypothesis", "hypothesis/h: h/services/annotation_json.py",
			`[{"id":"x","user":"acct:mo@hypothes.is","uri":"` + ferryURI + `","text":"","tags":["fares"],` + quoteSelector("adds 4.20") + `}]`,
			[]string{"quote anchored adds 4.20 tags=fares by mo"}, "",
		},
		{
			"a table of the Hypothesis client", "csv", "hypothesis/client: src/sidebar/services/annotations-exporter.tsx",
			"Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n" +
				"2026-10-01 10:00,jane,iii," + ferryURI + ",My group,Annotation,adds 4.20,\"who\nsays?\",\"claim,foo,speaker: Mo\"\n" +
				"2026-10-01 10:01,bill,," + ferryURI + ",My group,Reply,adds 4.20,\"I do, \"\"sir\"\"\",\n" +
				"2026-10-01 10:02,bill,," + ferryURI + ",My group,Page note,,all of it,\n" +
				"2026-10-01 10:03,bill,," + ferryURI + ",My group,Highlight,went up,,",
			[]string{"claim anchored adds 4.20 note=who\nsays? speaker=Mo tags=foo location=page iii by jane at 2026-10-01 10:00", "quote anchored went up by bill at 2026-10-01 10:03"},
			"1 reply, 1 note on a whole page",
		},
		{
			"a table of an older Hypothesis client", "csv", "hypothesis/client: src/sidebar/services/annotations-exporter.tsx, 2023",
			"Created at\tAuthor\tPage\tURL\tGroup\tAnnotation/Reply Type\tQuote\tComment\tTags\n" +
				"2026-10-01 10:00\tjane\t\t" + ferryURI + "\tMy group\tAnnotation\tadds 4.20\tHm.\tfoo\n",
			[]string{"quote anchored adds 4.20 note=Hm. tags=foo by jane at 2026-10-01 10:00"}, "",
		},
		{
			"an export of Readwise", "csv", "readwise-data.csv of readwise.io, as SteshinSS/readerwise_summary and others keep it",
			"Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n" +
				"\"adds 4.20\",Fares rise,Mo Vane,B00INIXPYE,.claim my note,yellow,\"history, money\",page,3,2026-07-17 14:00:25+00:00,favorites\n" +
				"went up,Fares rise,Mo Vane,,,,,order,10,,\n",
			[]string{"claim anchored adds 4.20 note=my note tags=history, money color=yellow location=page 3 at 2026-07-17 14:00", "quote anchored went up location=order 10"},
			"2 columns that Galley does not know",
		},
		{
			"tasks of Prodigy", "prodigy", "explosion/prodigy-recipes and prodi.gy/docs/api-interfaces: ner_manual and spans",
			`{"text":"` + ferrySentence + `","_input_hash":7,"_task_hash":8,"tokens":[{"text":"It","start":0,"end":2,"id":0,"ws":true}],"meta":{"title":"Fares rise","source":"` + ferryURI + `"},` +
				`"spans":[{"start":4,"end":13,"token_start":1,"token_end":2,"label":"CLAIM"}],"_is_binary":false,"_view_id":"ner_manual","answer":"accept","_timestamp":1700000000,"_annotator_id":"levy-ada","_session_id":"levy-ada"}` + "\n" +
				`{"text":"Nothing.","spans":[{"start":0,"end":3,"label":"CLAIM"}],"answer":"reject"}` + "\n",
			[]string{"claim anchored adds 4.20 by levy-ada at 2023-11-14 22:13"}, "1 task that was rejected or ignored",
		},
		{
			"documents of spaCy", "prodigy", "explosion/spaCy: spacy/tokens/doc.pyx, Doc.to_json",
			`{"text":"` + ferrySentence + `","ents":[{"start":4,"end":13,"label":"MONEY"}],"spans":{"sc":[{"start":36,"end":49,"label":"claim","kb_id":""}]},"tokens":[],"meta":{"title":"Fares rise","source":"` + ferryURI + `"}}`,
			[]string{"quote anchored adds 4.20 label=MONEY", "claim anchored said Ada Lund"}, "",
		},
		{
			"an export of Label Studio", "label-studio", "HumanSignal/label-studio: web/libs/editor/src/regions/RichTextRegion.js, web/libs/editor/src/tags/object/RichText/domManager.ts and docs/source/guide/task_format.md",
			`[{"id":1,"data":{"text":"👩 ` + ferrySentence + `","title":"Fares rise"},"meta":{"other":1},"project":83,"annotations":[
			 {"id":9,"completed_by":{"id":1,"email":"ada@example.org","first_name":"","last_name":""},"was_cancelled":false,"created_at":"2026-11-02T21:52:49.513742Z","updated_at":"2026-11-02T22:16:08.746926Z","lead_time":4.2,"result":[
			  {"value":{"start":6,"end":15,"text":"adds 4.20","labels":["MONEY"]},"id":"gew3t9fgkg","from_name":"label","to_name":"text","type":"labels","origin":"manual"},
			  {"value":{"start":6,"end":15,"text":["hm"]},"id":"gew3t9fgkg","from_name":"note","to_name":"text","type":"textarea","origin":"manual"},
			  {"value":{"start":6,"end":15,"choices":["accurate"]},"id":"gew3t9fgkg","from_name":"status","to_name":"text","type":"choices","origin":"manual"},
			  {"value":{"start":38,"end":51,"labels":["Claim"]},"id":"0gpIsb7s27","from_name":"label","to_name":"text","type":"labels","origin":"manual"},
			  {"from_id":"gew3t9fgkg","to_id":"0gpIsb7s27","type":"relation","direction":"right"},
			  {"value":{"choices":["News"]},"id":"c","from_name":"kind","to_name":"text","type":"choices"}]},
			 {"id":10,"completed_by":2,"was_cancelled":true,"result":[{"value":{"start":0,"end":2,"labels":["Claim"]},"id":"x","from_name":"label","to_name":"text","type":"labels"}]}],
			 "predictions":[]}]`,
			[]string{
				"quote anchored adds 4.20 note=hm status=accurate label=MONEY by ada@example.org at 2026-11-02 21:52",
				"claim anchored said Ada Lund by ada@example.org at 2026-11-02 21:52",
			},
			"1 relation, event or the like, 1 result that is not about words in a text, 1 task that was rejected or ignored",
		},
		{
			"a task of an older Label Studio, in UTF-16 units, and a text of another name", "label-studio", "HumanSignal/label-studio: the file in issue 1347",
			`{"data":{"article":"👩 👩 ` + ferrySentence + `"},"meta":{"title":"Fares rise"},"annotations":[{"result":[
			  {"value":{"start":10,"end":19,"text":"adds 4.20","labels":["claim"]},"id":"a","from_name":"label","to_name":"text","type":"labels"}]}]}`,
			[]string{"claim anchored adds 4.20"}, "",
		},
	} {
		t.Run(test.name, test.check)
	}
}

func TestClippingsAreCleaned(t *testing.T) {
	sting := strings.NewReplacer("\r", "", "\"", "", "\n", "", "\t", "", ",", "").Replace(evil)
	for _, document := range []string{
		"Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n,a" + sting + ",1" + sting + "," + ferryURI + ",g,Annotation,adds 4.20,c" + sting + ",t" + sting + "\n",
		"Highlight,Title,Note,Color,Tags,Location\nadds 4.20,Fares rise,n" + sting + ",c" + sting + ",t" + sting + ",l" + sting + "\n",
	} {
		got, _, err := read(t, "csv", document, export.ReadOptions{DefaultTag: annotate.Quote})
		if err != nil || len(got) != 1 {
			t.Fatal(got, err)
		}
		if all := strings.Join(summarize(got), ""); clean(all) != all {
			t.Errorf("%q", all)
		}
	}
}

// What Galley wrote comes back in code points, even if the words are also at that place
// in UTF-16.
func TestOwnLabelStudioPositions(t *testing.T) {
	a := newArticle("A", []annotate.Kind{annotate.Paragraph}, []string{"👩👩 a a a."})
	n := mark(t, a, "01JDFERRY0000000000000000A", annotate.Claim, "a a.")
	n.Anchor.Span.End = n.Anchor.Span.Start + 1
	n.Anchor.Exact = "a"
	b := export.Bundle{Article: a, Annotations: []annotate.Annotation{n}}
	document, _ := write(t, "label-studio", b)
	f := format(t, "label-studio")
	got, _, err := f.Read(strings.NewReader(document), readOptions(f, []export.Bundle{b}))
	if err != nil || got[0].Annotations[0].Anchor.Span != n.Anchor.Span {
		t.Errorf("%v, want %v: %v", got, n.Anchor.Span, err)
	}
}

// TestWordsOfTwoParagraphs checks that the line breaks of other programs do not count.
func TestWordsOfTwoParagraphs(t *testing.T) {
	const document = `{"title": "Fares rise", "entries": [{"sort": "highlight", "text": "船票 went up.\nSee the fares table"}]}`
	got, _, err := read(t, "koreader", document, export.ReadOptions{DefaultTag: annotate.Quote})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"quote anchored 船票 went up.\n\nSee the fares table"}, summarize(got)); diff != "" {
		t.Error(diff)
	}
}

// TestChaptersOfABook checks that highlights of a book are placed in its chapters, if
// these are articles of their own.
func TestChaptersOfABook(t *testing.T) {
	chapter := ferry(t).Article
	cover, ok := export.ArticleFromText("Fares rise", clean)
	if !ok {
		t.Fatal("no article")
	}
	cover.ID = "C"
	var missing []string
	opt := export.ReadOptions{
		Clean: clean, DefaultTag: annotate.Quote,
		FindArticle: func(ref export.ArticleRef) (*annotate.Article, error) {
			switch ref.Title {
			case "Book":
				return cover, nil
			case "Fares":
				return chapter, nil
			}
			return nil, &export.UnknownArticleError{Reason: "unknown"}
		},
		LeaveOut: func(export.Entry, string) {},
		Unfound:  func(ref export.ArticleRef, words string) { missing = append(missing, ref.Title+": "+words) },
	}
	const document = `{"title": "%s", "entries": [
		{"sort": "highlight", "chapter": "Fares", "text": "adds 4.20"},
		{"sort": "highlight", "chapter": "Other", "text": "went up"}]}`
	for _, test := range []struct {
		book    string
		bundles []string
		missing []string
	}{
		{"Book", []string{chapter.ID + " quote anchored adds 4.20", "C quote orphan went up"}, []string{"Book, Other: went up"}},
		{"Another", []string{chapter.ID + " quote anchored adds 4.20"}, []string{"Another, Other: went up"}},
	} {
		missing = nil
		bundles, _, err := format(t, "koreader").Read(strings.NewReader(fmt.Sprintf(document, test.book)), opt)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range bundles {
			for _, line := range summarize(b.Annotations) {
				line, _, _ = strings.Cut(line, " chapter=")
				got = append(got, b.Article.ID+" "+line)
			}
		}
		if diff := cmp.Diff(sorted(test.bundles), sorted(got)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.book, diff)
		}
		if diff := cmp.Diff(test.missing, missing); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.book, diff)
		}
	}
	if bundles, _, err := format(t, "koreader").Read(strings.NewReader(`{"title": "Book", "entries": [{"sort": "highlight", "chapter": "Fares", "text": "adds 4.20"}]}`), opt); err != nil || len(bundles) != 1 {
		t.Errorf("%d articles, %v", len(bundles), err)
	}
}
