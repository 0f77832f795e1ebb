package export_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// The documents below follow what the sources of the programs write. Each says which file
// that is.

func TestKOReaderHighlights(t *testing.T) {
	for _, test := range []clippings{
		{
			"the exported highlights of a book", "koreader", "koreader/koreader: plugins/exporter.koplugin/clip.lua and target/json.lua", `{
    "author": "Mo Vane",
    "created_on": 1793610000,
    "entries": [
        {"chapter": "Fares", "color": "yellow", "drawer": "lighten", "page": 12, "pn_xp": "/body/DocFragment[3]/body/p[1]/text().4",
         "sort": "highlight", "text": "adds 4.20", "note": "who says\nso?", "time": 1793606400},
        {"drawer": "invert", "page": "iv", "sort": "highlight", "text": "went up", "time": 1793606460},
        {"drawer": "invert", "page": 13, "sort": "highlight", "text": "", "image": {"hash": "x", "png": "y"}, "time": 1793606460}
    ],
    "file": "/mnt/onboard/fares.epub", "number_of_pages": 120, "title": "Fares rise", "version": "json/1.0.0"
}
`,
			[]string{
				"quote anchored adds 4.20 note=who says\nso? color=yellow location=page 12 chapter=Fares at 2026-11-02 08:00",
				"quote anchored went up location=page iv at 2026-11-02 08:01",
			},
			"1 entry without text, such as a bookmark",
		},
		{
			"the exported highlights of several books, one of them from a Kindle", "koreader", "koreader/koreader: plugins/exporter.koplugin/clip.lua and target/json.lua", `{
    "created_on": 1793610000, "version": "json/1.0.0", "documents": [
        {"title": "Fares rise", "entries": [{"page": 3, "sort": "highlight", "text": "adds 4.20", "time": 1793606400}]},
        {"title": "Fares rise", "entries": [{"page": "N/A", "sort": "note", "text": "on no words"}, {"page": "70-72", "sort": "highlight", "text": "said Ada Lund"}]}
    ]}`,
			[]string{"quote anchored adds 4.20 location=page 3 at 2026-11-02 08:00", "quote anchored said Ada Lund location=page 70-72"},
			"1 note that is on no highlight",
		},
		{
			"the settings file of a book", "koreader", "koreader/koreader: frontend/docsettings.lua, frontend/dump.lua, frontend/apps/reader/modules/readerannotation.lua", `-- /mnt/onboard/fares.sdr/metadata.epub.lua
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "Fares",
            ["color"] = "red",
            ["datetime"] = "2026-11-02 08:00:00",
            ["datetime_updated"] = "2026-11-02 09:00:00",
            ["drawer"] = "lighten",
            ["note"] = "one\
two \"three\" \\ four",
            ["page"] = "/body/DocFragment[3]/body/p[1]/text().4",
            ["pageno"] = 12,
            ["pageref"] = "iv",
            ["pos0"] = "/body/DocFragment[3]/body/p[1]/text().4",
            ["text"] = "adds 4.20",
        },
        [2] = {
            ["datetime"] = "2026-11-02 08:02:00",
            ["page"] = "/body/DocFragment[3]/body/p[2]/text().0",
            ["pageno"] = 13,
            ["text"] = "in Fares",
        },
        [10] = {
            ["datetime"] = "2026-11-02 08:03:00",
            ["drawer"] = "underscore",
            ["pageno"] = 14,
            ["pboxes"] = {
                [1] = {
                    ["h"] = 12.5,
                    ["x"] = -1e-05,
                },
            },
            ["text"] = "went up",
        },
    },
    ["doc_pages"] = 120,
    ["doc_path"] = "/mnt/onboard/x.epub",
    ["doc_props"] = {
        ["authors"] = "Mo Vane",
        ["title"] = "Fares rise",
    },
    ["floating_punctuation"] = 0,
    ["kopt"] = {},
    ["show_header"] = true,
}
`,
			[]string{
				"quote anchored adds 4.20 note=one\ntwo \"three\" \\ four color=red location=page iv chapter=Fares at 2026-11-02 08:00",
				"quote anchored went up location=page 14 at 2026-11-02 08:03",
			},
			"1 entry without text, such as a bookmark",
		},
		{
			"the settings file of a book before 2024", "koreader", "koreader/koreader: buildAnnotation and getAnnotationsFromBookmarksHighlights in frontend/apps/reader/modules/readerannotation.lua", `-- we can read Lua syntax here!
return {
    ["bookmarks"] = {
        [1] = {
            ["datetime"] = "2023-01-02 10:00:02",
            ["highlighted"] = true,
            ["notes"] = "went up",
            ["page"] = "/body/DocFragment[3]",
            ["text"] = "my note",
        },
        [2] = {
            ["datetime"] = "2023-01-02 10:00:01",
            ["highlighted"] = true,
            ["notes"] = "adds 4.20",
            ["page"] = 12,
            ["text"] = "Page 12 adds 4.20 @ 2023-01-02 10:00:01",
        },
        [3] = {
            ["datetime"] = "2023-01-02 10:00:00",
            ["notes"] = "in Fares",
            ["page"] = 12,
            ["text"] = "Page 12 in Fares @ 2023-01-02 10:00:00",
        },
    },
    ["doc_path"] = "/mnt/onboard/Fares rise.epub",
    ["highlight"] = {},
}
`,
			[]string{"quote anchored adds 4.20 at 2023-01-02 10:00", "quote anchored went up note=my note at 2023-01-02 10:00"},
			"1 entry without text, such as a bookmark",
		},
		{
			"the exported highlights of two books, in Markdown", "koreader", "koreader/koreader: plugins/exporter.koplugin/template/md.lua and target/markdown.lua",
			"# Fares rise\n##### Mo Vane, Ada Lund\n\n## Fares\n### Page 12 @ 02 November 2026 08:00:00 AM\n*adds 4.20*\n\n---\nwho says\n\n---\n# so?\n" +
				"### Page iv @ 02 November 2026 12:01:00 PM\n**_went up_**\n# Fares rise\n##### N/A\n\n## In\n### Page 13 @ 02 novembre 2026 08:02:00\n<u>said Ada\nLund</u>\n\n" +
				"### Page 14 @ 02 November 2026 08:03:00 AM\nstarted\n\n\n_Generated at: 2026-11-02 09:00:00_",
			[]string{
				"quote anchored adds 4.20 note=who says\n\n---\n# so? location=page 12 chapter=Fares at 2026-11-02 08:00",
				"quote anchored said Ada Lund location=page 13 chapter=In",
				"quote anchored went up location=page iv chapter=Fares at 2026-11-02 12:01",
				"quote orphan started location=page 14 chapter=In at 2026-11-02 08:03",
			},
			"1 date that cannot be read",
		},
		{
			"its file of clippings for a Kindle", "kindle", "koreader/koreader: plugins/exporter.koplugin/target/my_clippings.lua",
			"Fares rise (Mo Vane)\n- Your highlight on page 3 | Added on Monday, November 02, 2026 08:00:00 AM\n\nadds 4.20\n==========\n" +
				"Fares rise (Mo Vane)\n- Your note on page 3 | Added on Monday, November 02, 2026 08:00:00 AM\n\nhm\n==========\n",
			[]string{"quote anchored adds 4.20 note=hm location=page 3 at 2026-11-02 08:00"}, "",
		},
	} {
		t.Run(test.name, test.check)
	}
}

func TestCalibreHighlights(t *testing.T) {
	for _, test := range []clippings{
		{
			"what the annotations browser exports", "calibre", "kovidgoyal/calibre: Export in src/calibre/gui2/library/annotations.py, add_highlight in src/pyj/read_book/annotations.pyj",
			"\uFEFF" + `{
  "annotations": [
    {
      "book_id": 7, "end_cfi": "/2/4/8/1:235", "format": "EPUB", "highlighted_text": "adds 4.20", "notes": "who says\n\nso?",
      "spine_index": 4, "spine_name": "fares.xhtml", "start_cfi": "/2/4/8/1:226", "style": {"kind": "color", "type": "builtin", "which": "yellow"},
      "timestamp": "2026-11-02T08:00:00.123Z", "toc_family_titles": ["Part I", "Fares"], "type": "highlight", "uuid": "ybGnregc0FPNrUijNfIHxg"
    },
    {"book_id": 7, "format": "EPUB", "highlighted_text": "went up", "style": {"kind": "decoration", "type": "builtin", "which": "wavy"}, "timestamp": "2026-11-02T08:01:00.000Z", "type": "highlight", "uuid": "b"},
    {"book_id": 7, "format": "EPUB", "pos": "epubcfi(/8)", "pos_type": "epubcfi", "timestamp": "2026-11-02T08:02:00.000Z", "title": "here", "type": "bookmark"}
  ],
  "type": "calibre_annotation_collection",
  "version": 1
}`,
			[]string{"quote anchored adds 4.20 note=who says\n\nso? color=yellow chapter=Part I › Fares at 2026-11-02 08:00", "quote anchored went up at 2026-11-02 08:01"},
			"1 entry without text, such as a bookmark",
		},
		{
			"what the viewer exports", "calibre", "kovidgoyal/calibre: Export in src/calibre/gui2/viewer/highlights.py",
			`{"highlights": [{"highlighted_text": "adds 4.20", "style": {"kind": "color", "type": "custom", "light": "#ff0", "dark": "#880"}, "timestamp": "2026-11-02T08:00:00.123Z", "type": "highlight", "uuid": "a"},
  {"removed": true, "timestamp": "2026-11-02T08:00:00.123Z", "type": "highlight", "uuid": "b"}], "type": "calibre_highlights", "version": 1}`,
			[]string{"quote anchored adds 4.20 at 2026-11-02 08:00"}, "",
		},
	} {
		t.Run(test.name, test.checkChosen)
	}
}

func TestZoteroAnnotations(t *testing.T) {
	for _, test := range []clippings{
		{
			"an answer of the API", "zotero", "zotero/zotero: toJSON in chrome/content/zotero/xpcom/data/item.js", `[
 {"key": "ANNOTAT1", "version": 12, "library": {"type": "group", "id": 1, "name": "Fares"}, "links": {}, "meta": {"createdByUser": {"id": 1, "username": "mo", "name": ""}},
  "data": {"key": "ANNOTAT1", "version": 12, "parentItem": "ATTACHM1", "itemType": "annotation", "annotationType": "highlight", "annotationAuthorName": "",
   "annotationText": "adds <i>4.20</i>", "annotationComment": "who <b>says</b> so?", "annotationColor": "#ffd400", "annotationPageLabel": "iv", "annotationSortIndex": "00003|000100|00200",
   "annotationPosition": "{\"pageIndex\":3,\"rects\":[[1,2,3,4]]}", "tags": [{"tag": "claim"}, {"tag": "money", "type": 1}], "relations": {}, "dateAdded": "2026-11-02T08:00:00Z", "dateModified": "2026-11-02T08:05:00Z"}},
 {"key": "ANNOTAT2", "data": {"key": "ANNOTAT2", "parentItem": "ATTACHM1", "itemType": "annotation", "annotationType": "underline", "annotationAuthorName": "Ada",
   "annotationText": "went up", "annotationComment": "", "annotationColor": "#ff6666", "annotationPageLabel": "", "tags": [], "dateAdded": "2026-11-02T08:01:00Z"}},
 {"key": "ANNOTAT3", "data": {"key": "ANNOTAT3", "parentItem": "ATTACHM1", "itemType": "annotation", "annotationType": "note", "annotationComment": "on no words", "tags": []}},
 {"key": "ATTACHM1", "data": {"key": "ATTACHM1", "parentItem": "WORKWOR1", "itemType": "attachment", "title": "Full Text PDF", "contentType": "application/pdf", "url": "https://courier.example/x.pdf", "tags": []}},
 {"key": "WORKWOR1", "data": {"key": "WORKWOR1", "itemType": "newspaperArticle", "title": "Fares rise", "creators": [], "url": "https://courier.example/x", "tags": []}}
]`,
			[]string{
				"claim anchored adds 4.20 note=who **says** so? tags=money color=#ffd400 location=page iv by mo at 2026-11-02 08:00",
				"quote anchored went up color=#ff6666 by Ada at 2026-11-02 08:01",
			},
			"1 entry without text, such as a bookmark",
		},
		{
			"an export of Better BibTeX", "zotero", "retorquere/zotero-better-bibtex: translators/lib/bbtjson.ts", `{
 "config": {"id": "36a3b0b5-bad0-4a04-b79b-441c7cef77db", "label": "BetterBibTeX JSON", "preferences": {}, "options": {}}, "version": {"zotero": "7.0", "bbt": "6.7"}, "collections": {},
 "items": [
  {"itemType": "newspaperArticle", "title": "Fares rise", "itemKey": "WORKWOR1", "uri": "http://zotero.org/users/1/items/WORKWOR1",
   "attachments": [{"itemType": "attachment", "title": "Full Text PDF", "uri": "http://zotero.org/users/1/items/ATTACHM1", "path": "/x.pdf", "tags": []}]},
  {"itemType": "annotation", "parentItem": "ATTACHM1", "annotationType": "highlight", "annotationText": "adds 4.20", "annotationComment": "hm", "annotationPageLabel": "3", "tags": [], "uri": "http://zotero.org/users/1/items/ANNOTAT1"}
 ]}`,
			[]string{"quote anchored adds 4.20 note=hm location=page 3"}, "",
		},
		{
			"a note of the annotations of several items, in Markdown", "zotero", "zotero/zotero: createNoteFromAnnotations in chrome/content/zotero/xpcom/editorInstance.js",
			"# Annotations  \r\n(02/11/2026)\r\n\r\n## Fares rise\r\n\r\n### fares\\_1.pdf\r\n\r\n“adds 4\\.20” ([Vane, 2026](zotero://select/library/items/WORKWOR1)) ([pdf](zotero://open-pdf/library/items/ATTACHM1?page=5))\r\n",
			[]string{"quote anchored adds 4.20 location=page 5"}, "",
		},
	} {
		t.Run(test.name, test.check)
	}
}

func TestZoteroNoteOfOneItem(t *testing.T) {
	clippings{
		"a note of the annotations of an item, in Markdown", "zotero",
		"zotero/zotero: createNoteFromAnnotations in chrome/content/zotero/xpcom/editorInstance.js; zotero/translators: Note Markdown.js; such notes in public vaults",
		"# Annotations  \n(02/11/2026, 08:00:00)\n\n" +
			"“adds 4.20” ([Vane, 2026, p. 3](zotero://select/library/items/WORKWOR1)) ([pdf](zotero://open-pdf/library/items/ATTACHM1?page=5&annotation=ANNOTAT1)) who *says*  \nso?\n\n" +
			"„船票 went up“ ([Vane \\[ed.\\], 2026, p. 4](zotero://select/groups/7/items/WORKWOR1)) ([snapshot](zotero://open-pdf/groups/7/items/ATTACHM1?sel=p&annotation=ANNOTAT2))\n\n" +
			"«who leads the *café* crews\u2019 union» ([pdf](zotero://open-pdf/library/items/ATTACHM1?page=5))\n\n" +
			"([Vane, 2026, p. 3](zotero://select/library/items/WORKWOR1)) ([pdf](zotero://open-pdf/library/items/ATTACHM1?page=5)) on no words\n\nA line of my own.\n",
		[]string{
			"quote anchored adds 4.20 note=who *says*  \nso? location=page 5",
			"quote anchored 船票 went up",
			"quote anchored who leads the café crews’ union location=page 5",
		},
		"1 entry without text, such as a bookmark",
	}.checkChosen(t)
}

// TestForeignArticles checks how files of other programs name their articles.
func TestForeignArticles(t *testing.T) {
	for _, test := range []struct {
		name, format, document string
		want                   export.ArticleRef
	}{
		{"a highlight of KOReader", "koreader", `{"title": "Fares", "entries": [{"sort": "highlight", "text": "x"}]}`, export.ArticleRef{Title: "Fares"}},
		{"settings of a book without a title", "koreader", `return { ["annotations"] = {[1] = {["drawer"] = "lighten", ["text"] = "x"}}, ["doc_path"] = "/a/Fares rise.v2.epub" }`, export.ArticleRef{Title: "Fares rise.v2"}},
		{"annotations that KOReader exported for itself", "koreader", "{\n    [\"annotations\"] = {[1] = {[\"drawer\"] = \"lighten\", [\"text\"] = \"x\"}}}", export.ArticleRef{}},
		{"a book in Calibre", "calibre", `{"type": "calibre_annotation_collection", "annotations": [{"type": "highlight", "book_id": 7, "highlighted_text": "x"}]}`, export.ArticleRef{Title: "book 7 in Calibre"}},
		{"a book in Calibre's viewer", "calibre", `{"type": "calibre_highlights", "highlights": [{"type": "highlight", "highlighted_text": "x"}]}`, export.ArticleRef{}},
		{"an annotation in Zotero without its file", "zotero", `[{"itemType": "annotation", "parentItem": "ABC", "annotationText": "x"}]`, export.ArticleRef{Title: "attachment ABC in Zotero"}},
		{"a file in Zotero without its work", "zotero", `[{"itemType": "annotation", "parentItem": "ABC", "annotationText": "x"}, {"key": "ABC", "title": "F", "itemType": "attachment"}]`, export.ArticleRef{Title: "F"}},
		{
			"a saved page in Zotero", "zotero",
			`[{"itemType": "annotation", "parentItem": "ABC", "annotationText": "x"}, {"key": "ABC", "title": "Snapshot", "itemType": "attachment", "contentType": "text/html", "url": "https://a.example/x", "parentItem": "W"}, {"key": "W", "title": "Fares", "url": "https://a.example/"}]`,
			export.ArticleRef{Title: "Fares", Kind: annotate.FromURL, Location: "https://a.example/x"},
		},
		{"an item in a note of Zotero", "zotero", "## Fares \\*\n\n“x” ([V](zotero://select/library/items/A))", export.ArticleRef{Title: "Fares *"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var refs []export.ArticleRef
			find := func(ref export.ArticleRef) (*annotate.Article, error) {
				refs = append(refs, ref)
				return ferry(t).Article, nil
			}
			if _, _, err := read(t, test.format, test.document, export.ReadOptions{DefaultTag: annotate.Quote, FindArticle: find}); err != nil {
				t.Fatal(err)
			}
			if len(refs) != 1 || refs[0] != test.want {
				t.Errorf("looked for %+v, want %+v", refs, test.want)
			}
		})
	}
}

func TestDamagedFilesOfReaders(t *testing.T) {
	for _, test := range []struct{ name, format, document string }{
		{"a table that calls a function", "koreader", `return { ["a"] = os.execute("x") }`},
		{"a table that is cut off", "koreader", `return { ["annotations"] = { [1] = { ["text"] = "adds`},
		{"a table with more behind it", "koreader", `return { ["a"] = 1 } os.exit()`},
		{"a table with a key that is none", "koreader", `return { [{["x"]=1}] = 1 }`},
		{"tables of too many levels", "koreader", `return { ["a"] = ` + strings.Repeat(`{["a"]=`, 200)},
		{"an entry of another type", "koreader", `return { ["annotations"] = { [1] = 3 } }`},
		{"JSON that is cut off", "koreader", `{"entries": [`},
		{"another type of Calibre", "calibre", `{"type": "bookmarks", "entries": []}`},
		{"no JSON", "calibre", `calibre`},
		{"an item that is none", "zotero", `[3]`},
		{"an array that is cut off", "zotero", `[{"itemType": "annotation"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, _, err := read(t, test.format, test.document, export.ReadOptions{DefaultTag: annotate.Quote}); err == nil || len(got) > 0 {
				t.Errorf("read %d annotations, %v", len(got), err)
			}
		})
	}
}
