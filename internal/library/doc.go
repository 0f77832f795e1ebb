// Package library implements what commands and keys do: finding, opening,
// saving, annotating, refreshing and forgetting articles. It is the layer
// between the store and the command line or the reader: it prints nothing, and
// knows neither flags nor screens.
//
//	lib := library.New(library.Options{Path: path, Now: time.Now, …})
//	doc, book, err := lib.Start("levy.txt", library.ReadOptions{})
//	lib.Save(doc.Article.ID, step)
//	…
//	err = lib.Close()
//
// # Rules
//
//   - A name is what a user calls an article: a path, a URL, "-" for standard
//     input, "sample", or the id of a saved article or a unique prefix of one.
//     An existing path wins over an id. Finding it gives a [Match], which does
//     not change afterwards.
//   - An error is the one line that the user sees: what failed, what is safe,
//     what to do next. [UsageError] marks a request that is wrong whatever the
//     article. Notices are returned, and the caller prints them.
//   - The reader's saves go through one queue, in order. Nothing else knows
//     which of them are not on disk yet: see [Library.Save], [Library.Pending],
//     [Library.NextResult] and [Library.Close].
//   - Methods may be called from any goroutine.
package library
