//go:build unix

package e2e

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// newWorld returns the world of a sequence.
func newWorld(t *testing.T, s sequence) *world {
	t.Helper()
	w := &world{t: t, seq: s, dir: t.TempDir(), ids: map[string]string{}}
	w.db = w.path("library.db")
	for _, c := range documents(t, s) {
		w.file(c.file, c.text)
	}
	w.file("broken.pdf", "%PDF-1.7 broken\n"+s.embedded())
	w.file(fileName(w.seq.embedded()), plainWith("calm"))
	w.serve()
	w.fill()
	return w
}

// fill saves articles and annotates them with the sequence wherever a user can
// type or paste it.
func (w *world) fill() {
	words := w.argument()
	w.ids["article"] = w.add("text.txt", plainWith(words))
	w.ids["named"] = w.must("add", w.path(fileName(w.seq.embedded())))
	w.ids["forgotten"] = w.add("forgotten.md", markdownWith(words))
	w.must("forget", w.ids["forgotten"])
	annotate := func(article, tag, quote string, fields ...string) string {
		args := []string{"annotate", article, "--tag", tag, "--quote", quote, "--nth", "1", "--note", "# " + words + "\n\n[" + words + "](http://a.example/" + words + ") <" + words + ">", "--author", words}
		for _, field := range fields {
			args = append(args, "--field", field+"="+words)
		}
		return w.must(args...)
	}
	w.ids["claim"] = annotate(w.ids["article"], "claim", "paragraph with", "claimant", "sources", "checker")
	w.ids["quote"] = annotate(w.ids["article"], "quote", "A paragraph", "speaker", "role", "reference")
	w.ids["opinion"] = annotate(w.ids["named"], "opinion", "A paragraph", "holder", "target", "basis")
	// A later version without the annotated words.
	const end = "\nThe last words of it stay the same.\n"
	w.ids["changed"] = w.add(w.editedFile(), plainWith(words)+end)
	annotate(w.ids["changed"], "claim", "A paragraph")
	w.file(w.editedFile(), strings.Replace(plainWith(words), "A paragraph", "Some paragraphs", 1)+end)
}

// editedFile returns the name of the file that is edited after it was saved.
func (w *world) editedFile() string { return "later " + fileName(w.seq.embedded()) }

// add saves a text. One that is refused as binary is saved without the sequence,
// which is still in the other documents.
func (w *world) add(name, text string) string {
	w.t.Helper()
	id, errs, status := w.run("", "add", w.file(name, text))
	if status != 0 && strings.Contains(errs, "binary") {
		return w.must("add", w.file(name, strings.ReplaceAll(text, w.argument(), before+after)))
	}
	if status != 0 {
		w.t.Fatal(errs)
	}
	return strings.TrimSpace(id)
}

// serve starts a server that answers with the sequence wherever HTTP allows it: in
// headers, in the type, in the status line, in addresses.
func (w *world) serve() {
	words := w.seq.embedded()
	inHeader := strings.NewReplacer("\r", "", "\n", "", "\x00", "").Replace(words)
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		conn, _, err := out.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		response := "HTTP/1.1 200 " + inHeader + "\r\n"
		switch {
		case strings.HasPrefix(r.URL.Path, "/moved"):
			response = "HTTP/1.1 302 " + inHeader + "\r\nLocation: http://127.0.0.1:1/" + inHeader + "\r\n"
		case strings.HasPrefix(r.URL.Path, "/scheme"):
			response = "HTTP/1.1 302 Found\r\nLocation: " + inHeader + "://x/\r\n"
		case strings.HasPrefix(r.URL.Path, "/refused"):
			response = "HTTP/1.1 418 " + inHeader + "\r\n"
		case strings.HasPrefix(r.URL.Path, "/kind"):
			response += "Content-Type: image/" + inHeader + "\r\n"
		case strings.HasPrefix(r.URL.Path, "/packed"):
			response += "Content-Encoding: " + inHeader + "\r\n"
		default:
			response += "Content-Type: text/html; charset=" + inHeader + "\r\n"
		}
		_, _ = io.WriteString(conn, response+"ETag: \""+inHeader+"\"\r\nLast-Modified: "+inHeader+"\r\nContent-Disposition: attachment; filename=\""+inHeader+
			"\"\r\nContent-Language: "+inHeader+"\r\nConnection: close\r\n\r\n"+pageWith(words))
	}))
	w.t.Cleanup(s.Close)
	w.web = s.URL
}

// address returns the address of a page of the server, with the sequence in its
// path.
func (w *world) address(page string) string {
	text := w.seq.text
	if len(text) > 300 {
		text = text[:300]
	}
	return w.web + "/" + page + "/" + url.PathEscape(before+text+after) + "?q=" + url.QueryEscape(text)
}

// articleOutputs returns the commands that print text of articles and annotations.
func articleOutputs() []output {
	list := []output{
		sameOutput("articles", "articles"), sameOutput("articles --json", "articles", "--json"),
		sameOutput("annotations", "annotations"), sameOutput("annotations --json", "annotations", "--json"),
		sameOutput("voices", "voices"), sameOutput("voices --json", "voices", "--json"),
		{name: "annotations of an article", shows: true, args: func(w *world) []string { return []string{"annotations", w.ids["article"]} }},
		{name: "show a saved article", shows: true, args: func(w *world) []string { return []string{"show", w.ids["article"]} }},
		{name: "show an article with a hostile name", shows: true, args: func(w *world) []string { return []string{"show", w.path(fileName(w.seq.embedded()))} }},
		{name: "extract standard input", shows: true, args: sameArgs("extract", "-"), in: func(w *world) string { return plainWith(w.seq.embedded()) }},
		{name: "add a hostile name", args: func(w *world) []string {
			return []string{"add", w.path(fileName(w.seq.embedded())), w.path("plain.txt"), w.dir}
		}},
		{name: "add --json", shows: true, args: func(w *world) []string { return []string{"add", "--json", w.dir, w.path("none")} }},
		{name: "complete an id", args: func(w *world) []string { return []string{"__complete", "show", w.ids["article"][:4]} }},
		{name: "complete the trash", args: func(w *world) []string { return []string{"__complete", "restore", ""} }},
		{name: "refresh --dry-run", args: func(w *world) []string { return []string{"refresh", w.ids["changed"], "--dry-run"} }},
		{name: "refresh --json", args: func(w *world) []string { return []string{"refresh", w.ids["changed"], "--dry-run", "--json"} }},
		{name: "refresh", args: func(w *world) []string { return []string{"refresh", w.ids["changed"]} }},
		{name: "annotations that moved", shows: true, args: func(w *world) []string { return []string{"annotations", w.ids["changed"]} }},
		{name: "show what moved", shows: true, args: func(w *world) []string { return []string{"show", w.ids["changed"]} }},
		sameOutput("doctor", "doctor"), sameOutput("keys", "keys"),
	}
	for _, c := range []string{"plain.txt", "notes.md", "raw.html", "raw.epub", "raw.docx", "raw.odt", "raw.pdf", "escaped.html", "escaped.epub", "escaped.docx", "escaped.odt", "escaped.pdf"} {
		list = append(list,
			output{name: "extract " + c, shows: true, args: func(w *world) []string { return []string{"extract", w.path(c)} }},
			output{name: "extract --json " + c, shows: true, args: func(w *world) []string { return []string{"extract", "--json", w.path(c)} }},
			output{name: "show " + c, args: func(w *world) []string { return []string{"show", w.path(c)} }},
			output{name: "extract a chapter of " + c, args: func(w *world) []string { return []string{"extract", w.path(c) + "#" + w.seq.embedded()} }},
		)
	}
	for _, page := range []string{"page", "moved", "scheme", "refused", "kind", "packed"} {
		list = append(list, output{name: "extract from the web: " + page, args: func(w *world) []string { return []string{"extract", w.address(page)} }})
	}
	return append(list,
		output{name: "add from the web", args: func(w *world) []string {
			return []string{"add", w.address("page"), w.address("moved"), w.address("refused")}
		}},
		output{name: "articles from the web", args: sameArgs("articles", "--json")},
	)
}

// helpOutputs returns the commands that print only Galley's own text.
func helpOutputs() []output {
	return []output{
		sameOutput("man", "man"), sameOutput("help", "help"), sameOutput("help of a command", "show", "--help"), sameOutput("version", "--version"),
		sameOutput("completion of bash", "completion", "bash"), sameOutput("completion of zsh", "completion", "zsh"), sameOutput("completion of fish", "completion", "fish"), sameOutput("completion of powershell", "completion", "powershell"),
	}
}

// argumentOutputs returns commands that get the sequence as an argument and mostly
// refuse it.
func argumentOutputs() []output {
	list := []output{}
	for _, name := range []string{"show", "extract", "add", "annotations", "voices", "refresh", "export", "import", "delete", "forget", "restore", "backup", "help", "labels", "articles", "doctor", "keys", "completion"} {
		list = append(list, output{name: name + " with it as the argument", args: func(w *world) []string { return []string{name, w.argument()} }})
	}
	for _, args := range [][]string{
		{"SEQ"}, {"--SEQ"}, {"-SEQ"}, {"show", "sample", "--SEQ"}, {"show", "sample", "--type", "SEQ"}, {"show", "sample", "--charset", "SEQ"}, {"sample", "--theme", "SEQ"}, {"sample", "--measure", "SEQ"},
		{"annotate", "ID", "--tag", "SEQ", "--quote", "a"}, {"annotate", "ID", "--tag", "claim", "--quote", "SEQ"}, {"annotate", "ID", "--tag", "claim", "--at", "SEQ"}, {"annotate", "ID", "--tag", "claim", "--quote", "kelp", "--nth", "SEQ"},
		{"annotate", "ID", "--tag", "claim", "--quote", "kelp", "--nth", "1", "--field", "SEQ"}, {"annotate", "ID", "--tag", "claim", "--quote", "kelp", "--nth", "1", "--field", "SEQ=a"}, {"annotate", "ID", "--tag", "claim", "--quote", "kelp", "--nth", "1", "--field", "status=SEQ"},
		{"export", "ID", "--format", "SEQ"}, {"export", "ID", "--tag", "SEQ"}, {"export", "ID", "--status", "SEQ"}, {"export", "ID", "--since", "SEQ"}, {"export", "ID", "--creator", "SEQ"}, {"export", "ID", "--output", "DIR/SEQ/SEQ"},
		{"import", "--format", "SEQ", "DIR/plain.txt"}, {"import", "DIR/plain.txt"}, {"refresh", "ID", "--from", "SEQ"}, {"refresh", "ID", "--from", "DIR/SEQ"}, {"backup", "DIR/SEQ/SEQ"}, {"doctor", "--repair", "DIR/SEQ/SEQ"},
		{"articles", "--db", "DIR/SEQ.db"}, {"doctor", "--db", "DIR/SEQ.db"}, {"articles", "--db", "DIR/plain.txt"}, {"show", "http://SEQ/"}, {"show", "http://a.example:SEQ/"}, {"show", "SEQ://a.example/"}, {"show", "https://SEQ@a.example/"},
		{"extract", "DIR/broken.pdf"}, {"__complete", "show", "SEQ"}, {"delete", "ID", "SEQ"}, {"forget", "ID", "SEQ"},
	} {
		list = append(list, output{name: strings.Join(args, " "), args: func(w *world) []string {
			filled := make([]string, len(args))
			for i, a := range args {
				filled[i] = strings.NewReplacer("SEQ", w.argument(), "ID", w.ids["article"], "DIR", w.dir).Replace(a)
			}
			return filled
		}})
	}
	return list
}

// argument returns the embedded sequence without NUL, as an argument.
func (w *world) argument() string { return strings.ReplaceAll(w.seq.embedded(), "\x00", "") }

func sameArgs(args ...string) func(*world) []string { return func(*world) []string { return args } }

// sameOutput returns an output with the same arguments in every world.
func sameOutput(name string, args ...string) output {
	return output{name: name, args: sameArgs(args...)}
}
