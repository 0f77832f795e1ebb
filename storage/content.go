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

// content is all of a library but its texts, decoded: what [Store.Check]
// examines and [Store.Repair] saves.
type content struct {
	records     map[string]Record                         // by id
	annotations map[string]map[string]annotate.Annotation // by article and id
	steps       map[string][]annotate.Step                // by article, in order once sorted
	indexes     map[string]map[string]string              // by bucket and key
	damaged     []*Damage
	purging     bool
}

func newContent() *content {
	return &content{
		records:     make(map[string]Record),
		annotations: make(map[string]map[string]annotate.Annotation),
		steps:       make(map[string][]annotate.Step),
		indexes:     make(map[string]map[string]string),
	}
}

// read takes in everything that a transaction can read.
func (c *content) read(t *txn) {
	for _, bucket := range buckets() {
		if bucket == textsBucket || bucket == blocksBucket || bucket == originalsBucket {
			continue
		}
		err := t.table(bucket).scan("", func(key string, payload []byte) error {
			return c.take(bucket, key, payload)
		})
		if p := (*PartialError)(nil); errors.As(err, &p) {
			c.damaged = append(c.damaged, p.Damaged...)
		}
	}
	c.sort()
}

// take decodes one record. What cannot be decoded is an error.
func (c *content) take(bucket, key string, payload []byte) (err error) {
	switch bucket {
	case metaBucket:
		c.purging = c.purging || key == purgingKey
	case articlesBucket:
		var r Record
		if r, err = decodeRecord(key, payload); err == nil {
			c.records[key] = r
		}
	case annotationsBucket:
		err = c.takeAnnotation(key, payload)
	case historyBucket:
		err = c.takeStep(key, payload)
	default:
		if c.indexes[bucket] == nil {
			c.indexes[bucket] = make(map[string]string)
		}
		c.indexes[bucket][key] = string(payload)
	}
	return err
}

func (c *content) takeAnnotation(key string, payload []byte) error {
	article, id, _ := strings.Cut(key, "/")
	a, err := decodeAnnotation(article, payload)
	switch {
	case err != nil:
		return err
	case a.ID != id:
		return fmt.Errorf("it calls itself %q", a.ID)
	}
	if c.annotations[article] == nil {
		c.annotations[article] = make(map[string]annotate.Annotation)
	}
	c.annotations[article][id] = a
	return nil
}

func (c *content) takeStep(key string, payload []byte) error {
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

func (c *content) sort() {
	for _, steps := range c.steps {
		slices.SortFunc(steps, func(a, b annotate.Step) int { return cmp.Compare(a.Seq, b.Seq) })
	}
}

// articles lists the ids of all articles that anything speaks of, in order.
func (c *content) articles() []string {
	all := make(map[string]bool)
	for id := range c.records {
		all[id] = true
	}
	for id := range c.annotations {
		all[id] = true
	}
	for id := range c.steps {
		all[id] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// counts counts the annotations of an article by tag, and those that need a
// look.
func (c *content) counts(article string) (counts map[annotate.Tag]int, open, unsure int) {
	r := Record{Counts: make(map[annotate.Tag]int)}
	for _, a := range c.annotations[article] {
		r.tally(a, 1)
	}
	return r.Counts, r.NeedsChecking, r.NeedsPlacing
}
