package storage

import bolt "go.etcd.io/bbolt"

// A txn is a transaction on a library of the current schema. The zero txn
// reads an empty library.
//
// What it can do is divided among small types around it: [records],
// [annotations], [history], [texts], [originals] and [index].
type txn struct {
	tx    *bolt.Tx
	check func(bucket string, root uint64) error // called before a bucket is used; nil: no check is needed
}

// appendFill is how full bbolt packs the leaves of buckets that mostly grow at
// their end or are written once.
const appendFill = 0.9

// table returns a bucket. A bucket with a cycle is treated like one that bbolt
// cannot read: table panics, and guard turns that into ErrDamaged.
func (t *txn) table(name string) table {
	if t.tx == nil {
		return table{name: name}
	}
	b := t.tx.Bucket([]byte(name))
	if t.check != nil {
		if err := t.check(name, uint64(b.Root())); err != nil {
			panic(err)
		}
	}
	switch name {
	case textsBucket, blocksBucket, originalsBucket, ownersBucket, stepsBucket:
		b.FillPercent = appendFill
	}
	return table{name, b}
}
