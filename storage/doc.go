// Package storage keeps the library in one bbolt file: articles, their texts,
// their annotations, and the steps that changed them.
//
// # Promises
//
//   - When a call returns without an error, its changes are on disk. A call
//     that fails changes nothing.
//   - Any number of stores, in this process and in others, may use one file at
//     the same time. Each transaction opens the file, locks it, copies out what
//     it reads, and closes it. It waits at most two seconds for the lock.
//   - Damage to the file never ends the process, and damaged bytes are never
//     returned as data. Each value has a checksum. A damaged record is reported
//     by bucket and key ([DamageError]) while the rest can still be read
//     ([PartialError]). Damage to the structure of the file is ErrDamaged, after
//     which the Store refuses to open the file. [Store.Check] looks for damage,
//     [Store.Repair] recovers what is left.
//   - What is typed in an open card is in a file next to the library ([Draft]), which
//     neither schema nor lock of the library concern.
//   - The file is created with mode 0600, its folder with mode 0700.
//
// # The file
//
// All buckets are at the top level. Keys are printable. A value is a four-byte
// CRC-32C (big-endian, of bucket, key and payload) followed by the payload, which
// is what this table shows:
//
//	meta         "schema"                → "8"
//	             "purging"               → "": a purge is unfinished
//	articles     ARTICLE                 → [Record], see recordcodec.go
//	places       hash of kind+location   → ARTICLE
//	bytes        SHA-256 of the bytes    → ARTICLE
//	texts        DIGEST/000000 …         → total length, 64 KiB of the text
//	blocks       DIGEST/000000 …         → total length, 64 KiB of the blocks, see blocks.go
//	originals    DIGEST/000000 …         → total length, 64 KiB of the gzipped bytes
//	annotations  ARTICLE/ANNOTATION      → annotation, JSON, see json.go
//	owners       ANNOTATION              → ARTICLE
//	history      ARTICLE/SEQ             → step, JSON, see json.go
//	steps        STEP                    → ARTICLE/SEQ
//	codebook     "labels"                → definitions of labels, JSON
//	desk         "desk"                  → name and login of the desk, cursor, JSON
//	             article/ARTICLE         → its name on the desk, the digest of its text there, JSON
//	             name/NAME               → ARTICLE
//	             queue/ARTICLE/N/STEP    → step that the desk lacks, JSON
//
// ARTICLE is the id of the article, SEQ 20 decimal digits, ANNOTATION and STEP
// are ULIDs. The DIGEST of a text is its [annotate.DigestOf], that of blocks the
// SHA-256 of their encoding, that of an original the SHA-256 of the bytes
// before compression. All three are written once; texts and blocks are shared
// between articles. They have buckets of their own because bbolt rewrites a
// whole leaf when one of its values changes. An original belongs to the article
// that the bytes bucket names for its digest; not every article has one.
//
// The sequence number of the articles bucket is the number of articles, so that
// a missing one is noticed. Likewise, a record holds the number of its
// annotations (Counts) and steps (Seq). It also counts the annotations that need
// checking or placing, so that the list of articles reads no annotations.
//
// articles, texts, blocks, originals, annotations, history, codebook and desk are the data;
// places, bytes, owners and steps are indexes that can be rebuilt from them.
//
// # Identity
//
// An article is identified by its location (with its kind), and otherwise by
// the SHA-256 of the bytes it was read from: the same bytes at another location
// are the same article. Its id is the first 12 digits of the SHA-256 of its
// bytes when it was first saved, or more digits where two articles would share
// an id. When the bytes at its location change, the saved article stays as it
// is.
//
// # Versions of a text
//
// An article has one current text, which its record describes and on which its
// annotations are placed. [Store.TakeVersion] makes another text the current
// one with a step that names both versions, and keeps the old one with what the
// record said about it. A step that undoes such a step brings the old text back.
// An annotation that is not placed names the version on which it last was. A
// version is deleted only with its article.
//
// # Versions of the file
//
// The meta bucket and its "schema" key never change. A change that adds a
// bucket, a field or a JSON member, or changes what one means, raises the
// schema version by one and appends to migrations: an older Galley refuses a
// newer file, so it never drops data that it does not know. An older file is
// backed up in the same folder and migrated in one transaction when it is first
// opened.
//
// Version 2 added originals. It added to the record what the server said about
// them, the folded blocks, and the counts of annotations that need checking or placing.
//
// Version 3 added the labels, links and replies of an annotation, and the suggestion
// that it was.
//
// Version 4 added the codebook.
//
// Version 5 added to the record the suggestions that the user refused.
//
// Version 6 added decisions on what people annotated differently, and who is done with an
// article.
//
// Version 7 added to the record the collection of the article.
//
// Version 8 added the exchange with a team: the desk bucket, and in the history which
// steps were received.
package storage
