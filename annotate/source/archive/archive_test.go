package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// pack makes an archive from alternating names and texts.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T, raw []byte) *Archive {
	t.Helper()
	a, err := Open(raw)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPartsAreReadByName(t *testing.T) {
	a := open(t, pack(t, "mimetype", "x", "Word/Document.xml", "first", "Word/Document.xml", "second", "../../etc/passwd", "outside", `back\slash.xml`, "b", "cafe\u0301.xml", "c"))
	for name, want := range map[string]string{
		"mimetype": "x", "Word/Document.xml": "first", "word/document.xml": "first", "../../etc/passwd": "outside", "back/slash.xml": "b", "Caf\u00e9.xml": "c",
	} {
		if got, err := a.Read(name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := a.Read("none.xml"); !errors.Is(err, ErrMissing) || a.Has("none.xml") {
		t.Errorf("error %v", err)
	}
	if len(a.parts) != 5 {
		t.Errorf("%d parts", len(a.parts))
	}
}

func TestAPartThatUnpacksToTooMuchIsRefused(t *testing.T) {
	a := open(t, pack(t, "bomb", strings.Repeat("\x00", FileLimit+1), "small", "x"))
	if _, err := a.Read("bomb"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v", err)
	}
	if got, err := a.Read("small"); err != nil || string(got) != "x" {
		t.Errorf("after it: %q, %v", got, err)
	}
}

func TestPartsThatTogetherUnpackToTooMuchAreRefused(t *testing.T) {
	a := open(t, pack(t, "large", strings.Repeat("\x00", FileLimit)))
	for i := range TotalLimit / FileLimit {
		if _, err := a.Read("large"); err != nil {
			t.Fatalf("reading %d: %v", i, err)
		}
	}
	if _, err := a.Read("large"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}

func TestTooManyPartsAreRefusedBeforeTheyAreListed(t *testing.T) {
	raw := append(pack(t, "a", "b"), bytes.Repeat([]byte("PK\x01\x02"), maxParts)...)
	if _, err := Open(raw); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}

func TestDamageIsReported(t *testing.T) {
	raw := pack(t, "mimetype", strings.Repeat("application ", 100))
	if _, err := Open(raw[:len(raw)/2]); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut off: %v", err)
	}
	if _, err := Open(nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("empty: %v", err)
	}
	garbled := bytes.Clone(raw)
	for i := 40; i < 50; i++ {
		garbled[i] ^= 0xFF
	}
	if _, err := open(t, garbled).Read("mimetype"); !errors.Is(err, ErrDamaged) {
		t.Errorf("garbled: %v", err)
	}
}

func TestALockedPartIsRefused(t *testing.T) {
	raw := pack(t, "a", "text")
	at := bytes.Index(raw, []byte("PK\x01\x02"))
	raw[at+8] |= 1
	if _, err := open(t, raw).Read("a"); !errors.Is(err, ErrLocked) {
		t.Errorf("error %v", err)
	}
}

func TestNamesInErrorsAreQuotedAndShort(t *testing.T) {
	a := open(t, pack(t, "a", "b"))
	_, err := a.Read("x\x1b[31m" + strings.Repeat("y", 500))
	if err == nil || strings.ContainsRune(err.Error(), 0x1b) || len(err.Error()) > 200 {
		t.Errorf("error %q", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(pack(f, "mimetype", "application/epub+zip", "a/b.xml", "<a/>"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := Open(raw)
		if err != nil {
			return
		}
		for name := range a.parts {
			if text, err := a.Read(name); err == nil && len(text) > FileLimit {
				t.Errorf("%q: %d bytes", name, len(text))
			}
		}
	})
}
