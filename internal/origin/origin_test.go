package origin

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func noon() time.Time { return time.Date(2026, 3, 4, 13, 0, 0, 0, time.FixedZone("CET", 3600)) }

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// folder returns a temporary folder whose path has no symbolic links.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFileIsReadWithItsProvenance(t *testing.T) {
	path := filepath.Join(folder(t), "levy.txt")
	write(t, path, "The levy passed.")
	got, err := File(path, noon())
	if err != nil {
		t.Fatal(err)
	}
	want := Origin{
		Location: path, Name: "levy.txt", Bytes: []byte("The levy passed."),
		Retrieved: time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFileNamedByLinkOrRelativePathHasOneLocation(t *testing.T) {
	dir := folder(t)
	path := filepath.Join(dir, "levy.txt")
	write(t, path, "text")
	link := filepath.Join(dir, "latest.md")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("cannot create symbolic links:", err)
	}
	t.Chdir(dir)
	for _, name := range []string{link, "levy.txt", "./levy.txt", "latest.md"} {
		got, err := File(name, noon())
		if err != nil {
			t.Fatal(err)
		}
		if got.Location != path || got.Name != filepath.Base(name) {
			t.Errorf("%s: location %s, name %s", name, got.Location, got.Name)
		}
	}
}

func TestFileThatCannotBeReadIsRefusedInOneLine(t *testing.T) {
	dir := folder(t)
	secret := filepath.Join(dir, "secret.txt")
	write(t, secret, "text")
	if err := os.Chmod(secret, 0); err != nil {
		t.Fatal(err)
	}
	loop := filepath.Join(dir, "loop")
	if err := os.Symlink(loop, loop); err != nil {
		t.Skip("cannot create symbolic links:", err)
	}
	cases := []struct {
		name, path, says string
		cause            error
	}{
		{"missing", filepath.Join(dir, "none.txt"), "there is no file", fs.ErrNotExist},
		{"missing folder", filepath.Join(dir, "none", "a.txt"), "check the name", fs.ErrNotExist},
		{"no name", "", "there is no file", fs.ErrNotExist},
		{"directory", dir, "is a folder: name a file in it", nil},
		{"unreadable", secret, "check its permissions", fs.ErrPermission},
		{"device", os.DevNull, "is a device", nil},
		{"below a file", filepath.Join(secret, "a.txt"), "cannot be read: ", nil},
		{"link to itself", loop, "cannot be read: ", nil},
		{"escape sequence in the name", filepath.Join(dir, "a\x1b]0;x\a\nb"), `a\x1b]0;x\a\nb`, fs.ErrNotExist},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.cause == fs.ErrPermission && (os.Geteuid() == 0 || runtime.GOOS == "windows") {
				t.Skip("permissions do not apply to this user")
			}
			if runtime.GOOS == "windows" {
				t.Skip("the cases are those of Unix")
			}
			got, err := File(c.path, noon())
			if err == nil {
				t.Fatalf("read %d bytes", len(got.Bytes))
			}
			if !strings.Contains(err.Error(), c.says) || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("error %q does not say %q in one clean line", err, c.says)
			}
			if c.cause != nil && !errors.Is(err, c.cause) {
				t.Errorf("%v is not %v", err, c.cause)
			}
		})
	}
}

func TestFileOverTheLimitIsRefusedUnread(t *testing.T) {
	path := filepath.Join(folder(t), "large.txt")
	write(t, path, "")
	if err := os.Truncate(path, Limit+1); err != nil {
		t.Fatal(err)
	}
	_, err := File(path, noon())
	if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "64 MiB") {
		t.Errorf("error %v", err)
	}
}

// zeros is a reader of n zero bytes that counts the bytes read.
type zeros struct{ left, given int }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), z.left)
	z.left, z.given = z.left-n, z.given+n
	return n, nil
}

func TestStdinStopsOneByteAfterTheLimit(t *testing.T) {
	full := &zeros{left: Limit}
	if got, err := Stdin(full, noon()); err != nil || len(got.Bytes) != Limit {
		t.Errorf("at the limit: %d bytes, %v", len(got.Bytes), err)
	}
	over := &zeros{left: 2 * Limit}
	if _, err := Stdin(over, noon()); !errors.Is(err, ErrTooLarge) {
		t.Errorf("over the limit: %v", err)
	}
	if over.given != Limit+1 {
		t.Errorf("read %d bytes, want %d", over.given, Limit+1)
	}
}

func TestStdinIsReadWhateverPiecesItComesIn(t *testing.T) {
	want := bytes.Repeat([]byte("The levy passed. "), 1000)
	readers := map[string]io.Reader{
		"whole":                   bytes.NewReader(want),
		"byte by byte":            iotest.OneByteReader(bytes.NewReader(want)),
		"end with the last bytes": iotest.DataErrReader(bytes.NewReader(want)),
	}
	for name, r := range readers {
		got, err := Stdin(r, noon())
		if err != nil || !bytes.Equal(got.Bytes, want) {
			t.Errorf("%s: %d bytes, %v", name, len(got.Bytes), err)
		}
		if got.Location != "" || got.Name != "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestStdinThatFailsIsReported(t *testing.T) {
	broken := errors.New("broken pipe")
	_, err := Stdin(iotest.ErrReader(broken), noon())
	if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "standard input cannot be read: ") {
		t.Errorf("error %v", err)
	}
}

func TestWebAddressesAreDistinguishedFromPaths(t *testing.T) {
	cases := map[string]bool{
		"https://example.org/a": true, "HTTP://example.org": true, "http://": false, "http:/example.org": false,
		"ftp://example.org": false, "file:///a": false, "notes.txt": false, "-": false, "": false, "./https://x": false,
	}
	for place, want := range cases {
		if got := IsURL(place); got != want {
			t.Errorf("IsURL(%q) = %v", place, got)
		}
	}
}

func TestLargeFileIsReadWhole(t *testing.T) {
	path := filepath.Join(folder(t), "large.txt")
	var text strings.Builder
	for i := 0; text.Len() < 3*minParallel; i++ {
		text.WriteString(strings.Repeat(string(rune('a'+i%26)), i%97) + "\n")
	}
	write(t, path, text.String())
	got, err := File(path, noon())
	if err != nil {
		t.Fatal(err)
	}
	if string(got.Bytes) != text.String() {
		t.Error("what was read differs from what was written")
	}
}

// A file that shrinks while it is read is shorter than its size said.
type shrunk struct{ text string }

func (s shrunk) ReadAt(p []byte, off int64) (int, error) {
	return strings.NewReader(s.text).ReadAt(p, off)
}

func TestPartsEndAtTheFirstGap(t *testing.T) {
	for _, n := range []int{0, 1, 40, 50, 51, 99, 100} {
		text := strings.Repeat("x", n)
		if got := string(readParallel(shrunk{text}, make([]byte, 100))); got != text {
			t.Errorf("%d of 100 bytes there: got %d", n, len(got))
		}
	}
}
