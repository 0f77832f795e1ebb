package library

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/annotate/source/charset"
	"galley/storage"
)

func TestAnnotationsStayOnTheirWordsInAnotherCharacterSet(t *testing.T) {
	const (
		russian  = "Совет решил вчера повысить цену билета.\n\nЭкипажи сказали, что их никто не спрашивал: «Никто». Спор идёт с мая года."
		polish   = "Rada zdecydowała wczoraj o zamknięciu mostu.\n\nCzęść załóg żąda wyjaśnień: źle już było."
		japanese = "市議会は火曜日、古い橋を閉鎖することを決めた。\n\n住民の一部は説明を求めている。"
		page     = "<html><title>Рада</title><p>Міська рада &mdash; у вівторок вирішила закрити міст.<p>Пішоходи зможуть &eacute; користуватися стежкою."
	)
	for _, c := range []struct{ text, right, wrong, name string }{
		{russian, "windows-1251", "windows-1252", "a.txt"}, {strings.NewReplacer("«", "", "»", "").Replace(russian), "koi8-r", "windows-1251", "a.txt"},
		{russian, "windows-1251", "gb18030", "a.txt"}, {russian, "utf-8", "windows-1252", "a.txt"},
		{polish, "iso-8859-2", "windows-1252", "a.md"}, {polish, "windows-1250", "utf-8", "a.txt"},
		{japanese, "shift_jis", "windows-1252", "a.txt"}, {japanese, "euc-jp", "gb18030", "a.txt"},
		{page, "windows-1251", "windows-1252", "a.html"},
	} {
		t.Run(c.right+" for "+c.wrong, func(t *testing.T) { testRecoding(t, c.text, c.right, c.wrong, c.name) })
	}
}

// testRecoding annotates the words of a text in a wrong character set, and checks that
// each annotation is on the same word in the right one.
func testRecoding(t *testing.T, text, right, wrong, name string) {
	raw, err := charset.Encoding(right).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	l := newLibrary(t)
	path := filepath.Join(t.TempDir(), name)
	rewrite(t, path, string(raw))
	doc, _, err := l.Start(path, ReadOptions{Charset: wrong})
	if err != nil {
		t.Fatal(err)
	}
	a := doc.Article
	step := stepOn(a, 1)
	step.Changes = nil
	for word := range strings.FieldsSeq(a.Text) {
		at := strings.Index(a.Text, word)
		step.Changes = append(step.Changes, annotate.Create(annotate.Annotation{
			ID: newID(), Article: a.ID, Tag: annotate.Claim, Created: noon(), Modified: noon(),
			Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: at, End: at + len(word)}),
		}))
	}
	l.Save(a.ID, step)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	l = newLibraryAt(t, l.options.Path)
	defer l.Close()
	want := strings.Fields(readAs(t, raw, right, name))
	u, err := RefreshRequest{Article: a.ID, Read: ReadOptions{Charset: right}}.Run(l)
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for _, n := range u.Annotations {
		if !n.Anchor.State.Placed() || n.Anchor.Exact != n.Span().In(u.To.Text) || !n.Span().Fits(u.To.Text) {
			t.Errorf("%q: %s at %v", n.Anchor.Exact, n.Anchor.State, n.Span())
		}
		if !slices.Contains(want, n.Anchor.Exact) {
			lost++
		}
	}
	// In a wrong character set of several bytes, a character may join two words.
	if wrong != "gb18030" && lost > 0 {
		t.Errorf("%d of %d are not on their words: %v", lost, len(want), u.To.Text)
	}
	saved, err := l.Open(a.ID)
	if err != nil || saved.Article.Source.Charset != right || saved.Article.Source.CharsetGuessed {
		t.Errorf("%v: saved as %s", err, saved.Article.Source.Charset)
	}
}

func readAs(t *testing.T, raw []byte, name, file string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), file)
	rewrite(t, path, string(raw))
	doc, _, err := newLibrary(t).Start(path, ReadOptions{Charset: name})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Article.Text
}

// The character set that the user named is also that of updates.
// An article is saved after its first screen, so that it is not in the library at once.
func TestCharacterSetsOfAnArticleThatWasJustOpened(t *testing.T) {
	l := newLibrary(t)
	path := filepath.Join(t.TempDir(), "a.txt")
	rewrite(t, path, "Caf\xe9 news today.\n\nThe caf\xe9 in Z\xfcrich was na\xefve.")
	doc, _, err := l.Start(path, ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if previews, err := l.CharsetPreviews(doc.Article.ID); err != nil || len(previews) == 0 {
		t.Errorf("%d previews, %v", len(previews), err)
	}
	if _, err := l.CharsetPreviews("0000"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("previews of no article: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

func TestUpdatesAreReadInTheCharacterSetThatTheUserNamed(t *testing.T) {
	l := newLibrary(t)
	path := write(t, "Caf\x82 one\n\nThe levy adds 4.20 to every ticket.\n")
	doc, _, err := l.Start(path, ReadOptions{Charset: "cp437"})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = newLibraryAt(t, l.options.Path)
	defer l.Close()
	rewrite(t, path, "Caf\x82 two\n\nThe levy adds 4.20 to every ticket.\n")
	for _, name := range []string{path, doc.Article.ID} {
		u, err := RefreshRequest{Article: name, DryRun: true}.Run(l)
		if err != nil || !strings.HasPrefix(u.To.Text, "Café two") {
			t.Errorf("%v: %v", err, u)
		}
	}
}

func TestTheWordsBeforeAnEditAreKeptInAnotherCharacterSet(t *testing.T) {
	write := func(path, text, name string) {
		raw, err := charset.Encoding(name).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		rewrite(t, path, raw)
	}
	for _, c := range []struct{ right, wrong, old, new, words string }{
		{"koi8-r", "windows-1251", "Совет решил вчера повысить цену билета на паром.", "Совет решил вчера повысить стоимость билета на паром.", "повысить цену билета"},
		{"iso-8859-2", "windows-1252", "Rada zdecydowała wczoraj o zamknięciu mostu.", "Rada zdecydowała wczoraj o szybkim zamknięciu mostu.", "wczoraj o zamknięciu mostu"},
	} {
		l := newLibrary(t)
		path := filepath.Join(t.TempDir(), "a.txt")
		write(path, c.old, c.right)
		doc, _, err := l.Start(path, ReadOptions{Charset: c.right})
		if err != nil {
			t.Fatal(err)
		}
		step := stepOn(doc.Article, 1)
		at := strings.Index(c.old, c.words)
		step.Changes[0].After.Anchor = anchor.Describe(doc.Article.Text, doc.Article.Digest, annotate.Span{Start: at, End: at + len(c.words)})
		l.Save(doc.Article.ID, step)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		l = newLibraryAt(t, l.options.Path)
		write(path, c.new, c.right)
		for _, name := range []string{"", c.wrong, c.right} { // first the edit, in the character set named before
			u, err := RefreshRequest{Article: doc.Article.ID, Read: ReadOptions{Charset: name}}.Run(l)
			if err != nil {
				t.Fatal(err)
			}
			k := u.Annotations[0].Anchor
			if want := source.Misread(c.words, c.right, cmp.Or(name, c.right)).Text; k.State != annotate.Changed || k.Exact != want {
				t.Errorf("%s: %s %q, want %q", name, k.State, k.Exact, want)
			}
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
