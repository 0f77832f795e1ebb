//go:build unix

package e2e

import "strings"

// A foreignDocument is a document of another program, in a format that is only read.
type foreignDocument struct{ format, extension, text string }

// foreignDocuments returns a document for each program whose files are only read, with
// the placeholders wherever it holds text. “A paragraph” is in the article.
func foreignDocuments() []foreignDocument {
	const words, rest = before + inText + after, before + inRest + after
	fill := strings.NewReplacer("WORDS", words, "REST", rest).Replace
	return []foreignDocument{
		{"kindle", ".txt", fill("REST (REST)\n- Your Highlight on page REST | Location 14-15 | Added on REST\n\nA paragraph\n==========\n" +
			"REST (REST)\n- Your Note on page 2 | Location 15 | Added on REST\n\nREST\n==========\nREST (REST)\n- Your Highlight on Location 3-4 | REST\n\nWORDS\n==========\n")},
		{"koreader", ".json", fill(`{"title": "REST", "author": "REST", "entries": [{"sort": "highlight", "page": "REST", "chapter": "REST", "text": "A paragraph", "note": "REST", "time": 1795338060, "color": "REST"},
			{"sort": "highlight", "page": 2, "text": "WORDS", "drawer": "REST"}]}`)},
		{"koreader", ".lua", fill("-- REST\nreturn {\n    [\"annotations\"] = {\n        [1] = {\n            [\"chapter\"] = \"REST\",\n            [\"color\"] = \"REST\",\n            [\"datetime\"] = \"REST\",\n" +
			"            [\"drawer\"] = \"REST\",\n            [\"note\"] = \"REST\",\n            [\"pageref\"] = \"REST\",\n            [\"text\"] = \"A paragraph\",\n        },\n" +
			"        [2] = {\n            [\"drawer\"] = \"x\",\n            [\"text\"] = \"WORDS\",\n        },\n    },\n    [\"doc_path\"] = \"/REST.epub\",\n    [\"REST\"] = {},\n}\n")},
		{"koreader", ".md", fill("# REST\n##### REST\n\n## REST\n### Page REST @ 02 November 2026 08:00:00 AM\n*A paragraph*\n\n---\nREST\n### Page 2 @ REST 2\nWORDS\n\n\n_Generated at: REST_")},
		{"calibre", ".calibre_highlights", fill(`{"type": "calibre_highlights", "version": 1, "highlights": [{"type": "highlight", "uuid": "REST", "highlighted_text": "A paragraph", "notes": "REST", "timestamp": "REST",
			"toc_family_titles": ["REST"], "style": {"kind": "color", "type": "builtin", "which": "REST"}}, {"type": "highlight", "highlighted_text": "WORDS"}]}`)},
		{"zotero", ".json", fill(`[{"key": "A", "meta": {"createdByUser": {"username": "REST"}}, "data": {"key": "A", "itemType": "annotation", "parentItem": "B", "annotationText": "A paragraph", "annotationComment": "<b>REST</b>",
			"annotationColor": "REST", "annotationPageLabel": "REST", "annotationAuthorName": "REST", "tags": [{"tag": "REST"}], "dateAdded": "REST"}},
			{"key": "C", "data": {"key": "C", "itemType": "annotation", "parentItem": "B", "annotationText": "WORDS"}}, {"key": "B", "data": {"key": "B", "itemType": "attachment", "title": "REST", "url": "https://REST/"}}]`)},
		{"zotero", ".md", fill("# REST\n\n## REST\n\n### REST\n\n“A paragraph” ([REST](zotero://select/library/items/A)) ([pdf](zotero://open-pdf/library/items/B?page=3)) REST\n\n“WORDS” ([REST](zotero://select/library/items/A))\n")},
		{"csv", ".csv", fill("Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n" +
			"A paragraph,\"REST\",\"REST\",\"REST\",\"REST\",\"REST\",\"REST\",\"REST\",3,\"REST\",\"REST\"\n\"WORDS\",\"REST\",,,,,,,,,\n")},
	}
}
