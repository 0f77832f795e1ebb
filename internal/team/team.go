// Package team shares the annotations of several libraries, a desk, through a log.
//
// A [Log] is what a shared engine must do: it keeps the steps of all in one order, the
// texts that they are on, and who reads what. It is the only place that decides which of
// two steps came first. Memory (package teamtest) and etcd (the command galley-sync) are
// such logs; teamtest.Test holds any of them to this contract.
//
// # Rules
//
//   - An article has one name on the desk: the digest of the text with which it entered
//     it. Libraries that hold the same text, from whatever location, mean the same article.
//     Its first step has Version{From: "", To: name} and no changes.
//   - Each text that a step names, as a version or in an anchor, is a blob under the text's
//     digest: a version document, which only the replica reads. It is put before the step is
//     appended.
//   - A step that is in the log is never changed and never removed from it.
//   - The author of a step is the login that appended it. What a step says about its
//     author is ignored.
//
// All methods and functions are safe for concurrent use.
package team

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"galley/annotate"
	"galley/storage"
)

// A Cursor is a place in a log: that of a step is greater than that of any step before it.
// Cursors of neighbors may differ by more than 1. The zero Cursor is the start of the log.
type Cursor int64

// An Entry is a step in a log.
type Entry struct {
	Cursor  Cursor
	Article string        // its name on the desk, see the package comment
	Step    annotate.Step // as it was appended; Seq is 0, and its annotations name no article
	By      string        // the login that appended it, which the engine knows
}

// A Person is a user who has an article open.
type Person struct {
	Name string // login
	At   int    // number of the paragraph, 0 outside numbered ones
}

// MaxChanges is the number of changes that a step may have whose annotations are compared.
// A step with more of them either creates annotations only or changes the text; [Log.Append]
// returns an error for others, and the replica never sends one.
const MaxChanges = 100

// A Conflict is the error of [Log.Append] for a step that was made on an older state than
// that of the log. The log is unchanged. Use errors.As with a *Conflict.
type Conflict struct {
	Annotations []string // IDs of annotations that are not as Before says; may be incomplete
	Text        string   // digest of the article's current text, if that is not what the step was made on; else ""
}

// Error implements error.
func (c *Conflict) Error() string {
	if c.Text != "" {
		return "the article has another text by now"
	}
	return fmt.Sprintf("%s changed by another user meanwhile", annotate.Plural(len(c.Annotations), "annotation"))
}

var (
	// ErrCompacted is yielded by [Log.After] if steps after the cursor are no longer kept
	// for it. Start again with [Log.Snapshot].
	ErrCompacted = errors.New("the log no longer begins there")
	// ErrReadOnly is returned by [Log.Append] and [Log.PutBlob] if the login may read and
	// not write.
	ErrReadOnly = errors.New("this login may read and not write")
	// ErrNoBlob is returned by [Log.Blob] if there is no blob with that digest.
	ErrNoBlob = errors.New("the shared log lacks this text")
)

// A Log is a shared engine, used with one login. An error other than those named here means
// that the engine could not be reached or failed: nothing is known about whether the call
// had an effect, and it is safe to repeat it.
type Log interface {
	// Append adds a step of an article for all to see, or nothing, and returns its cursor.
	// A step whose ID is in the log of the article already is not added again: its cursor is
	// returned, whatever the step has become, so that a repetition is safe. When Append returns
	// without an error the step survives a failure of the engine.
	//
	// It returns a *Conflict if one of these is not so, in the state that the steps before it
	// have led to:
	//   - An annotation with a Before is there, and the last change to it in the log had an
	//     After with the same [Fingerprint]. An annotation without a Before is not there.
	//   - If Step.Version is not zero, the article's text is Version.From ("" for an article
	//     that the log does not know; the founding step of one that it knows is a Conflict,
	//     whose Text may equal Version.To: then nothing is left to do).
	//   - If Step.Version is zero, the article is known and each After that is placed
	//     (annotate.State.Placed) has the article's text as its TextDigest, see [TextOf].
	//
	// A step with more than MaxChanges changes that only creates annotations, see
	// [CreatesOnly], need not compare them. One that changes the text compares the text alone: its annotations become
	// what its Afters say.
	Append(ctx context.Context, article string, s annotate.Step) (Cursor, error)
	// After yields the entries after c, of all articles, in order, each once, and waits for more
	// until ctx ends or the loop is left. An error ends it: ErrCompacted, ctx.Err(), or a failure
	// after which the caller may go on from the last cursor that it has.
	After(ctx context.Context, c Cursor) iter.Seq2[Entry, error]
	// Snapshot yields all steps of all articles up to now, in order, and ends. After with the
	// last cursor goes on without a gap. An error ends it.
	Snapshot(ctx context.Context) iter.Seq2[Entry, error]
	// PutBlob keeps bytes of any length under a name, the digest of the text in them. One that is
	// there already is left as it is.
	PutBlob(ctx context.Context, digest string, b []byte) error
	// Blob returns what PutBlob kept, whole, or ErrNoBlob, also if what is there is damaged.
	Blob(ctx context.Context, digest string) ([]byte, error)
	// Presence shows the others that this login has an article open at a paragraph, and returns
	// a channel of all who have it open but this login, by name: at once and after each change.
	// A receiver that is slow gets the latest list. When ctx ends the login is gone from the lists
	// of the others, at the latest 15 seconds later also if the process was killed, and the
	// channel is closed. To move to another paragraph call Presence again, then end the first.
	Presence(ctx context.Context, article string, at int) (<-chan []Person, error)
}

// EncodeStep returns a step as JSON of one line, as the library stores it.
func EncodeStep(s annotate.Step) ([]byte, error) { return storage.EncodeStep(s) }

// DecodeStep decodes the output of EncodeStep. Seq is 0, and the annotations name no article.
func DecodeStep(b []byte) (annotate.Step, error) { return storage.DecodeStep(b) }

// Fingerprint returns a digest of all that an annotation says, except its article and the
// creators of the annotation and its replies, who in a log are those who appended them.
// Two libraries that hold the same annotation get the same one.
func Fingerprint(a annotate.Annotation) (string, error) {
	a = a.Clone()
	a.Creator = ""
	for i := range a.Replies {
		a.Replies[i].Creator = ""
	}
	b, err := storage.EncodeStep(annotate.Step{Changes: []annotate.Change{annotate.Create(a)}})
	return annotate.DigestOf(string(b)), err
}

// TextOf returns the digest of the text on which the annotations of a step are placed: "" if
// none is placed. ok is false if they are on several texts.
func TextOf(s annotate.Step) (digest string, ok bool) {
	for _, c := range s.Changes {
		a := c.After
		if a == nil || !a.Anchor.State.Placed() {
			continue
		}
		if digest != "" && digest != a.Anchor.TextDigest {
			return "", false
		}
		digest = a.Anchor.TextDigest
	}
	return digest, true
}

// CreatesOnly reports whether all changes of a step create annotations.
func CreatesOnly(s annotate.Step) bool {
	return !slices.ContainsFunc(s.Changes, func(c annotate.Change) bool { return c.Before != nil })
}
