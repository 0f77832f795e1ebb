// Package source turns the bytes of an article into an [annotate.Article]. It
// is pure: no file, no network, no clock. The caller has the bytes and knows
// where they came from.
//
// # Stages
//
//		bytes ─ decode ─ scrub ─ reader ─ builder ─ Article
//
//	  - decode finds the character set and gives UTF-8;
//	  - scrub drops what must never reach a terminal and makes every line break
//	    an LF; what it drops is counted in [annotate.Removed];
//	  - a reader (plain text, Markdown, web page) finds blocks, each with a kind;
//	  - the builder, one for all readers, writes the canonical text. What a
//	    reader decodes itself, such as a Markdown entity, is scrubbed again there.
//
// Books and the files of word processors are no text that decoding finds: a
// reader of its own makes a draft of their bytes, which goes to the builder. A
// PDF and what else Galley does not read itself is converted first, by a program
// that the caller runs: see [Convertible] and [Options.Converted].
//
// # What is dropped
//
// Control characters and whole terminal escape sequences; the characters of
// Unicode's Bidi_Control and Default_Ignorable_Code_Point. Kept of these are a
// ZWJ or ZWNJ where it shapes letters or joins emoji, one variation selector
// after a base that can have one, and the tags of a flag. Nothing is dropped
// for its general category; letters, quotation marks, dashes and spelling are
// never altered, and no text is normalised.
//
// # Laws
//
// [annotate.Article.Check] holds for every result. [Clean] of a canonical text
// is that text. No text that comes out of this package, Clean or [CleanLine]
// has a control character (but LF), an escape sequence or a bidi control.
package source
