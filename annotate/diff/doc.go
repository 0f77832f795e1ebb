// Package diff compares two versions of an article: which paragraphs are equal,
// edited, added, removed or moved, and which words of a paragraph were edited. The
// compare screen and the placing of annotations use it.
//
// # Method
//
// From coarse to fine, each step works in the gaps that the previous one left:
//
//  1. Equal blocks in order; then equal blocks out of order, which were moved.
//  2. Equal sentences in order; then those out of order, which were moved.
//  3. Similar sentences in order, by the words that they share; then very similar
//     ones out of order, which were moved and edited.
//  4. Words and symbols in similar sentences.
//
// Matches in order are found with B. Cohen's patience diff (items that occur once on
// both sides, in the longest common order, split the rest) or, if nothing occurs once
// or little is left, with E. Myers's O(ND) algorithm (1986).
//
// White space is not compared: blocks that differ in nothing else are equal.
//
// # Cost
//
// Memory is linear in the texts, and so is time, except for sorting: Myers's
// algorithm stops at a bound on the differences and continues from the furthest point
// that it reached, so on a text in which nothing occurs once it may miss matches.
package diff
