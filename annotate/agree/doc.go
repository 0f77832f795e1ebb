// Package agree compares the annotations that several people made on one text: what
// differs, item by item, and how far they agree, as figures.
//
// # Matching
//
// [Match] pairs the annotations of two people: those that overlap most first, within
// each tag, then the rest across tags. Each pair, and each annotation that remains
// alone, is an [Item] of one [Class]. Notes never make a difference, fields only where
// the caller names them.
//
// # Measures
//
// Spans are half-open ranges of bytes. A measure that is undefined, because nothing
// was annotated or everything in the same way, is NaN.
//
//   - F1 of spans counts what both marked: 2·matched/(a+b). It needs no count of what
//     neither marked, which is unknown for spans: Hripcsak and Rothschild, Agreement,
//     the F-measure, and reliability in information retrieval, JAMIA 12(3), 2005.
//   - [CohenKappa] compares two people with chance: Cohen, A coefficient of agreement for
//     nominal scales, Educational and Psychological Measurement 20(1), 1960. Here an item
//     is a sentence and a tag. Text that neither touched raises it, so its share belongs
//     beside the figure.
//   - [FleissKappa] does so for any number of people: Fleiss, Measuring nominal scale
//     agreement among many raters, Psychological Bulletin 76(5), 1971.
//   - [Alpha] also accepts missing values: Krippendorff, Computing Krippendorff's
//     alpha-reliability, 2011, with nominal differences. Here an item is a word.
//   - [UnitizingAlpha] compares the borders themselves: Krippendorff, On the reliability
//     of unitizing continuous data, Sociological Methodology 25, 1995, in the form of
//     Content Analysis, 2nd edition, 2004, p. 251–255.
//
// Intervals are percentile bootstraps over paragraphs (Efron 1979), seeded.
package agree
