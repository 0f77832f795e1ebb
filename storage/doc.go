// Package storage keeps the library: articles, their texts, what people marked
// on them, and every step that led there, in one bbolt file.
//
// # Promises
//
//   - What a call acknowledged is on the disk. A call that failed changed
//     nothing.
//   - Any number of stores, in this program and in others, may work on one
//     file at once: each transaction opens the file, locks it, works, copies
//     out what it read, and closes it. Locking waits two seconds at most.
//   - No damage to the file ends the process or is shown as if it were right.
//     Each value carries a checksum. A damaged record is named by bucket and
//     key ([Damage]) while the rest still opens ([PartialError]); damage to the
//     file's structure becomes ErrDamaged, after which the Store refuses the
//     file. [Store.Check] looks for it, [Store.Repair] salvages.
//   - The file is made with mode 0600, its folder with 0700.
//
// # The file
//
// All buckets are on the top level. Keys are printable. A value is four bytes
// of CRC-32C (big-endian, over bucket, key and payload) and its payload, which
// is in quotation marks here:
//
//	meta         "schema"                → "2"
//	             "purging"               → "": a purge is to be finished
//	articles     ARTICLE                 → [Record], in fields (see record.go)
//	places       hash of kind, location  → ARTICLE
//	bytes        SHA-256 of the bytes    → ARTICLE
//	texts        DIGEST/000000 …         → length of all, 64 KiB of the text
//	blocks       DIGEST/000000 …         → length of all, 64 KiB of the blocks (see blocks.go)
//	originals    DIGEST/000000 …         → length of all, 64 KiB of the bytes, packed with gzip
//	annotations  ARTICLE/ANNOTATION      → annotation, JSON (see stored.go)
//	owners       ANNOTATION              → ARTICLE
//	history      ARTICLE/SEQ             → step, JSON (see stored.go)
//	steps        STEP                    → ARTICLE/SEQ
//
// ARTICLE is the article's id, SEQ 20 decimal digits, ANNOTATION and STEP are
// ULIDs. A text's DIGEST is [annotate.DigestOf] of it, that of blocks the
// SHA-256 of their encoding, that of originals the SHA-256 of the bytes before
// they were packed: all are written once, texts and blocks are shared. They
// have leaves of their own, because bbolt rewrites the whole leaf when it
// changes a value. An original belongs to the article that its digest leads to
// in bytes; not every article has one.
//
// The sequence number of the articles bucket is the number of articles, so
// that none can go missing unnoticed; the records hold such numbers for
// annotations (Counts) and steps (Seq). How many annotations are still to be
// checked (Open) is counted there too, so that the list of the library needs
// to read none of them.
//
// articles, texts, blocks, originals, annotations and history hold what cannot be made
// again; places, bytes, owners and steps are indexes over them.
//
// # Identity
//
// An article is known by its place (kind and location) or else by the SHA-256
// of the bytes it was read from: the same bytes elsewhere are the same
// article. Its id is the first 12 digits of the SHA-256 of its bytes when it
// was first saved, or more of them where two articles would share an id. An
// article whose bytes changed at its place stays as it was saved.
//
// # Versions of a text
//
// An article has one text at a time, which its record speaks of and on which
// its annotations have their places. [Store.TakeVersion] makes another text the
// article's, by a step that says from which version to which, and keeps the old
// one with what the record said of it. A step that undoes such a step turns the
// text back. Annotations without a place name the version on which they had
// one. No version is deleted before its article is.
//
// # Versions of the file
//
// The meta bucket and its "schema" key stay as they are for ever. Whoever adds
// a bucket, a field or a member, or changes what one means, raises the schema
// version by one and appends to migrations: an older Galley refuses a newer
// file, so it can never drop what it does not know. An older file is backed up
// beside itself and migrated in one transaction, when it is first opened.
//
// Version 2 keeps originals, and in a record what the server said of them, what
// a person folded and how much is still to be checked.
package storage
