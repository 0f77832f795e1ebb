package cli

import (
	"bytes"
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/origin/fetch"
)

func TestRefreshFetchesAPageAgain(t *testing.T) {
	const address = "https://news.example/levy"
	b := newBench(t)
	old := []byte("# Levy\n\nThe levy *adds* 4.20 to every ticket. Nobody asked the crews.\n")
	b.answers(map[string]fetch.Page{address: {MediaType: "text/markdown", Bytes: old}})
	if b.runs("annotate", address, "--tag", "claim", "--quote", "Nobody asked the crews.") != 0 ||
		b.runs("annotate", address, "--tag", "claim", "--quote", "4.20") != 0 {
		t.Fatal(&b.errs)
	}
	fresh := []byte("# Levy\n\nAt noon: the council met.\n\nThe levy *adds* 5.10 to every ticket. Nobody asked the crews.\n")
	b.answers(map[string]fetch.Page{address: {MediaType: "text/markdown", Bytes: fresh, ETag: `"2"`}})
	if b.runs("refresh", address) != 0 {
		t.Fatal(&b.errs)
	}
	if got := b.out.String(); !strings.Contains(got, "1 paragraph edited, 1 added\n2 annotations: 1 anchored, 1 changed\n") {
		t.Errorf("printed %q", got)
	}
	record, err := b.store().ByLocation(annotate.FromURL, address)
	if err != nil || record.Source.ETag != `"2"` || record.NeedsPlacing != 1 || record.Paragraphs != 2 {
		t.Errorf("%+v, %v", record, err)
	}
	for sum, want := range map[string][]byte{record.Source.SHA256: fresh, record.Versions[0].Meta.Source.SHA256: old} {
		if raw, err := b.store().Original(sum); err != nil || !bytes.Equal(raw, want) {
			t.Errorf("kept %q, %v", raw, err)
		}
	}
	b.answers(nil)
	if b.runs("refresh", address) != statusFailed || strings.Count(b.errs.String(), "\n") != 1 || !strings.Contains(b.errs.String(), "there is no such page") {
		t.Errorf("said %q", &b.errs)
	}
	if b.runs("doctor") != 0 || b.runs("forget", "--purge", address) != 0 || b.runs("doctor") != 0 {
		t.Error(&b.errs)
	}
}

func TestRefreshListsTheWordsBeforeAndNow(t *testing.T) {
	b := newBench(t)
	if b.runs("annotate", "levy.txt", "--tag", "claim", "--quote", "4.20") != 0 {
		t.Fatal(&b.errs)
	}
	b.write("levy.txt", "Harbour levy passes\n\nThe levy adds \x1b[31m5.10\u202E to every ticket.\n")
	if b.runs("refresh", "levy.txt", "--dry-run") != 0 {
		t.Fatal(&b.errs)
	}
	lines := strings.Split(b.out.String(), "\n")
	if got := strings.Join(strings.Fields(lines[3])[1:], " "); got != "1 changed 4.20 5.10 other words were put in their place" {
		t.Errorf("%q", lines)
	}
	if strings.ContainsAny(b.out.String(), "\x1b\u202E") {
		t.Errorf("printed %q", &b.out)
	}
}
