package export

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// A Format is a file format to write bundles in, to read them from, or both.
type Format struct {
	Name      string // as --format takes it
	Summary   string // what it is for, in a few words
	Extension string // of files, with the dot
	MediaType string
	// SingleArticle reports whether a document holds one article only.
	SingleArticle bool
	// NeedsText reports whether a document always has the text of its articles,
	// so that WriteOptions.NoText is ignored.
	NeedsText bool
	// BySpeaker reports whether WriteOptions.BySpeaker has an effect.
	BySpeaker bool
	// Write writes the bundles one by one, and reports what the format could not
	// represent. On an error, some of them may have been written. It is nil for formats
	// that cannot be exported.
	Write WriteFunc
	// Companion is the second file of each document, or nil for most formats.
	Companion *Companion
	// Read reads what Write or another program wrote, and reports what Galley
	// could not represent. It is nil for formats that cannot be imported.
	// Identifier, creator and time of an annotation stay empty if they are not in
	// the file.
	Read ReadFunc
}

// A WriteFunc writes bundles in a format.
type WriteFunc func(io.Writer, iter.Seq2[Bundle, error], WriteOptions) (LossReport, error)

// A ReadFunc reads bundles in a format.
type ReadFunc func(io.Reader, ReadOptions) ([]Bundle, LossReport, error)

// A Companion is a second file next to a document, such as the text that its
// positions refer to.
type Companion struct {
	Extension string
	Write     func(io.Writer, Bundle) error
}

// IsText reports whether documents in the format are text, which a terminal can show.
func (f Format) IsText() bool {
	return f.MediaType != "application/zip" && !strings.HasPrefix(f.MediaType, "application/vnd.")
}

// Readable reports whether the format can be imported.
func (f Format) Readable() bool { return f.Read != nil }

// Formats lists the formats that can be exported, the default first.
func Formats() []Format { return append(readingFormats(), toolFormats()...) }

// readingFormats lists the formats for people, and those that keep everything.
func readingFormats() []Format {
	return []Format{
		{
			Name: "json", Summary: "everything, for archives, scripts and re-import",
			Extension: ".json", MediaType: "application/json", Write: WriteJSON, Read: ReadJSON,
		},
		{
			Name: "jsonl", Summary: "one annotation per line, for data tools",
			Extension: ".jsonl", MediaType: "application/jsonl", Write: WriteJSONL, Read: ReadJSONL,
		},
		{
			Name: "csv", Summary: "one row per annotation, for spreadsheets",
			Extension: ".csv", MediaType: "text/csv", BySpeaker: true, Write: WriteCSV, Read: ReadCSV,
		},
		{
			Name: "markdown", Summary: "a page of notes, for Obsidian and other note-taking apps",
			Extension: ".md", MediaType: "text/markdown", BySpeaker: true, Write: WriteMarkdown,
		},
		{
			Name: "html", Summary: "the article with notes in the margin, to read, print and share",
			Extension: ".html", MediaType: "text/html", NeedsText: true, BySpeaker: true, Write: WriteHTML,
		},
		{
			Name: "docx", Summary: "the article with comments, for word processors",
			Extension: ".docx", MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
			NeedsText: true, BySpeaker: true, Write: WriteDocx, Read: ReadDocx,
		},
	}
}

// toolFormats lists the formats of other programs.
func toolFormats() []Format {
	return []Format{
		{
			Name: "w3c", Summary: "Web Annotations (JSON-LD), for annotation tools",
			Extension: ".jsonld", MediaType: "application/ld+json", Write: WriteW3C, Read: ReadW3C,
		},
		{
			Name: "hypothesis", Summary: "annotations to import into the Hypothesis client",
			Extension: ".json", MediaType: "application/json", Write: WriteHypothesis, Read: ReadHypothesis,
		},
		{
			Name: "brat", Summary: "standoff annotations next to a text file, for brat",
			Extension: ".ann", MediaType: "text/plain", SingleArticle: true, NeedsText: true,
			Write: WriteBrat, Companion: &Companion{".txt", WriteBratText}, Read: ReadBrat,
		},
		{
			Name: "doccano", Summary: "one article per line with its spans, for doccano",
			Extension: ".jsonl", MediaType: "application/jsonl", NeedsText: true, Write: WriteDoccano, Read: ReadDoccano,
		},
		{
			Name: "label-studio", Summary: "tasks with finished annotations, for Label Studio",
			Extension: ".json", MediaType: "application/json", NeedsText: true, Write: WriteLabelStudio, Read: ReadLabelStudio,
		},
		{
			Name: "prodigy", Summary: "one task per line with its spans, for Prodigy and spaCy",
			Extension: ".jsonl", MediaType: "application/jsonl", NeedsText: true, Write: WriteProdigy, Read: ReadProdigy,
		},
		{
			Name: "refi-qda", Summary: "a project with tags and labels as codes, for QualCoder, MAXQDA, NVivo and ATLAS.ti",
			Extension: ".qdpx", MediaType: "application/zip", NeedsText: true, Write: WriteREFIQDA, Read: ReadREFIQDA,
		},
		{
			Name: "claimreview", Summary: "drafts of schema.org ClaimReview, for claims with a verdict",
			Extension: ".jsonld", MediaType: "application/ld+json", Write: WriteClaimReview,
		},
	}
}

// ReadableFormats lists the formats that can be imported. Those that cannot be exported
// are the last.
func ReadableFormats() []Format {
	return append(slices.DeleteFunc(Formats(), func(f Format) bool { return !f.Readable() }), foreignFormats()...)
}

// foreignFormats lists the formats that can be imported, but not exported. They have no
// Write.
func foreignFormats() []Format {
	return []Format{
		{
			Name: "kindle", Summary: "highlights and notes of a Kindle, in My Clippings.txt",
			Extension: ".txt", MediaType: "text/plain", Read: ReadKindle,
		},
		{
			Name: "koreader", Summary: "highlights of KOReader: its JSON or Markdown, or metadata.epub.lua",
			Extension: ".json", MediaType: "application/json", Read: ReadKOReader,
		},
		{
			Name: "calibre", Summary: "highlights that Calibre's viewer or annotations browser exports",
			Extension: ".calibre_annotation_collection", MediaType: "application/json", Read: ReadCalibre,
		},
		{
			Name: "zotero", Summary: "annotations of Zotero: JSON, or a note in Markdown",
			Extension: ".json", MediaType: "application/json", Read: ReadZotero,
		},
	}
}

// FormatNames returns the names of formats.
func FormatNames(formats []Format) []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	return names
}

// FormatByName returns the format called name, or ErrUnknownFormat.
func FormatByName(name string) (Format, error) {
	formats := append(Formats(), foreignFormats()...)
	names := FormatNames(formats)
	if i := slices.Index(names, name); i >= 0 {
		return formats[i], nil
	}
	return Format{}, fmt.Errorf("%w %q: use %s", ErrUnknownFormat, name, strings.Join(names, ", "))
}
