// Package diff compares two versions of an article: which paragraphs are the
// same, edited, added, removed or moved, and which words were edited in them.
// A reader's comparison and the placing of annotations both go by it.
//
// # Method
//
// Coarse to fine, each step within what the one before left open:
//
//  1. Blocks that are equal, in order; then equal blocks out of order: moved.
//  2. Sentences that are equal, in order; then those out of order: moved.
//  3. Sentences that are similar, in order, by the words that they share;
//     then very similar ones out of order: moved and edited.
//  4. Words and signs within similar sentences.
//
// Order is found by the method of B. Cohen's patience diff (what occurs once on
// either side, in the longest common order, splits the rest) and, where nothing
// occurs once or little is left, by E. Myers's O(ND) algorithm (1986).
//
// White space is not compared: blocks that differ in it alone are equal.
//
// # Cost
//
// Memory is linear in the texts. Time is linear too, but for sorting: Myers's
// algorithm stops where the difference grows beyond a bound, goes on from the
// furthest point that it reached, and so may find less than the most on a text
// in which nothing occurs once.
package diff
