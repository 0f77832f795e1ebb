package export_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"galley/annotate"
	"galley/annotate/export"
)

func TestReadJSONErrorsHaveAPathAndAReason(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"no JSON", `{`, `<html>`, "not in this format: byte 1: invalid character '<'"},
		{"a list", `{`, `[{`, "not in this format: want an object, found an array"},
		{"another format", `"galley/1"`, `"galley/2"`, `format: "galley/2" is not "galley/1"`},
		{"cut short", "\n    }\n  ]\n}\n", "", "the file ends unexpectedly"},
		{"something after it", "  ]\n}\n", "  ]\n}\n{}", "unexpected data after the document"},
		{"unknown member of a block", `"kind": "heading"`, `"kind": "heading", "color": "red"`, "articles[0].blocks[1].color: unknown member"},
		{"other capitals", `"tag": "opinion"`, `"Tag": "opinion"`, "articles[0].annotations[2]: tag is missing"},
		{"a member with an escape in its name", `"kind": "heading"`, `"\u001b]0;x": 1`, `articles[0].blocks[1]."\x1b]0;x": unknown member`},
		{"member twice", `"tag": "opinion"`, `"tag": "opinion", "tag": "claim"`, "articles[0].annotations[2].tag: duplicate member"},
		{"member missing", `"tag": "opinion",`, ``, "articles[0].annotations[2]: tag is missing"},
		{"null", `"tag": "opinion"`, `"tag": null`, "articles[0].annotations[2].tag: want a string, found null"},
		{"wrong type", `"words": 31`, `"words": "31"`, "articles[0].words: want a number, found a string"},
		{"a fraction", `"words": 31`, `"words": 31.5`, `articles[0].words: "31.5" is not a whole number in range`},
		{"a negative number", `"words": 31`, `"words": -31`, `articles[0].words: "-31" is negative`},
		{"a level too deep", `"level": 2`, `"level": 256`, `articles[0].blocks[1].level: "256" is not a whole number from 0 to 255`},
		{"no time", `"created": "2026-11-22T09:01:00Z"`, `"created": "yesterday"`, `articles[0].annotations[0].created: "yesterday" is not a time`},
		{"a year above 9999 in UTC", `"created": "2026-11-22T09:01:00Z"`, `"created": "9999-12-31T23:59:59-23:59"`, `articles[0].annotations[0].created: "9999-12-31T23:59:59-23:59" is not a time`},
		{"a year below 0 in UTC", `"created": "2026-11-22T09:01:00Z"`, `"created": "0000-01-01T00:00:00+23:59"`, `articles[0].annotations[0].created: "0000-01-01T00:00:00+23:59" is not a time`},
		{"unknown kind of source", `"kind": "file"`, `"kind": "fax"`, `articles[0].source.kind: unknown kind of source "fax"`},
		{"bad digest", `"sha256": "`, `"sha256": "x`, `articles[0].source.sha256: `},
		{"bad id", `"01JDFERRY0000000000000000A"`, `"a b"`, `articles[0].id: "a b" is not an identifier`},
		{"same id twice", `0000C"`, `0000B"`, "articles[0].annotations[1].id: identifier 01JDFERRY0000000000000000B is used twice"},
		{"unknown kind of block", `"kind": "heading"`, `"kind": "verse"`, `articles[0].blocks[1].kind: unknown kind of block "verse"`},
		{"blocks that overlap", `"start": 12,`, `"start": 9,`, "articles[0].blocks: block 1 at 9–"},
		{"a block outside", `"end": 188,`, `"end": 1880,`, "articles[0].blocks[4]: position outside the text"},
		{"unknown style", `"style": "strong"`, `"style": "blink"`, `articles[0].blocks[3].runs[0].style: unknown style "blink"`},
		{"style twice", `"style": "strong"`, `"style": "link"`, "articles[0].blocks[3].runs[1].style: duplicate link"},
		{"a dangerous link", `"href": "https:`, `"href": "javascript:`, "articles[0].blocks[3].runs[1].href: "},
		{"an escape in the text", `who leads`, `who\u001b[2Jleads`, `articles[0].text: not canonical text: code point 87, before "\x1b[2Jleads the café c"`},
		{"a bidirectional override in the text", `who leads`, "who\u202eleads", "articles[0].text: not canonical text: code point 87"},
		{"NUL in the text", `who leads`, `who\u0000leads`, "articles[0].text: not canonical text"},
		{"no UTF-8", `who leads`, "who\xffleads", "articles[0].text: encoding: invalid UTF-8"},
		{"unknown tag", `"tag": "opinion"`, `"tag": "fact"`, `articles[0].annotations[2].tag: unknown tag "fact": use claim, quote or opinion`},
		{"unknown state", `"state": "moved"`, `"state": "lost"`, `articles[0].annotations[1].anchor.state: unknown state "lost"`},
		{"a score over 1", `"score": 0.97`, `"score": 97`, `articles[0].annotations[1].anchor.score: "97" is not a number from 0 to 1`},
		{"other words", `"quote": "adds 4.20"`, `"quote": "adds 9.90"`, `articles[0].annotations[1].quote: the words at 37–46 are "adds 4.20", not "adds 9.90"`},
		{"outside the text", `"end": 46`, `"end": 9999`, "articles[0].annotations[1].start: position outside the text"},
		{"backwards", `"end": 46`, `"end": 30`, "articles[0].annotations[1].start: the range is empty"},
		{"white space at the end", `"end": 46`, `"end": 47`, "articles[0].annotations[1].start: the range begins or ends with white space"},
		{"half a position", `"end": 46,`, ``, "articles[0].annotations[1].start: start and end are required in state moved"},
		{"a place for what has none", `"quote": "Fares",`, `"quote": "Fares", "start": 0, "end": 5,`, "articles[0].annotations[3].start: start and end are not allowed in state ambiguous"},
		{"changed without the old words", `"original": "船票 went down"`, `"original": ""`, "articles[0].annotations[2].anchor.original: "},
		{"a list instead of a value", `"status": "checking"`, `"status": ["checking"]`, "articles[0].annotations[1].fields.status: want a string, found an array"},
		{"sources that are not a list", `"speaker": "Ada Lund"`, `"sources": "Ada Lund"`, "articles[0].annotations[0].fields.sources: want an array, found a string"},
		{"a field that is a number", `"speaker": "Ada Lund"`, `"speaker": 7`, "articles[0].annotations[0].fields.speaker: want a string, found a number"},
		{"a source that is a number", `"fares table, p. 2"`, `2`, "articles[0].annotations[1].fields.sources[1]: want a string, found a number"},
		{"a field twice", `"speaker": "Ada Lund"`, `"speaker": "x", "speaker": "y"`, "articles[0].annotations[0].fields.speaker: duplicate member"},
		{"a list for a word", `"tag": "opinion"`, `"tag": ["opinion"]`, "articles[0].annotations[2].tag: want a string, found an array"},
		{"an object for a word", `"tag": "opinion"`, `"tag": {"a": 1}`, "articles[0].annotations[2].tag: want a string, found an object"},
		{"a truth for a number", `"words": 31`, `"words": true`, "articles[0].words: want a number, found true or false"},
		{"a field with an empty name", `"speaker": "Ada Lund"`, `"": "Ada Lund"`, `articles[0].annotations[0].fields: "" is not a field name`},
		{"a target on text that is not a link", `"style": "strong"`, `"style": "strong", "href": "https://a.example/"`, "articles[0].blocks[3].runs[0].href: only a link may have one"},
		{"an invalid status", `"status": 200`, `"status": 42`, "articles[0].source.status: 42 is not an HTTP status"},
		{"a candidate outside", `"end": 5`, `"end": 5000`, "articles[0].annotations[3].anchor.candidates[0]: position outside the text"},
	}
	document := written(t, options, ferry(t))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(document, test.old) {
				t.Fatalf("%q is not in the document", test.old)
			}
			bundles, _, err := export.ReadJSON(strings.NewReader(strings.Replace(document, test.old, test.new, 1)), reading)
			if err == nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("error\n%v\nwant one with\n%s", err, test.want)
			}
			if bundles != nil || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("bundles with an error, or an error of several lines: %q", err)
			}
		})
	}
}

func TestNotesFieldsAndTitlesAreCleaned(t *testing.T) {
	document := written(t, options, ferry(t))
	document = strings.Replace(document, `"title": "Fares`, `"title": "\u001bFa\nres`, 1)
	document = strings.Replace(document, `"note": "Said`, `"note": "\u001bSa\nid`, 1)
	document = strings.Replace(document, `"speaker": "Ada`, `"speaker": "A\u202eda`, 1)
	bundles, _, err := export.ReadJSON(strings.NewReader(document), reading)
	if err != nil {
		t.Fatal(err)
	}
	b := bundles[0]
	if got := b.Article.Meta.Title; got != "Fa res rise" {
		t.Errorf("title %q", got)
	}
	if got := b.Annotations[0].Note; !strings.HasPrefix(got, "Sa\nid on") {
		t.Errorf("note %q", got)
	}
	if got := b.Annotations[0].Fields.Get("speaker"); got != "Ada Lund" {
		t.Errorf("speaker %q", got)
	}
}

func TestContextThatWasEditedSinceIsKept(t *testing.T) {
	b := ferry(t)
	b.Annotations = b.Annotations[1:2]
	b.Annotations[0].Anchor.Prefix = "as it was before "
	again, _, err := export.ReadJSON(strings.NewReader(written(t, options, b)), reading)
	if err != nil {
		t.Fatal(err)
	}
	if got := again[0].Annotations[0].Anchor.Prefix; got != "as it was before " {
		t.Errorf("prefix %q", got)
	}
}

func TestMembersMayComeInAnyOrder(t *testing.T) {
	document := `{"articles": [], "format": "galley/1"}`
	if bundles, _, err := export.ReadJSON(strings.NewReader(document), reading); err != nil || len(bundles) != 0 {
		t.Errorf("%v, %v", bundles, err)
	}
}

func TestFilesAsWindowsShellsWriteThem(t *testing.T) {
	document := written(t, options, ferry(t))
	wide := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(document)) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	for name, file := range map[string]string{
		"UTF-8 with a mark": "\uFEFF" + document,
		"UTF-16":            string(wide),
		"CRLF":              strings.ReplaceAll(document, "\n", "\r\n"),
	} {
		bundles, _, err := export.ReadJSON(strings.NewReader(file), reading)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := written(t, options, bundles...); got != document {
			t.Errorf("%s: read otherwise", name)
		}
	}
}

func TestAFileThatIsTooLargeIsRefused(t *testing.T) {
	document := written(t, options, ferry(t))
	opt := reading
	opt.MaxBytes = int64(len(document))
	if _, _, err := export.ReadJSON(strings.NewReader(document), opt); err != nil {
		t.Errorf("exactly the limit: %v", err)
	}
	opt.MaxBytes--
	if _, _, err := export.ReadJSON(strings.NewReader(document), opt); !errors.Is(err, export.ErrTooLarge) {
		t.Errorf("one byte over: %v", err)
	}
}

func TestAnArticleWithoutTextNeedsTheSavedOne(t *testing.T) {
	opt := options
	opt.NoText = true
	b := ferry(t)
	document := written(t, opt, b)
	if _, _, err := export.ReadJSON(strings.NewReader(document), reading); !errors.Is(err, export.ErrNoText) {
		t.Errorf("without FindArticle: %v", err)
	}
	read := func(article *annotate.Article, err error) error {
		find := func(export.ArticleRef) (*annotate.Article, error) { return article, err }
		_, _, err = export.ReadJSON(strings.NewReader(document), export.ReadOptions{Clean: clean, FindArticle: find})
		return err
	}
	unknown := errors.New("no such article")
	if err := read(nil, unknown); !errors.Is(err, unknown) {
		t.Errorf("unknown article: %v", err)
	}
}

// Positions of an export without its text are those of the text with its digest. In any
// other text the words around the marked ones decide.
func TestAnnotationsWithoutTextAreSearchedForInAnotherText(t *testing.T) {
	const passed, failed = "Harbours are full of crews whom the levy hurts. ", "Whoever wrote about the levy forgot its price. "
	opt := options
	opt.NoText = true
	article := func(text string) *annotate.Article {
		return newArticle("A1", []annotate.Kind{annotate.Paragraph}, []string{strings.TrimSpace(text)})
	}
	a := article(passed + failed + "Boats left.")
	at := strings.LastIndex(a.Text, "the levy")
	boats := strings.Index(a.Text, "Boats left")
	claims := []annotate.Annotation{
		claimOn(a, 0, annotate.Span{Start: at, End: at + len("the levy")}), claimOn(a, 1, annotate.Span{Start: boats, End: boats + len("Boats left")}),
	}
	document := written(t, opt, export.Bundle{Article: a, Words: 16, Annotations: claims})
	file := regexp.MustCompile(`"text_sha256": "[^"]*",\s*`).ReplaceAllString(document, "")
	if file == document {
		t.Fatalf("the digest is not in %s", document)
	}
	for _, file := range []string{document, file} { // the latter as earlier versions wrote it
		for text, want := range map[string]string{
			a.Text:                          "anchored 68, anchored 95",
			failed + passed + "Boats left.": "moved 20, anchored 95",
			passed + passed + failed:        "anchored 116, orphan 0",
			strings.Repeat("ship ", 13) + "of the levy no one spoke. " + failed: "moved 111, orphan 0", // the same words are at 68
		} {
			find := func(export.ArticleRef) (*annotate.Article, error) { return article(text), nil }
			bundles, _, err := export.ReadJSON(strings.NewReader(file), export.ReadOptions{Clean: clean, FindArticle: find})
			if err != nil || len(bundles) != 1 {
				t.Fatalf("%d bundles, %v", len(bundles), err)
			}
			var got []string
			for _, n := range bundles[0].Annotations {
				got = append(got, fmt.Sprint(n.Anchor.State, " ", n.Span().Start))
			}
			if got := strings.Join(got, ", "); got != want {
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		}
	}
}
