package export_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// output returns everything that an export in a format consists of, uncompressed.
func output(t *testing.T, f export.Format, opt export.WriteOptions, b export.Bundle) string {
	t.Helper()
	var document, companion strings.Builder
	if _, err := f.Write(&document, export.All(b), opt); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	if f.Companion != nil {
		if err := f.Companion.Write(&companion, b); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprint(files(t, document.String()), companion.String(), export.FileName(b.Article))
}

func TestNoExportNamesAFolder(t *testing.T) {
	for location, name := range map[string]string{
		"/home/mallory/Desk-7/levy.txt":               "levy.txt",
		"/home/mallory/Desk-7/a # b.txt":              "a # b.txt",
		"/home/mallory/Desk-7#1/levy.txt":             "levy.txt",
		"/home/mallory/Desk-7/box.epub#OEBPS/c1.html": "box.epub#OEBPS/c1.html",
		`C:\Users\mallory\Desk-7\levy.docx`:           "levy.docx",
		"file:///home/mallory/Desk-7/levy.html":       "levy.html",
	} {
		b := ferry(t)
		b.Article.Source.Canonical, b.Article.Source.Location = "", location
		if strings.HasPrefix(location, "file:") {
			b.Article.Source.Kind = annotate.FromURL
		}
		for _, f := range export.Formats() {
			all := strings.ToLower(output(t, f, options, b))
			for _, secret := range []string{"mallory", "desk-7", "/home", "users"} {
				if strings.Contains(all, secret) && (f.Name != "refi-qda" || secret != "users") { // an element of it
					t.Errorf("%s of %s says %q:\n%s", f.Name, location, secret, all)
				}
			}
			if f.Name == "json" || f.Name == "jsonl" || f.Name == "csv" {
				if !strings.Contains(all, strings.ToLower(name)) {
					t.Errorf("%s of %s does not name the file", f.Name, location)
				}
			}
		}
	}
}

func TestFoldersAreWrittenOnRequest(t *testing.T) {
	b := ferry(t)
	b.Article.Source.Canonical, b.Article.Source.Location = "", "/home/mallory/levy.txt"
	opt := options
	opt.WithPaths = true
	for _, name := range []string{"json", "jsonl", "csv", "w3c", "hypothesis", "doccano", "label-studio", "prodigy"} {
		if all := output(t, format(t, name), opt, b); !strings.Contains(all, "/home/mallory/levy.txt") {
			t.Errorf("%s: no path in\n%s", name, all)
		}
	}
}

func TestExportsNameTheCanonicalAddress(t *testing.T) {
	const canonical = "https://courier.example/levy?x=1&y=2"
	for _, source := range []annotate.Source{
		{Kind: annotate.FromFile, Location: "/home/mallory/page.html", Canonical: canonical},
		{Kind: annotate.FromURL, Location: "https://m.courier.example/levy?utm_source=x", Canonical: canonical},
		{Kind: annotate.FromURL, Location: canonical, Canonical: "https://courier.example/"},
		{Kind: annotate.FromURL, Location: canonical},
		{Kind: annotate.FromStdin, Canonical: canonical},
	} {
		b := levy(t)
		b.Article.Source = source
		for _, f := range export.Formats() {
			all := strings.NewReplacer("&amp;", "&", `\u0026`, "&").Replace(output(t, f, options, b))
			if f.Name != "brat" && f.Name != "docx" && !strings.Contains(strings.ReplaceAll(all, "&amp;", "&"), canonical) {
				t.Errorf("%s of %+v does not name %s", f.Name, source, canonical)
			}
			if !strings.HasPrefix(f.Name, "json") && f.Name != "csv" && strings.Contains(all, "utm_source") {
				t.Errorf("%s names another address", f.Name)
			}
		}
	}
}

func TestHypothesisIsPrivateUnlessPublic(t *testing.T) {
	var file struct {
		Annotations []struct {
			User        string
			Permissions map[string][]string
		}
	}
	b := ferry(t)
	b.Annotations[1].Creator = "Mo Vane"
	b.Annotations[2].Creator = ""
	for _, public := range []bool{false, true} {
		var out strings.Builder
		opt := options
		opt.Public = public
		if _, err := export.WriteHypothesis(io.MultiWriter(&out), export.All(b), opt); err != nil {
			t.Fatal(err)
		}
		unmarshal(t, out.String(), &file)
		for _, n := range file.Annotations {
			for right, who := range n.Permissions {
				want := n.User
				if public && right == "read" {
					want = "group:__world__"
				}
				if len(who) != 1 || who[0] != want || !strings.HasPrefix(n.User, "acct:") {
					t.Errorf("public %t: %s is for %v, want %s", public, right, who, want)
				}
			}
		}
	}
}

// An article without an address is found in another library by its digests.
func TestURNsOfArticlesHaveTheirDigests(t *testing.T) {
	b := ferry(t)
	b.Article.Source.Canonical = ""
	for _, name := range []string{"w3c", "hypothesis"} {
		document, _ := write(t, name, b)
		var refs []export.ArticleRef
		_, _, err := format(t, name).Read(strings.NewReader(document), export.ReadOptions{Clean: clean, FindArticle: func(ref export.ArticleRef) (*annotate.Article, error) {
			refs = append(refs, ref)
			return b.Article, nil
		}})
		if err != nil || len(refs) != 1 || refs[0].ID != b.Article.ID || refs[0].SHA256 != b.Article.Source.SHA256 || refs[0].Digest != b.Article.Digest || refs[0].Location != "" {
			t.Errorf("%s: %+v, %v", name, refs, err)
		}
	}
}

func TestNoExportHasASecretOfAnAddress(t *testing.T) {
	const address = "https://courier.example/levy?id=7&access_token=Mallory1&X-Amz-Signature=mallory2&code=mallory3"
	b := ferry(t)
	b.Article.Meta.Title = ""
	b.Article.Source.Kind, b.Article.Source.Canonical, b.Article.Source.Location, b.Article.Source.Requested = annotate.FromURL, address, address+"#part", address+"&sid=mallory4"
	b.Also = []export.Location{{Kind: annotate.FromURL, Address: "https://courier.example/?jwt=mallory5"}}
	for _, f := range export.Formats() {
		if all := strings.ToLower(output(t, f, options, b)); strings.Contains(all, "mallory") {
			t.Errorf("%s has a secret:\n%s", f.Name, all)
		}
	}
	opt := options
	opt.WithPaths = true
	if all := output(t, format(t, "json"), opt, b); !strings.Contains(all, "Mallory1") {
		t.Errorf("no secret on request:\n%s", all)
	}
}
