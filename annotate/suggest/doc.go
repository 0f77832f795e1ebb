// Package suggest finds quotations with their speakers, claims and words of opinion in an
// article, so that they can be offered to the user. It never annotates by itself.
//
// # Quotations
//
// A suggestion is a pair of double quotation marks with at least four words between
// them, or two with a verb of saying. The speaker is the noun phrase next to the nearest
// such verb in the same sentence: “…” said NAME; “…” NAME said; NAME said “…”; according
// to NAME; NAME …, adding “…”. A quotation without one continues the speaker of the
// quotation before it in the same paragraph. A speaker never comes from another
// paragraph: that is wrong more often than right.
//
// # Tiers
//
// [Certain] suggestions name a speaker in one of the patterns that are almost always
// right; [Likely] ones name a speaker that is farther away, or none. A pronoun is the
// speaker as it is written; whom it means is a guess, which [Offer.Guess] is and the
// fields do not have.
//
// # Claims
//
// What a sentence says, without who says so, is judged by [galley/annotate/suggest/claim].
// The best are offered, one for every 150 words; [Options] has all. A claim is never certain.
//
// # Opinions
//
// A statement outside quotation marks with a word that judges (disgraceful) or exhorts (we
// must) is an opinion of its author. Opinions are offered only if they are asked for.
//
// # Languages
//
// The language of a text is recognized by its most frequent words. Claims and opinions are
// English. In German, French and Spanish speakers are likely at best: how often they are
// right has not been measured. In other languages quotation marks are paired, and no
// speaker is named. [Result.Notice] says so.
package suggest
