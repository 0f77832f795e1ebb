package storage

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"galley/annotate"
)

func anyAnnotation(t *rapid.T) annotate.Annotation {
	str := func(name string) string { return rapid.String().Draw(t, name) }
	num := func(name string) int { return rapid.Int().Draw(t, name) }
	a := annotate.Annotation{
		ID: str("id"), Article: "0123456789ab", Tag: annotate.Tag(str("tag")), Note: str("note"), Creator: str("creator"),
		Created: anyTime(t, "created").AddDate(1970, 0, 0), Modified: anyTime(t, "modified").AddDate(1970, 0, 0),
		Anchor: annotate.Anchor{Span: annotate.Span{Start: num("start"), End: num("end")}, Exact: str("exact"),
			Prefix: str("prefix"), Suffix: str("suffix"), TextDigest: str("text"), State: annotate.State(str("state")),
			Score: rapid.Float64Range(0, 1).Draw(t, "score"), Reason: str("reason")},
	}
	if rapid.Bool().Draw(t, "fields") {
		a.Fields = annotate.Fields(rapid.MapOf(rapid.String(), rapid.SliceOf(rapid.String())).Draw(t, "values"))
	}
	a.Suggested, a.Seen = str("suggested"), rapid.Bool().Draw(t, "seen")
	a.Decided, a.From = str("decided"), rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "from")
	a.Labels = rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "labels")
	for range rapid.IntRange(0, 2).Draw(t, "members") {
		a.Links = append(a.Links, annotate.Relation{Kind: annotate.RelationKind(str("kind")), To: str("to")})
		a.Replies = append(a.Replies, annotate.Reply{Creator: str("by"), Created: anyTime(t, "at").AddDate(1970, 0, 0), Note: str("reply")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "candidates") {
		a.Anchor.Candidates = append(a.Anchor.Candidates, annotate.Span{Start: num("from"), End: num("to")})
	}
	return a
}

func TestAnnotationsSurviveEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAnnotation(t)
		times := []time.Time{a.Created, a.Modified}
		for _, r := range a.Replies {
			times = append(times, r.Created)
		}
		if slices.ContainsFunc(times, func(t time.Time) bool { return t.Year() < 0 || t.Year() > 9999 }) {
			t.Skip("no such year in RFC 3339")
		}
		got, err := asStored(a)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Equal(a) {
			t.Fatalf("got %+v, want %+v", got, a)
		}
	})
}

// stepPayload returns the JSON of a step in one part.
func stepPayload(step annotate.Step) ([]byte, error) {
	parts, err := encodeStep(step)
	return bytes.Join(parts, nil), err
}

func TestStoredFormsDoNotChange(t *testing.T) {
	a := harbour()
	m := mark("0123456789ab", a, "01A", annotate.Claim, "nine hours")
	m.Note, m.Fields, m.Labels = "which?", annotate.Fields{"sources": {"minutes"}}, []string{"night"}
	m.Links = []annotate.Relation{{Kind: annotate.Continues, To: "01B"}}
	m.Replies = []annotate.Reply{{Creator: "bo", Created: noon, Note: "sure?"}}
	s := step("S1", annotate.Create(m), annotate.Delete(m))
	s.Undoes = "S0"
	payload, err := stepPayload(s)
	must(t, err)
	stored := `{"id":"01A","tag":"claim","at":{"s":64,"e":74,"x":"nine hours",` +
		`"p":"Harbour levy passes after a night of talks\n\nThe vote came after ",` +
		`"f":", the longest sitting since 1998.\n\n“Nobody asked the ferry crews",` +
		`"text":"` + a.Digest + `","state":"anchored","score":1},"note":"which?","fields":{"sources":["minutes"]},` +
		`"labels":["night"],"links":[{"kind":"continues","to":"01B"}],"replies":[{"creator":"bo","created":"2026-11-22T12:00:00Z","note":"sure?"}],` +
		`"by":"ada","made":"2026-11-22T12:00:00Z","edited":"2026-11-22T12:00:00Z"}`
	want := `{"id":"S1","time":"2026-11-22T12:00:00Z","by":"ada","what":"step S1","changes":[{"a":` + stored + `},{"b":` + stored + `}],"undoes":"S0"}`
	if string(payload) != want {
		t.Errorf("got\n%s\nwant\n%s", payload, want)
	}
}

func TestFastDecoderAgreesWithTheGeneralOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		payload, err := encodeAnnotation(anyAnnotation(t))
		if err != nil {
			t.Skip("it cannot be stored")
		}
		sameDecoded(t, payload)
	})
}

func FuzzQuickDecodingSaysTheSameAsTheGeneralOne(f *testing.F) {
	m := mark("0123456789ab", harbour(), "01A", annotate.Claim, "nine hours")
	m.Note, m.Fields, m.Creator = "a \"line\"\nand & more", annotate.Fields{"sources": {"one", "two"}, "claimant": {"“A”"}}, ""
	for _, change := range []func(){
		func() {},
		func() { m.Anchor.State, m.Anchor.Score, m.Anchor.Reason = annotate.Changed, 0.75, "edited" },
		func() { m.Anchor.Candidates = []annotate.Span{{Start: 1, End: 4}, {Start: 7, End: 10}} },
		func() { m.Note, m.Fields = "", nil },
		func() {
			m.Suggested, m.Seen = "name-verb/1", true
			m.Decided, m.From = "border", []string{"01B", "01C"}
			m.Labels, m.Links = []string{"ferry", "two words"}, []annotate.Relation{{Kind: annotate.Supports, To: "01B"}}
			m.Replies = []annotate.Reply{{Creator: "bo", Created: noon, Note: "sure?"}, {Created: noon, Note: "yes"}}
		},
	} {
		change()
		payload, err := encodeAnnotation(m)
		must(f, err)
		f.Add(payload)
	}
	f.Fuzz(func(t *testing.T, payload []byte) { sameDecoded(t, payload) })
}

// sameDecoded fails the test if the fast and the general decoder disagree about a
// payload.
func sameDecoded(t interface{ Fatalf(string, ...any) }, payload []byte) {
	quick, ok := parseAnnotation("0123456789ab", payload)
	if !ok {
		return
	}
	if general, err := decodeJSON("0123456789ab", payload); err != nil || !quick.Equal(general) {
		t.Fatalf("%s\nfast    %+v\ngeneral %+v, %v", payload, quick, general, err)
	}
}

// Even if a damaged byte happens to keep the checksum, the fast decoder must refuse what
// the general one refuses, with the same error.
func TestFastDecoderAgreesOnDamagedPayloads(t *testing.T) {
	m := mark("0123456789ab", harbour(), "01A", annotate.Quote, "“Nobody asked the ferry crews,”")
	m.Note, m.Fields = "a \"line\"\nand “more”", annotate.Fields{"sources": {"one", "two"}}
	m.Anchor.State, m.Anchor.Score, m.Anchor.Reason = annotate.Changed, 0.75, "edited"
	payload, err := encodeAnnotation(m)
	must(t, err)
	for at := range payload {
		for _, b := range []byte("\x00\x1f\"\\,:{}[]09.-eu \x7f\x80\xe2\xff") {
			wrong := bytes.Clone(payload)
			wrong[at] = b
			sameDecoded(t, wrong)
		}
		sameDecoded(t, payload[:at])
	}
}

// The fast decoder must decode everything that Galley writes, and not leave it to the
// general one.
func TestAnOrdinaryAnnotationIsDecodedQuickly(t *testing.T) {
	m := mark("0123456789ab", harbour(), "01A", annotate.Quote, "nine hours")
	m.Note, m.Fields = "line one\nline “two” <b>", annotate.Fields{"sources": {"minutes", "https://example.org/?a=1&b=2"}}
	m.Anchor.State, m.Anchor.Score, m.Anchor.Reason = annotate.Ambiguous, 0.5, "two places"
	m.Anchor.Candidates = []annotate.Span{{Start: 1, End: 4}, {Start: 7, End: 10}}
	payload, err := encodeAnnotation(m)
	must(t, err)
	if got, ok := parseAnnotation(m.Article, payload); !ok || !got.Equal(m) {
		t.Errorf("%v, %+v", ok, got)
	}
}

// encodeStep, which encodes change by change, returns the same as json.Marshal.
func TestStepIsEncodedAsOneValue(t *testing.T) {
	a := annotate.Annotation{ID: "N1", Note: `"changes":[]`, Created: noon, Modified: noon}
	for _, changes := range [][]annotate.Change{nil, {annotate.Create(a)}, {annotate.Create(a), annotate.Edit(a, a), annotate.Delete(a)}} {
		step := annotate.Step{ID: "S1", Summary: `"changes":[]`, Time: noon, Changes: changes, Undoes: "S0"}
		want, err := json.Marshal(newStoredStep(step))
		got, encodeErr := stepPayload(step)
		if err != nil || encodeErr != nil || string(got) != string(want) {
			t.Errorf("got  %s, %v\nwant %s, %v", got, encodeErr, want, err)
		}
	}
}

// A step from others that no library can store is refused before it stops the exchange.
func TestDecodeStepRefusesWhatCannotBeStored(t *testing.T) {
	good := annotate.Create(mark("", harbour(), "01A", annotate.Claim, "1998"))
	bad := mark("", harbour(), "01/A", annotate.Claim, "1998")
	for name, c := range map[string]struct {
		step annotate.Step
		ok   bool
	}{
		"sound":               {step("S", good), true},
		"no step id":          {step("", good), false},
		"a slash in a step":   {step("a/b", good), false},
		"a slash in a change": {step("S", good, annotate.Create(bad)), false},
	} {
		payload, err := EncodeStep(c.step)
		must(t, err)
		if _, err := DecodeStep(payload); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
