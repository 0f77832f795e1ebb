package etcdlog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/internal/team"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// Append implements [team.Log].
func (l *Log) Append(ctx context.Context, article string, s annotate.Step) (team.Cursor, error) {
	p, err := l.plan(article, s)
	if err != nil {
		return 0, err
	}
	for {
		before, err := l.read(ctx, p)
		switch {
		case err != nil:
			return 0, err
		case before.appended != 0:
			return before.appended, nil
		}
		if err := l.check(ctx, p, before); err != nil {
			return 0, err
		}
		body, err := l.outline(ctx, p.body)
		if err != nil {
			return 0, err
		}
		r, err := l.commit(ctx, p.compares(before), p.puts(before, body)...)
		if err != nil {
			return 0, err
		}
		if r.Succeeded {
			return team.Cursor(r.Header.Revision), nil
		}
		// Another writer was faster: the step may be in conflict by now.
	}
}

// A plan is a step that is to be appended.
type plan struct {
	step    annotate.Step
	body    []byte
	key     string
	textKey string
	marks   []mark
	// The n keys of a large step do not fit into a transaction, so all of the article are read
	// and compared as one range, and none is written.
	isLarge    bool
	markPrefix string
}

// A mark is an annotation that a step changes.
type mark struct {
	id, key       string
	before, after string // fingerprints, "": not there
}

// An articleText is what a t key holds.
type articleText struct {
	Text  string   `json:"text"`            // digest
	Large []string `json:"large,omitempty"` // keys of the large steps, oldest first
}

// A state is what a step depends on.
type state struct {
	appended team.Cursor // of the step itself, 0 if it is not there
	text     articleText
	textRev  int64
	marks    map[string]markState // by key
	rev      int64                // at which all this was read
}

// A markState is what an n key holds.
type markState struct {
	fingerprint string
	rev         int64 // 0: there is no key
}

func (l *Log) plan(article string, s annotate.Step) (plan, error) {
	body, err := team.EncodeStep(s)
	if err != nil {
		return plan{}, err
	}
	p := plan{
		step: s, body: body, isLarge: len(s.Changes) > team.MaxChanges,
		key: l.key("h", l.login, article, s.ID), textKey: l.key("t", article), markPrefix: l.key("n", article) + "/",
	}
	if p.isLarge && s.Version.IsZero() && !team.CreatesOnly(s) {
		return plan{}, fmt.Errorf("a step of %d changes is too large; send it as several", len(s.Changes))
	}
	at := map[string]int{}
	for _, c := range s.Changes {
		before, err := fingerprint(c.Before)
		if err != nil {
			return plan{}, err
		}
		after, err := fingerprint(c.After)
		if err != nil {
			return plan{}, err
		}
		if i, again := at[c.ID()]; again {
			p.marks[i].after = after
			continue
		}
		at[c.ID()] = len(p.marks)
		p.marks = append(p.marks, mark{c.ID(), l.key("n", article, c.ID()), before, after})
	}
	return p, nil
}

// fingerprint returns that of an annotation, "" for nil.
func fingerprint(a *annotate.Annotation) (string, error) {
	if a == nil {
		return "", nil
	}
	return team.Fingerprint(*a)
}

// read returns the state that a step depends on, at one revision.
func (l *Log) read(ctx context.Context, p plan) (s state, err error) {
	ops := []clientv3.Op{clientv3.OpGet(p.key), clientv3.OpGet(p.textKey)}
	switch {
	case p.isLarge && p.step.Version.IsZero():
		ops = append(ops, clientv3.OpGet(p.markPrefix, clientv3.WithPrefix()))
	case !p.isLarge:
		for _, m := range p.marks {
			ops = append(ops, clientv3.OpGet(m.key))
		}
	}
	r, err := l.commit(ctx, nil, ops...)
	if errors.Is(err, team.ErrReadOnly) {
		return state{}, errNoAccess
	}
	if err != nil {
		return state{}, err
	}
	s = state{rev: r.Header.Revision, marks: map[string]markState{}}
	for i, response := range r.Responses {
		for _, kv := range response.GetResponseRange().Kvs {
			switch i {
			case 0:
				s.appended = team.Cursor(kv.CreateRevision)
			case 1:
				s.textRev = kv.ModRevision
				err = json.Unmarshal(kv.Value, &s.text)
			default:
				s.marks[string(kv.Key)] = markState{string(kv.Value), kv.ModRevision}
			}
		}
	}
	return s, err
}

// check returns a *[team.Conflict] for a step that was made on another state.
func (l *Log) check(ctx context.Context, p plan, now state) error {
	v, is := p.step.Version, now.text.Text
	switch text, ok := team.TextOf(p.step); {
	case !v.IsZero() && v.From == is:
		return nil // the annotations become what the step says
	case !v.IsZero() || !ok || text != "" && text != is:
		return &team.Conflict{Text: is}
	case is == "":
		return fmt.Errorf("step %s: the article is not on the desk", p.step.ID)
	}
	var changed []string
	for _, m := range p.marks {
		is, err := l.current(ctx, m.id, now.marks[m.key], now.text.Large)
		if err != nil {
			return err
		}
		if is != m.before {
			changed = append(changed, m.id)
		}
	}
	if changed != nil {
		return &team.Conflict{Annotations: changed}
	}
	return nil
}

// compares returns the conditions of the transaction: nothing has changed since before.
func (p plan) compares(before state) []clientv3.Cmp {
	compares := []clientv3.Cmp{
		clientv3.Compare(clientv3.CreateRevision(p.key), "=", 0),
		clientv3.Compare(clientv3.ModRevision(p.textKey), "=", before.textRev),
	}
	switch {
	case p.isLarge && !p.step.Version.IsZero():
		return compares
	case p.isLarge:
		return append(compares, clientv3.Compare(clientv3.ModRevision(p.markPrefix), "<", before.rev+1).WithPrefix())
	}
	for _, m := range p.marks {
		compares = append(compares, clientv3.Compare(clientv3.ModRevision(m.key), "=", before.marks[m.key].rev))
	}
	return compares
}

// puts returns what the transaction writes.
func (p plan) puts(before state, body string) []clientv3.Op {
	ops := []clientv3.Op{clientv3.OpPut(p.key, body)}
	text := before.text
	if p.isLarge {
		text.Large = append(slices.Clone(text.Large), p.key)
	} else {
		for _, m := range p.marks {
			ops = append(ops, clientv3.OpPut(m.key, m.after))
		}
	}
	if !p.step.Version.IsZero() {
		text.Text = p.step.Version.To
	}
	if p.isLarge || text.Text != before.text.Text {
		value, _ := json.Marshal(text) // strings only
		ops = append(ops, clientv3.OpPut(p.textKey, string(value)))
	}
	return ops
}

// outline returns what an h key holds: a short step itself, or the name of a blob.
func (l *Log) outline(ctx context.Context, body []byte) (string, error) {
	if len(body) <= pieceBytes {
		return string(body), nil
	}
	sum := sha256.Sum256(body)
	name := hex.EncodeToString(sum[:])
	return "@" + name, l.PutBlob(ctx, name, body)
}
