package storage

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// contents holds a whole library, decoded, except its texts and originals. It is
// what [Store.Check] examines and [Store.Repair] recovers.
type contents struct {
	records     map[string]Record                         // by id
	annotations map[string]map[string]annotate.Annotation // by article and id
	steps       map[string][]annotate.Step                // by article, in order after sort
	indexes     map[string]map[string]string              // by bucket and key
	damaged     []*DamageError
	purging     bool
}

func newContents() *contents {
	return &contents{
		records:     make(map[string]Record),
		annotations: make(map[string]map[string]annotate.Annotation),
		steps:       make(map[string][]annotate.Step),
		indexes:     make(map[string]map[string]string),
	}
}

// read adds everything readable in a transaction, and the damage.
func (c *contents) read(t *txn) {
	for _, bucket := range buckets() {
		if hasPieces(bucket) {
			continue
		}
		err := t.table(bucket).scan("", func(key string, payload []byte) error {
			return c.add(bucket, key, payload)
		})
		if p := (*PartialError)(nil); errors.As(err, &p) {
			c.damaged = append(c.damaged, p.Damaged...)
		}
	}
	c.sort()
}

// add decodes one value and adds it.
func (c *contents) add(bucket, key string, payload []byte) (err error) {
	switch bucket {
	case metaBucket:
		c.purging = c.purging || key == purgingKey
	case articlesBucket:
		var r Record
		if r, err = decodeRecord(key, payload); err == nil {
			c.records[key] = r
		}
	case annotationsBucket:
		err = c.addAnnotation(key, payload)
	case historyBucket:
		err = c.addStep(key, payload)
	default:
		put(c.indexes, bucket, key, string(payload))
	}
	return err
}

func (c *contents) addAnnotation(key string, payload []byte) error {
	article, id, _ := strings.Cut(key, "/")
	a, err := decodeAnnotation(article, payload)
	switch {
	case err != nil:
		return err
	case a.ID != id:
		return fmt.Errorf("has the id %q", a.ID)
	}
	put(c.annotations, article, id, a)
	return nil
}

// put sets m[outer][inner].
func put[V any](m map[string]map[string]V, outer, inner string, value V) {
	if m[outer] == nil {
		m[outer] = make(map[string]V)
	}
	m[outer][inner] = value
}

func (c *contents) addStep(key string, payload []byte) error {
	article, seq, err := splitStepKey(key)
	if err != nil {
		return err
	}
	step, err := decodeStep(article, seq, payload)
	if err != nil {
		return err
	}
	c.steps[article] = append(c.steps[article], step)
	return nil
}

func (c *contents) sort() {
	for _, steps := range c.steps {
		slices.SortFunc(steps, func(a, b annotate.Step) int { return cmp.Compare(a.Seq, b.Seq) })
	}
}

// articles lists the ids of all articles that have a record, annotations or
// steps, in order.
func (c *contents) articles() []string {
	ids := slices.Collect(maps.Keys(c.records))
	ids = slices.AppendSeq(ids, maps.Keys(c.annotations))
	ids = slices.AppendSeq(ids, maps.Keys(c.steps))
	slices.Sort(ids)
	return slices.Compact(ids)
}

// count returns a record with the counts of an article's annotations.
func (c *contents) count(article string) Record {
	r := Record{Counts: make(map[annotate.Tag]int)}
	for _, a := range c.annotations[article] {
		r.countAnnotation(a, 1)
	}
	return r
}
