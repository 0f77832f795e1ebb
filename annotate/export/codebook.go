package export

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"galley/annotate"
)

// codebookColumns are the columns of a codebook in CSV.
var codebookColumns = []string{"name", "definition", "parent", "key"}

// WriteCodebookCSV writes a codebook as a table: name, definition, parent, key.
func WriteCodebookCSV(w io.Writer, book annotate.Codebook) error {
	out := csv.NewWriter(w)
	_ = out.Write(codebookColumns) // Flush returns the error
	for _, l := range book {
		_ = out.Write([]string{GuardFormula(l.Name), GuardFormula(l.Definition), GuardFormula(l.Parent), GuardFormula(l.Key)})
	}
	out.Flush()
	return out.Error()
}

// ReadCodebook reads a codebook in CSV or as REFI-QDA XML. clean makes text safe for
// terminals. Labels and keys must be unique and parents must be labels.
func ReadCodebook(r io.Reader, clean func(string) string) (annotate.Codebook, error) {
	const maxBytes = 16 << 20
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err == nil && len(data) > maxBytes {
		err = fmt.Errorf("the codebook is larger than %d MiB", maxBytes>>20)
	}
	if err != nil {
		return nil, err
	}
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	var book annotate.Codebook
	if bytes.HasPrefix(data, []byte("<")) {
		book, err = readQDC(data)
	} else {
		book, err = readCodebookTable(data)
	}
	if err != nil {
		return nil, err
	}
	return checkedCodebook(book, clean)
}

// readCodebookTable reads a table with a column name or label. Columns are separated
// by whatever separates those of the first line.
func readCodebookTable(data []byte) (book annotate.Codebook, err error) {
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = -1
	first, _, _ := bytes.Cut(data, []byte("\n"))
	for _, separator := range "\t;" {
		if bytes.ContainsRune(first, separator) && !bytes.ContainsRune(first, ',') {
			in.Comma = separator
		}
	}
	rows, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWrongFormat, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%w: the table is empty", ErrWrongFormat)
	}
	column := func(names ...string) int {
		return slices.IndexFunc(rows[0], func(head string) bool { return slices.Contains(names, strings.ToLower(strings.TrimSpace(head))) })
	}
	name, definition, parent, key := column("name", "label", "code"), column("definition", "description", "memo"), column("parent"), column("key", "letter", "shortcut")
	if name < 0 {
		return nil, fmt.Errorf("%w: the table has no column name", ErrWrongFormat)
	}
	for _, row := range rows[1:] {
		cell := func(i int) string {
			if i < 0 || i >= len(row) {
				return ""
			}
			return unguardFormula(row[i])
		}
		book = append(book, annotate.LabelSpec{Name: cell(name), Definition: cell(definition), Parent: cell(parent), Key: cell(key)})
	}
	return book, nil
}

// checkedCodebook returns a codebook with clean labels, without rows that are empty.
func checkedCodebook(rows annotate.Codebook, clean func(string) string) (annotate.Codebook, error) {
	line := func(s string) string { return annotate.TrimLabel(clean(s)) }
	book := annotate.Codebook{}
	for i, l := range rows {
		l = annotate.LabelSpec{Name: line(l.Name), Definition: strings.TrimSpace(clean(l.Definition)), Parent: line(l.Parent), Key: strings.TrimSpace(clean(l.Key))}
		if l == (annotate.LabelSpec{}) {
			continue
		}
		taken := slices.ContainsFunc(book, func(other annotate.LabelSpec) bool { return l.Key != "" && other.Key == l.Key })
		switch {
		case l.Name == "":
			return nil, fmt.Errorf("label %d has no name; the codebook is unchanged", i+1)
		case book.Index(l.Name) >= 0:
			return nil, fmt.Errorf("the label %q is there twice; the codebook is unchanged", l.Name)
		case strings.Contains(l.Name, ","):
			return nil, fmt.Errorf("the label %q has a comma, which separates labels; the codebook is unchanged", l.Name)
		case annotate.NextGrapheme(l.Key, 0) < len(l.Key) || l.Key == "#":
			return nil, fmt.Errorf("the key %q of the label %q is not one character other than #; the codebook is unchanged", l.Key, l.Name)
		case taken:
			return nil, fmt.Errorf("two labels have the key %q; the codebook is unchanged", l.Key)
		}
		book = append(book, l)
	}
	for _, l := range book {
		if l.Parent != "" && book.Index(l.Parent) < 0 {
			return nil, fmt.Errorf("the parent %q of the label %q is not in the codebook, which is unchanged", l.Parent, l.Name)
		}
		if isBelow(book, l.Parent, l.Name) {
			return nil, fmt.Errorf("the label %q is below itself; the codebook is unchanged", l.Name)
		}
	}
	return book, nil
}

// isBelow reports whether a label is another one or below it.
func isBelow(book annotate.Codebook, name, top string) bool {
	for range book {
		i := book.Index(name)
		if i < 0 {
			return false
		}
		if strings.EqualFold(name, top) {
			return true
		}
		name = book[i].Parent
	}
	return false
}

// The types below follow the REFI-QDA standard 1.5 (www.qdasoftware.org).

type qdaCodes struct {
	Codes []qdaCode `xml:"Codes>Code"`
}

type qdaCode struct {
	GUID        string    `xml:"guid,attr"`
	Name        string    `xml:"name,attr"`
	IsCodable   bool      `xml:"isCodable,attr"`
	Color       string    `xml:"color,attr,omitempty"`
	Description string    `xml:"Description,omitempty"`
	Codes       []qdaCode `xml:"Code"`
}

type qdaCodebook struct {
	XMLName xml.Name `xml:"CodeBook"`
	Space   string   `xml:"xmlns,attr"`
	Origin  string   `xml:"origin,attr"`
	qdaCodes
}

// codebookSpace is the namespace of REFI-QDA codebooks.
const codebookSpace = "urn:QDA-XML:codebook:1.0"

// WriteQDC writes a codebook as REFI-QDA exchanges it. The standard has no keys, which
// are lost.
func WriteQDC(w io.Writer, book annotate.Codebook, generator string) (LossReport, error) {
	var loss LossReport
	loss.add(lostKey, len(book.Keyed()))
	out := bufio.NewWriter(w)
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(out)
	enc.Indent("", "  ")
	err := enc.Encode(qdaCodebook{Space: codebookSpace, Origin: generator, qdaCodes: qdaCodes{qdaCodesOf(book, "")}})
	out.WriteString("\n")
	return loss, cmp.Or(err, out.Flush())
}

var lostKey = LossKind{"key of a label", "keys of labels"}

// qdaCodesOf returns the labels below one, with those below them.
func qdaCodesOf(book annotate.Codebook, parent string) (codes []qdaCode) {
	for _, l := range book {
		if strings.EqualFold(l.Parent, parent) {
			codes = append(codes, qdaCode{
				GUID: guidOf("code", l.Name), Name: visibleLine(l.Name), IsCodable: true, Description: visible(l.Definition), Codes: qdaCodesOf(book, l.Name),
			})
		}
	}
	return codes
}

func readQDC(data []byte) (annotate.Codebook, error) {
	var doc struct {
		XMLName xml.Name
		Direct  []qdaCode `xml:"Codes>Code"`
		Project []qdaCode `xml:"CodeBook>Codes>Code"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil || doc.XMLName.Local != "CodeBook" && doc.XMLName.Local != "Project" {
		return nil, fmt.Errorf("%w: it is neither a table nor a codebook of REFI-QDA", ErrWrongFormat)
	}
	return appendCodes(nil, append(doc.Direct, doc.Project...), "", 0), nil
}

// maxCodeDepth is the maximum depth of codes. Deeper ones are put at this depth.
const maxCodeDepth = 64

// appendCodes adds codes of REFI-QDA, and those below them. A name that is taken gets the
// name of its parent before it.
func appendCodes(book annotate.Codebook, codes []qdaCode, parent string, depth int) annotate.Codebook {
	for _, c := range codes {
		name := strings.ReplaceAll(c.Name, ",", ";")
		if book.Index(name) >= 0 && parent != "" {
			name = parent + "/" + name
		}
		if book.Index(name) < 0 {
			book = append(book, annotate.LabelSpec{Name: name, Definition: c.Description, Parent: parent})
		}
		if depth < maxCodeDepth {
			book = appendCodes(book, c.Codes, name, depth+1)
		}
	}
	return book
}

// guidOf returns a GUID that is always the same for the same name.
func guidOf(kind, name string) string {
	sum := sha256.Sum256([]byte("galley/" + kind + "/" + name))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // version 8 of RFC 9562
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
