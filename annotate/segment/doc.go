// Package segment finds the units of prose in the text of an article: words,
// clauses, quotations and sentences. Motions, the key that tags a sentence,
// expanding and shrinking a selection, and word counts use it.
//
// Functions take the canonical text, the span of one block and an offset into the
// text (bytes, from 0; see package annotate). They read nothing outside the block,
// except how words nearby are used (see Abbreviations).
// An offset outside the block counts as the nearest one inside. No function panics,
// whatever its arguments.
//
// # Spans
//
// Returned spans may be stored: they begin and end on grapheme cluster boundaries
// and have no white space at their ends. A cluster with white space in it (a space
// with a combining mark) counts as white space.
//
// # Sentences
//
// The rules are those of UAX #29 (SB3 to SB11) and these:
//
//   - A sentence ends after . ! ? … and the like before white space, and after
//     the full stops of scripts without spaces between sentences (。।) anywhere; after
//     an Armenian word also at a colon, after a Greek one at a semicolon. The white space may be
//     missing before a common first word ("left.The port").
//     It ends at a line break: lines are rows, verses, code; and in a line before the mark of
//     the next item of a list ("1. Wash it 2. Salt it").
//   - Closing marks belong to the sentence that they close: quotation marks,
//     brackets, footnote marks like [5] and ¹, and » after a French space. So does a
//     reference in brackets after a quotation: “We left” (Lund 55).
//   - A sentence continues if the next word is lower case (“Why?” he asked), except after a
//     full stop and a word that is too long for an abbreviation; if a
//     comma or colon follows; and, in Chinese and Japanese, if text follows
//     a closing quotation mark immediately. A dash and a capital begin a new one, except
//     after an abbreviation, after quoted words and before a signature.
//   - After ? ! … and a closing quotation mark it continues with a name and a verb
//     of saying (“Why?” Ada Lund asked).
//   - A quotation inside a sentence that continues after it is not divided
//     (They cried “Fire! Fire!” and ran).
//   - Marks that fill brackets (!) and those of names (Yahoo! Inc.) do not end it, nor does
//     a spaced ellipsis (. . .) without a fourth full stop.
//   - Abbreviations, initials, ordinals and list markers ("Prof. P.", "No. 5",
//     "am 3. Mai", "2. Stir") do not end it. Those
//     that can end a sentence ("U.S.", "Inc.", "Calif.") do so before a common
//     first word ("in the U.S. The …").
//
// # Abbreviations
//
// lexicon.txt lists those of English, German and French. Those of languages.txt are
// believed only if the same word is not used without its full stop nearby. Others are
// recognized by their letters (no vowel, or a last letter that ends no other word), by what
// surrounds them (a number or a letter after them, a single word that is a sentence) and
// by their use: in the middle of a sentence, or always with the full stop. A unit
// after a number is none.
//
// Nearby is 8 KiB on either side of the word. So the same article
// has the same sentences wherever a search begins, and a change of one paragraph
// can change sentences in another only within that distance, at a short word before a capital
// that no list has.
//
// # Words
//
// A word is a UAX #29 word that contains a letter or a digit. Compounds ("war-torn",
// "AT&T") are one word, and initialisms keep their last full stop ("U.S.").
//
// # Cost
//
// A call reads only the unit that it returns, and what is nearby where a word must be looked
// up. Blocks over 64 KiB are cut into windows
// near each multiple of 64 KiB from the block's start: after the first sentence
// that ends within 4 KiB, or after the first white space there, or between two grapheme
// clusters. No unit except the block crosses a cut, so a call reads little
// more than one window, unless the next or previous unit is further away.
package segment
