// Package segment finds the units of prose in the text of an article: words,
// clauses, quotations and sentences. Use it for motions, for the sentence that
// a key would tag, for growing and shrinking a selection, and for counts.
//
// Every function is pure: it takes the canonical text, the span of one block
// and an offset into the text (bytes, from 0; see package annotate), and never
// looks outside the block. An offset outside the block counts as the nearest
// inside it. Nothing panics, whatever the arguments.
//
// # Spans
//
// Every span returned begins and ends on a grapheme cluster boundary and has
// no white space at either end, so it may be stored as it is. A cluster that
// holds white space (a blank with a combining mark) counts as white space.
//
// # Sentences
//
// The rules are those of UAX #29 (SB3 to SB11), with these of our own:
//
//   - A sentence ends after . ! ? … and the like, followed by white space;
//     after the full stops of scripts that write none between sentences (。।)
//     also without. A line break ends it: lines are rows, verses, code.
//   - Closing marks belong to the sentence that they close: quotation marks,
//     brackets, footnote marks like [5], and » after a French blank.
//   - None ends where the next word is lower case (“Why?” he asked), nor where
//     a comma, colon or dash follows, nor, in Chinese and Japanese, where text
//     follows a closing quotation mark at once.
//   - After ? ! … and a closing quotation mark a name with a verb of saying
//     goes on (“Why?” Ada Lund asked).
//   - Abbreviations, initials, ordinals and list markers ("Prof. P.", "No. 5",
//     "am 3. Mai", "2. Stir") do not end it; abbreviation.go has the table.
//     Those that can stand at the end of a sentence ("U.S.", "Inc.", "Calif.")
//     do so when a frequent first word follows ("in the U.S. The …").
//
// # Words
//
// A word is a UAX #29 word with a letter or a digit in it. Compounds ("war-torn",
// "AT&T") are one word, and initialisms keep their last full stop ("U.S.").
//
// # Cost
//
// A call reads the sentence, run or quotation that it is about. Blocks over
// 64 KiB are cut into windows near each multiple of 64 KiB from the block's
// start: after the first sentence that ends within 4 KiB, else after the first
// white space there, else between two grapheme clusters. No unit but the block
// crosses a cut, so no call reads much more than one window, except that the
// next or previous word or sentence is sought as far as it is away.
package segment
