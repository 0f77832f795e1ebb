package export_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

// read reads a document from another program. By default, it finds the ferry article.
func read(t testing.TB, name, document string, opt export.ReadOptions) ([]annotate.Annotation, export.LossReport, error) {
	t.Helper()
	opt.Clean = clean
	if opt.FindArticle == nil {
		opt.FindArticle = finderOf(ferry(t))
	}
	bundles, loss, err := format(t, name).Read(strings.NewReader(document), opt)
	var all []annotate.Annotation
	for _, b := range bundles {
		all = append(all, b.Annotations...)
	}
	return all, loss, err
}

// summarize describes annotations by tag, state, words, note and fields.
func summarize(all []annotate.Annotation) []string {
	var out []string
	for _, n := range all {
		line := string(n.Tag) + " " + string(n.Anchor.State) + " " + n.Anchor.Exact
		if n.Note != "" {
			line += " note=" + n.Note
		}
		for _, name := range []string{"status", "sources", "speaker", "label", "tags", "confidence", "checked", "color", "location", "chapter"} {
			if v := n.Fields[name]; v != nil {
				line += " " + name + "=" + strings.Join(v, "|")
			}
		}
		if n.Creator != "" {
			line += " by " + n.Creator
		}
		if !n.Created.IsZero() {
			line += " at " + n.Created.Format("2006-01-02 15:04")
		}
		for _, r := range n.Replies {
			line += " reply=" + r.Creator + r.Created.Format(" 15:04 ") + r.Note
		}
		out = append(out, line)
	}
	return out
}

func TestFilesOfOtherPrograms(t *testing.T) {
	const path = "file:///home/ada/01JDFERRY0000000000000000A.txt"
	tests := []struct {
		name, format, document string
		opt                    export.ReadOptions
		want                   []string
		loss                   string
	}{
		{
			"an export of the Hypothesis client", "hypothesis", `{"export_date": "2026-01-01T00:00:00Z", "annotations": [
			 {"id": "xYz", "uri": "` + path + `", "user": "acct:mo@hypothes.is", "user_info": {"display_name": "Mo Vane"}, "created": "2026-01-02T03:04:05.6+00:00",
			  "text": "really?", "tags": ["fares", "Claim", "status: checking"], "group": "g", "links": {},
			  "target": [{"source": "x", "selector": [{"type": "RangeSelector", "startContainer": "/p[1]"},
			   {"type": "TextPositionSelector", "start": 4000, "end": 4009}, {"type": "TextQuoteSelector", "exact": "adds 4.20", "prefix": "“It ", "suffix": " <to>"}]}]},
			 {"uri": "` + path + `", "user": "acct:mo@hypothes.is", "user_info": null, "tags": ["opinion"], "text": "",
			  "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "words that were cut since then"}]}]},
			 {"uri": "` + path + `", "tags": [], "text": "whole page", "target": [{"source": "x"}]},
			 {"id": "r2", "uri": "` + path + `", "tags": ["x"], "text": "an answer to it", "created": "2026-01-04T03:04:05Z", "references": ["xYz", "r1"], "target": []},
			 {"id": "r1", "uri": "` + path + `", "user": "acct:ada@hypothes.is", "tags": [], "text": "a reply", "created": "2026-01-03T03:04:05Z", "references": ["xYz"], "target": []},
			 {"id": "r3", "uri": "` + path + `", "tags": [], "text": "r4 was deleted", "created": "2026-01-05T03:04:05Z", "references": ["xYz", "r4"], "target": []},
			 {"uri": "` + path + `", "tags": [], "text": "to the page note", "references": ["other"], "target": []}]}`,
			export.ReadOptions{},
			[]string{
				"claim anchored adds 4.20 note=really? status=checking tags=fares by Mo Vane at 2026-01-02 03:04" +
					" reply=ada 03:04 a reply reply= 03:04 an answer to it reply= 03:04 r4 was deleted",
				"opinion orphan words that were cut since then by mo",
			},
			"1 note on a whole page, 1 label, 1 reply",
		},
		{
			"highlights of Hypothesis without tags", "hypothesis", `{"annotations": [{"uri": "` + path + `", "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "went up", "prefix": "船票 "}]}]}]}`,
			export.ReadOptions{DefaultTag: annotate.Claim}, []string{"claim anchored went up"}, "",
		},
		{
			"an answer of the Hypothesis API with replies apart", "hypothesis", `{"total": 1, "rows": [{"id": "a", "uri": "` + path + `", "tags": ["claim"], "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "adds 4.20"}]}]}],
			 "replies": [{"id": "b", "uri": "` + path + `", "text": "is it?", "user": "acct:mo@hypothes.is", "references": ["a"]}]}`,
			export.ReadOptions{}, []string{"claim anchored adds 4.20 reply=mo 00:00 is it?"}, "",
		},
		{
			"Web Annotations on annotations", "w3c", `[
			  {"type": "Annotation", "id": "http://a.example/3", "motivation": ["replying"], "body": "http://a.example/x", "target": {"id": "http://a.example/2", "type": "Annotation"}},
			  {"type": "Annotation", "id": "http://a.example/2", "motivation": "replying", "creator": {"name": "Mo"}, "created": "2026-01-02T03:04:05Z",
			   "body": [{"type": "TextualBody", "value": "is it?"}, {"type": "TextualBody", "value": "money", "purpose": "tagging"}], "target": "http://a.example/1"},
			  {"type": "Annotation", "id": "http://a.example/1", "body": {"type": "TextualBody", "value": "quote", "purpose": "tagging"},
			   "target": {"source": "` + path + `", "selector": {"type": "TextQuoteSelector", "exact": "said Ada Lund"}}},
			  {"type": "Annotation", "motivation": "replying", "bodyValue": "to a page", "target": "http://a.example/page"},
			  {"type": "Annotation", "motivation": "replying", "body": {"type": "TextualBody", "value": "claim", "purpose": "tagging"},
			   "target": {"source": "` + path + `", "selector": {"type": "TextQuoteSelector", "exact": "adds 4.20"}}}]`,
			export.ReadOptions{}, []string{"quote anchored said Ada Lund reply= 00:00  reply=Mo 03:04 is it?", "claim anchored adds 4.20"},
			"1 body that is not text, 1 label, 1 reply",
		},
		{
			"one Web Annotation, everything written once", "w3c", `{"@context": ["http://www.w3.org/ns/anno.jsonld", {"x": "y"}], "type": ["Annotation"], "id": "http://a.example/1",
			  "body": {"type": "TextualBody", "value": "quote", "purpose": ["tagging"]}, "creator": "http://a.example/mo",
			  "target": {"source": {"id": "` + path + `"}, "selector": {"type": "FragmentSelector", "value": "p", "refinedBy": {"type": "TextQuoteSelector", "exact": "said Ada Lund", "suffix": ", who"}}}}`,
			export.ReadOptions{}, []string{"quote anchored said Ada Lund by http://a.example/mo"}, "",
		},
		{
			"an array of Web Annotations with bodyValue, several targets and bodies that are not text", "w3c", `[{"type": "Annotation", "bodyValue": "note", "target": [
			   {"source": "` + path + `", "selector": {"type": "TextQuoteSelector", "exact": "the café crews’ union"}},
			   "http://a.example/page"]},
			  {"type": "Annotation", "body": ["http://a.example/b", {"type": "TextualBody", "value": "one"}, {"value": "Ada Lund", "purpose": "describing"}],
			   "target": {"source": "` + path + `", "selector": [{"type": "TextPositionSelector", "start": 0, "end": 1}, {"type": "TextQuoteSelector", "exact": "Sign up for our newsletter"}]}}]`,
			export.ReadOptions{DefaultTag: annotate.Opinion},
			[]string{"opinion anchored the café crews’ union note=note", "opinion anchored Sign up for our newsletter note=one\n\nAda Lund"},
			"1 target without a quotation, 1 body that is not text",
		},
		{
			"highlights for Readwise, as some spreadsheets write them", "csv", "\uFEFFHighlight;Title;Author;URL;Note;Location;Date\r\n" +
				"adds 4.20;Fares rise;Mo;;\".claim .money who says so?\";12;2026-11-20 10:00:00\r\n;;;;;;\r\nsaid Ada Lund;Fares rise;;;;;yesterday\r\n",
			export.ReadOptions{DefaultTag: annotate.Quote},
			[]string{"claim anchored adds 4.20 note=who says so? tags=money location=12 at 2026-11-20 10:00", "quote anchored said Ada Lund"},
			"1 date that cannot be read",
		},
		{
			"rows that a person typed", "csv", "title,quote,tag,status,sources,mine\nFares rise,adds 4.20,Claim,accurate,\"a\n\nb\",x\n,,,,,\n",
			export.ReadOptions{}, []string{"claim anchored adds 4.20 status=accurate sources=a|b"}, "1 column that Galley does not know",
		},
		{
			"doccano with entities and relations", "doccano", `{"id": 3, "text": "` + ferrySentence + `", "title": "Fares rise", "entities": [{"id": 1, "label": "claim", "start_offset": 4, "end_offset": 13}], "relations": [{"id": 1}], "Comments": []}`,
			export.ReadOptions{}, []string{"claim anchored adds 4.20"}, "1 relation, event or the like",
		},
		{
			"brat with what Galley does not know", "brat", "T1\tMoney 8 12\t4.20\nT2\tClaim 0 2;8 17\tIt 4.20 now.\nE1\tBuy:T1\nR1\tOf Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n" +
				"A1\tConfidence T1 High\nM2\tChecked T2\nA3\tNegated E1\n#1\tAnnotatorNotes T2\tone\n#2\tAnnotatorNotes T2\ttwo⏎three\n#3\tAnnotatorNotes R1\tx\n#4\tspeaker T2\tAda\n",
			export.ReadOptions{DefaultTag: annotate.Opinion},
			[]string{"opinion anchored 4.20 label=Money confidence=High", "claim anchored It adds 4.20 now. note=one\n\ntwo\nthree speaker=Ada checked=yes"},
			"1 gap in an annotation of several parts, 5 relations, events and the like",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.format == "brat" {
				test.opt.ReadCompanion = func(string) ([]byte, error) { return []byte("It adds\r\n4.20 now."), nil }
				test.opt.FindArticle = verbatim
			}
			got, loss, err := read(t, test.format, test.document, test.opt)
			if err != nil {
				t.Fatal(err)
			}
			if test.format == "brat" {
				for i := range got {
					got[i].Anchor.Exact = strings.ReplaceAll(got[i].Anchor.Exact, "\n", " ")
				}
			}
			want := test.want
			if diff := cmp.Diff(sorted(want), sorted(summarize(got))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if loss.String() != test.loss {
				t.Errorf("lost %q, want %q", loss, test.loss)
			}
		})
	}
}

// verbatim makes an article from the text in a file, with line feeds only.
func verbatim(about export.ArticleRef) (*annotate.Article, error) {
	a, ok := export.ArticleFromText(strings.ReplaceAll(about.Text, "\r\n", "\n"), clean)
	if !ok {
		return nil, errUnknown
	}
	return a, nil
}

func TestFilesThatAreRefused(t *testing.T) {
	const uri = `"uri": "file:///home/ada/01JDFERRY0000000000000000A.txt"`
	tests := []struct{ name, format, document, want string }{
		{"invalid JSON", "hypothesis", `{"annotations": [`, "the file ends unexpectedly"},
		{"no annotations", "hypothesis", `{"a": 1}`, "it has no array of annotations"},
		{"a member of another shape", "hypothesis", `{"annotations": [{` + uri + `, "tags": "claim"}]}`, `annotations[0]: "tags" has the wrong type: string`},
		{"an unknown article", "hypothesis", `{"annotations": [{"uri": "https://b.example/", "target": [{"selector": {"type": "TextQuoteSelector", "exact": "x"}}]}]}`, "annotations[0].uri: no such article"},
		{"no time", "hypothesis", `{"annotations": [{` + uri + `, "created": "today", "target": [{"selector": {"type": "TextQuoteSelector", "exact": "x"}}]}]}`, `annotations[0].created: "today" is not a time`},
		{"no tag", "hypothesis", `{"annotations": [{` + uri + `, "target": [{"selector": {"type": "TextQuoteSelector", "exact": "x"}}]}]}`, "1 annotation: not tagged claim, quote or opinion"},
		{"another resource", "w3c", `{"type": "Person"}`, "neither an annotation nor a collection"},
		{"no target", "w3c", `{"type": "Annotation"}`, "target: missing"},
		{"pages without end", "w3c", strings.Repeat(`{"type": "AnnotationPage", "items": `, 9) + "[]" + strings.Repeat("}", 9), "neither an annotation"},
		{"an id twice", "w3c", `[` + strings.Repeat(`{"type": "Annotation", "id": "urn:galley:annotation:X", "target": "http://a.example/"},`, 1) + `{"type": "Annotation", "id": "urn:galley:annotation:X", "target": "http://a.example/"}]`, "[1].id: identifier X is used twice"},
		{"a table of something else", "csv", "a,b\n1,2\n", "row 1 has neither"},
		{"an empty table", "csv", "", "row 1"},
		{"a quotation mark that is not closed", "csv", "tag,quote,title\nclaim,\"adds,Fares rise\n", "row 2"},
		{"an invalid position", "csv", "tag,quote,title,start\nclaim,adds 4.20,Fares rise,x\n", `row 2: start: "x" is not a position`},
		{"a row without words", "csv", "tag,quote,title\nclaim,,Fares rise\n", "row 2: quote: there are no words"},
		{"a time that a spreadsheet changed", "csv", "tag,quote,title,created\nclaim,adds 4.20,Fares rise,22.11.26 09:01\n", `row 2: created: "22.11.26 09:01" is not a time`},
		{"a year above 9999 in UTC", "csv", "tag,quote,title,modified\nclaim,adds 4.20,Fares rise,9999-12-31T23:59:59-23:59\n", `row 2: modified: "9999-12-31T23:59:59-23:59" is not a time`},
		{"a year below 0 in UTC", "w3c", `{"type": "Annotation", "target": "http://a.example/", "modified": "0000-01-01T00:00:00+00:01"}`, `modified: "0000-01-01T00:00:00+00:01" is not a time`},
		{"a time of retrieval out of range", "jsonl", `{"article": {"id": "x", "retrieved": "9999-12-31T23:59:59-23:59"}}`, `line 1: article.retrieved: "9999-12-31T23:59:59-23:59" is not a time`},
		{"an invalid score", "csv", "tag,quote,title,score\nclaim,adds 4.20,Fares rise,NaN\n", "row 2: score: \"NaN\" is not a number from 0 to 1"},
		{"no article", "csv", "tag,quote\nclaim,adds 4.20\n", "row 2: no such article"},
		{"no line of doccano", "doccano", "[1]\n", "line 1: not in this format"},
		{"a line without a text", "doccano", `{"label": []}`, "line 1: not in this format: it has no text"},
		{"a label outside", "doccano", `{"text": "ab", "title": "Fares rise", "label": [[0, 9, "claim"]]}`, "line 1: label[0]: position outside the text"},
		{"an entity outside", "doccano", `{"text": "ab", "title": "Fares rise", "entities": [{"label": "claim", "start_offset": 0, "end_offset": 9}]}`,
			"line 1: entities[0]: position outside the text"},
		{"a label of two values", "doccano", `{"text": "ab", "title": "Fares rise", "label": [[0, 1]]}`, "is not a label like"},
		{"an empty label", "doccano", `{"text": "ab", "title": "Fares rise", "label": [[1, 1, "claim"]]}`, "label[0]: the range is empty"},
		{"a line that is cut", "jsonl", `{"article": {"id": "x"}, "tag": "claim"`, "line 1: the file ends unexpectedly"},
		{"an unknown member of the anchor", "jsonl", `{"article": {"id": "x"}, "anchor": {"color": 1}}`, "line 1: anchor.color: unknown member"},
		{"other words", "brat", "T1\tClaim 0 5\tJapan\n", `line 1: the words there are "It ad", not "Japan"`},
		{"parts that touch", "brat", "T1\tClaim 0 2;2 4\tIt  a\n", "line 1: parts of"},
		{"a place outside", "brat", "T1\tClaim 0 99\tx\n", `line 1: "0 99": position outside the text`},
		{"no place", "brat", "T1\tClaim x y\tx\n", `"x y" is not a range`},
		{"a score in words", "csv", "tag,quote,title,score\nclaim,adds 4.20,Fares rise,high\n", `row 2: score: "high" is not a number from 0 to 1`},
		{"invalid candidates", "csv", "tag,quote,title,candidates\nclaim,adds 4.20,Fares rise,12-20\n", `row 2: candidates: "12-20" is not a range like 12:20`},
		{"invalid other fields", "csv", "tag,quote,title,other_fields\nclaim,adds 4.20,Fares rise,sure\n", `row 2: other_fields: "sure" is not a JSON object`},
		{"a type that is a number", "w3c", `[{"type": 7]`, "not in this format"},
		{"an identifier twice", "brat", "T1\tClaim 0 2\tIt\nT1\tQuote 0 2\tIt\n", `line 2: identifier "T1" is used twice`},
		{"an unknown beginning", "brat", "Z1\tClaim 0 2\tIt\n", `line 1: not in this format: "Z1" is not the id of an annotation`},
		{"a line of prose", "brat", "Hello.\n", "line 1: not in this format"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			opt := export.ReadOptions{}
			if test.format == "brat" {
				opt.ReadCompanion = func(string) ([]byte, error) { return []byte("It adds 4.20."), nil }
				opt.FindArticle = verbatim
			}
			got, _, err := read(t, test.format, test.document, opt)
			if err == nil || got != nil {
				t.Fatalf("accepted: %v", summarize(got))
			}
			if !strings.Contains(err.Error(), test.want) || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("error\n%v\nwant one with\n%s", err, test.want)
			}
		})
	}
}

func TestBratNeedsItsText(t *testing.T) {
	if _, _, err := read(t, "brat", "T1\tClaim 0 1\tx\n", export.ReadOptions{}); !errors.Is(err, export.ErrNoText) {
		t.Errorf("without FindArticle: %v", err)
	}
	missing := errors.New("there is no such file")
	opt := export.ReadOptions{ReadCompanion: func(string) ([]byte, error) { return nil, missing }}
	if _, _, err := read(t, "brat", "", opt); !errors.Is(err, missing) {
		t.Errorf("no text: %v", err)
	}
}

// A text from a file that is kept verbatim is exported unchanged.
func TestVerbatimTextIsExportedUnchanged(t *testing.T) {
	const text = "Japan sold 船票 👩‍👩‍👧.\nIn two lines.\n\nAnd another paragraph."
	document := `{"text":"` + strings.ReplaceAll(text, "\n", `\n`) + `","label":[[0,5,"claim"],[0,13,"quote"],[20,39,"opinion"]]}` + "\n"
	opt := export.ReadOptions{Clean: clean, FindArticle: verbatim}
	bundles, loss, err := format(t, "doccano").Read(strings.NewReader(document), opt)
	if err != nil || loss != nil {
		t.Fatal(err, loss)
	}
	bundles[0].Article.ID, bundles[0].Article.Source.Kind = "X", annotate.FromFile
	for i := range bundles[0].Annotations {
		bundles[0].Annotations[i].ID = string(rune('a' + i))
	}
	again, _ := write(t, "doccano", bundles...)
	var first, second struct {
		Text  string
		Label [][]any
	}
	unmarshal(t, document, &first)
	unmarshal(t, again, &second)
	if first.Text != second.Text {
		t.Errorf("text %q", second.Text)
	}
	if diff := cmp.Diff([][]any{{0.0, 13.0, "quote"}, {0.0, 5.0, "claim"}, {21.0, 39.0, "opinion"}}, second.Label); diff != "" {
		t.Error(diff)
	}
}

func TestTextsThatCannotBeKeptVerbatim(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "blanks": "  ", "an escape": "a\x1b[1m", "blank lines at the end": "a\n\n", "three line breaks": "a\n\n\nb", "a blank at the end": "a \n\nb",
	} {
		if _, ok := export.ArticleFromText(text, clean); ok {
			t.Errorf("%s: kept", name)
		}
	}
}

// A truncated file is never read as a complete one, except that formats with
// independent lines or rows yield the complete ones.
func TestTruncatedOrTooLargeFiles(t *testing.T) {
	for _, f := range export.Formats() {
		if !f.Readable() {
			continue
		}
		b := ferry(t)
		document, _ := write(t, f.Name, b)
		opt := readOptions(f, []export.Bundle{b})
		opt.MaxBytes = int64(len(document)) - 1
		if _, _, err := f.Read(strings.NewReader(document), opt); !errors.Is(err, export.ErrTooLarge) {
			t.Errorf("%s: too large: %v", f.Name, err)
		}
		opt.MaxBytes = 0
		byLine := f.Name == "jsonl" || f.Name == "csv" || f.Name == "brat" || f.Name == "doccano" || f.Name == "prodigy"
		for cut := 0; cut < len(document)-2; cut += 7 {
			bundles, _, err := f.Read(strings.NewReader(document[:cut]), opt)
			switch {
			case err != nil && (bundles != nil || strings.ContainsAny(err.Error(), "\n\x1b")):
				t.Fatalf("%s cut at %d: %q", f.Name, cut, err)
			case err == nil && !byLine:
				t.Fatalf("%s cut at %d: accepted", f.Name, cut)
			}
		}
	}
}
