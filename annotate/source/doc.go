// Package source turns the bytes of an article into an [annotate.Article]. It
// does no I/O and reads no clock: the caller has the bytes and knows where they
// came from.
//
// # Stages
//
//		bytes ─ decode ─ scrub ─ reader ─ builder ─ Article
//
//	  - decode finds the character set and returns UTF-8;
//	  - scrub drops what must never reach a terminal and makes every line break
//	    an LF; what it drops is counted in [annotate.Removals];
//	  - a reader (plain text, Markdown, web page) finds blocks, each with a kind;
//	  - the builder, shared by all readers, writes the canonical text. It scrubs
//	    again what a reader has decoded, such as a Markdown entity.
//
// Books and word processor files are not decoded as text: each has a reader that
// makes a draft from the bytes, which goes to the builder. PDF and other formats
// that this package cannot read are converted first, by a program that the caller
// runs: see [Convertible] and [Options.Converted].
//
// # What is dropped
//
// Control characters and whole terminal escape sequences; the characters of
// Unicode's Bidi_Control and Default_Ignorable_Code_Point, except a ZWJ or ZWNJ
// where it shapes letters or joins emoji, one variation selector after a base
// that can have one, and the tags of a flag. Nothing is dropped because of its
// general category. Letters, quotation marks, dashes and spelling are never altered, and
// no text is normalized.
//
// # Laws
//
// [annotate.Article.Check] holds for every result. [Clean] leaves a canonical
// text unchanged. No text from Read, Clean or [CleanLine] contains a control
// character (except LF), an escape sequence or a bidi control.
package source
