package storage

import (
	"encoding/json"
	"errors"
	"fmt"

	"galley/annotate"
)

// A Held is a step of a log that a library has received and cannot apply yet.
type Held struct {
	Article string // name on the desk
	Cursor  int64  // place in the log
	By      string // login that appended it
	Step    annotate.Step
}

// storedHeld is the JSON of a Held.
type storedHeld struct {
	Article string          `json:"article"`
	Cursor  int64           `json:"cursor"`
	By      string          `json:"by"`
	Step    json.RawMessage `json:"step"`
}

// Held returns the steps that wait, in order for each article.
func (s *Store) Held() ([]Held, error) {
	return read(s, "read what the team sent", func(t *txn) (list []Held, err error) {
		err = t.table(deskBucket).scan(heldPrefix, func(_ string, payload []byte) error {
			var h storedHeld
			err := json.Unmarshal(payload, &h)
			if err != nil {
				return err
			}
			step, err := DecodeStep(h.Step)
			list = append(list, Held{h.Article, h.Cursor, h.By, step})
			return err
		})
		return list, err
	})
}

// hold replaces the steps that wait of an article, by its name on the desk.
func (t desk) hold(name string, list []Held) error {
	err := t.table(deskBucket).deleteAll(heldPrefix + name + "/")
	for _, h := range list {
		step, failed := EncodeStep(h.Step)
		key := fmt.Sprintf("%s%s/%020d", heldPrefix, name, h.Cursor)
		err = errors.Join(err, failed, t.putJSON(key, storedHeld{h.Article, h.Cursor, h.By, step}))
	}
	return err
}
