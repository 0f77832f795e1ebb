//go:build unix

package e2e

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A bait is a server that nothing should connect to.
type bait struct {
	net.Listener
	caught atomic.Int64
}

func newBait(t *testing.T) *bait {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skipf("no network on this machine: %v", err)
	}
	b := &bait{Listener: l}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			b.caught.Add(1)
			conn.Close()
		}
	}()
	return b
}

// baitDocuments returns documents, by file name, that refer to a server in every way
// that their formats allow. They include one for each kind of format that a program
// converts.
func baitDocuments(t *testing.T, server string) map[string]string {
	t.Helper()
	u := "http://" + server + "/"
	return map[string]string{
		"a.txt": "See " + u + "text and " + u + "\n",
		"a.md":  "![a](" + u + "a.png) [b](" + u + "b) <" + u + "c> <img src=\"" + u + "d.png\"> <script src=\"" + u + "e.js\"></script>\n\n[f]: " + u + "f\n",
		"a.html": `<!doctype html><html><head><base href="` + u + `"><meta http-equiv="refresh" content="0;url=` + u + `r"><link rel="stylesheet" href="` + u + `s.css"><link rel="canonical" href="` + u + `"><link rel="icon" href="i.ico"><script src="` + u +
			`x.js"></script><style>@import url(` + u + `y.css);</style></head><body background="` + u + `bg.png"><article><h1>A page</h1><p>Words of a page that is an article, with a picture in it, and more words.<img src="` + u + `a.png" srcset="` + u + `b.png 2x"></p><iframe src="` + u +
			`"></iframe><video src="` + u + `v.mp4" poster="` + u + `p.png"></video><object data="` + u + `o"></object><svg><image href="` + u + `g.svg"/></svg></article></body></html>`,
		"a.docx": zipOf(t, "word/document.xml", `<!DOCTYPE d SYSTEM "`+u+`d.dtd" [<!ENTITY % x SYSTEM "`+u+`x.ent"> %x;]><w:document><w:body><w:p><w:r><w:t>Words</w:t><w:drawing><a:blip r:link="r1"/></w:drawing></w:r></w:p><w:altChunk r:id="r3"/></w:body></w:document>`,
			"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Type="x/image" TargetMode="External" Target="`+u+`a.png"/><Relationship Id="r3" Type="x/aFChunk" TargetMode="External" Target="`+u+`c.html"/></Relationships>`,
			"word/_rels/settings.xml.rels", `<Relationships><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" TargetMode="External" Target="`+u+`t.dotm"/></Relationships>`,
			"word/settings.xml", `<w:settings><w:attachedTemplate r:id="r2"/></w:settings>`),
		"a.odt": zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", `<o:d xmlns:o="office" xmlns:xlink="l"><o:text><p>Words <draw:image xlink:href="`+u+`a.png"/></p><section><section-source xlink:href="`+u+`s.odt"/><p>More.</p></section></o:text></o:d>`),
		"a.epub": zipOf(t, "META-INF/container.xml", `<rootfile full-path="b.opf"/>`, "b.opf", `<package><manifest><item id="a" href="a.xhtml"/><item id="r" href="`+u+`remote.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="r"/></spine></package>`,
			"a.xhtml", `<!DOCTYPE html PUBLIC "x" "`+u+`x.dtd"><html><head><link rel="stylesheet" href="`+u+`s.css"/></head><body><p>Words <img src="`+u+`a.png"/></p></body></html>`),
		"a.pdf": "%PDF-1.7\n<html><body><p>Words</p></body></html>",
		"a.rst": "Words\n=====\n\n.. image:: " + u + "a.png\n.. include:: " + u + "b.rst\n.. csv-table::\n   :url: " + u + "c.csv\n",
		"a.org": "* Words\n#+INCLUDE: \"" + u + "a.org\"\n[[" + u + "a.png]]\n",
		"a.tex": "\\input{" + u + "a.tex}\\includegraphics{" + u + "a.png} Words.\n",
		"a.rtf": `{\rtf1 Words {\field{\*\fldinst INCLUDEPICTURE "` + u + `a.png" \\d}{\fldrslt}}{\*\template ` + u + `t.dot}}`,
	}
}

// Whatever a document refers to, reading and exporting it makes no connection,
// neither by Galley nor by a program that converts it.
func TestDocumentsAreReadWithoutTheNetwork(t *testing.T) {
	b := newBait(t)
	h := newHome(t)
	for name, text := range baitDocuments(t, b.Addr().String()) {
		path := h.write(name, text)
		commands := [][]string{{"extract", path}, {"show", path}, {"add", path}, {"annotations", path}, {"refresh", path}}
		for _, args := range commands {
			if out, err := h.command(args...).CombinedOutput(); err != nil && strings.Contains(string(out), "panic") {
				t.Errorf("%q: %s", args, out)
			}
			if n := b.caught.Swap(0); n > 0 {
				t.Errorf("galley %q made %d connections", args[0]+" "+name, n)
			}
		}
	}
	h.run("annotate", filepath.Join(h.dir, "a.md"), "--tag", "claim", "--quote", "b", "--note", "![a](http://"+b.Addr().String()+"/note.png)", "--field", "sources=http://"+b.Addr().String()+"/")
	for _, args := range [][]string{{"articles"}, {"annotations"}, {"export", "--format", "html", "--output", "all.html"}, {"export", "--format", "docx", "--output", "all.docx"}, {"export", "--output", "all.json"}, {"import", "all.json"}, {"doctor"}, {"backup", "copy.db"}} {
		h.run(args...)
	}
	if n := b.caught.Load(); n > 0 {
		t.Errorf("the library made %d connections", n)
	}
}

// The reader and its views make no connection either, not even to check an article
// from a file for updates.
func TestReaderReadsWithoutTheNetwork(t *testing.T) {
	b := newBait(t)
	h := newHome(t)
	for name, text := range baitDocuments(t, b.Addr().String()) {
		if ext := filepath.Ext(name); ext != ".md" && ext != ".html" && ext != ".docx" {
			continue
		}
		s := h.open(h.write(name, text))
		s.waitUntil("the article", func() bool { return strings.HasSuffix(s.Line(23), "saved") })
		s.Type("gg")
		for _, keys := range []string{"A", "T", "P", "I", "D", "R", "E", "L", "?"} {
			s.Type(keys)
			s.waitQuiet("the end of drawing", "")
			s.Type("\x1b[27u")
		}
		s.Type("Q")
		s.waitExit()
		if n := b.caught.Load(); n > 0 {
			t.Errorf("reading %s made %d connections", name, n)
		}
	}
}

// What Galley keeps is private to the user; exports have the mode that the umask
// gives.
func TestModesOfFiles(t *testing.T) {
	h := newHome(t)
	path := h.write("levy.txt", "Levy\n\nIt adds 4.20.\n")
	h.run("annotate", path, "--tag", "claim", "--quote", "4.20")
	h.run("backup", "copy.db")
	h.run("export", "--output", "out.json")
	h.run("doctor", "--repair", "repaired.db")
	s := h.open(path)
	s.waitSaved()
	s.Type("Q")
	s.waitExit()
	backup := "galley/galley.db.backup-" + time.Now().Format(time.DateOnly)
	plain := filepath.Join(h.dir, "plain") // has the mode that the umask gives
	if err := os.WriteFile(plain, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{"galley": 0o700, "galley/galley.db": 0o600, backup: 0o600, "copy.db": 0o600, "repaired.db": 0o600, "out.json": info.Mode().Perm()} {
		info, err := os.Stat(filepath.Join(h.dir, name))
		if err != nil {
			t.Error(err)
		} else if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %#o, want %#o", name, got, want)
		}
	}
	entries, err := os.ReadDir(filepath.Join(h.dir, "galley"))
	if err != nil || len(entries) != 2 {
		t.Errorf("next to the library there is %v, %v", entries, err)
	}
}
