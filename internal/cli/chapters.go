package cli

import (
	"path"
	"slices"
	"strconv"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/origin"
	"galley/storage"
)

// fetchChapter reads a chapter that is named by its book, "#", and its number
// or the name of its file. It returns missing if there is no such book.
func (p *program) fetchChapter(name string, missing error) (found, error) {
	for at, c := range name {
		if c != '#' {
			continue
		}
		if o, err := origin.File(name[:at], p.now()); err == nil && name[at+1:] != "" {
			f := fetched(o, annotate.FromFile)
			return f.chapter(name[:at], name[at+1:])
		}
	}
	return found{}, missing
}

// chapter is the chapter of f, a book called name, that a person means.
func (f *found) chapter(name, wanted string) (found, error) {
	chapters, err := f.chapters()
	if err != nil {
		return found{}, err
	}
	if len(chapters) == 0 {
		return found{}, failure("%s is no book, so it has no chapter %s; nothing was changed", quoted(name), quoted(wanted))
	}
	chapter, ok := chapterNamed(chapters, wanted)
	if !ok {
		return found{}, failure("%s has no chapter %s; nothing was changed; name one of its %s by its number, such as %s",
			quoted(name), quoted(wanted), annotate.Plural(len(chapters), "chapter"), quoted(name+"#1"))
	}
	return f.only(chapter), nil
}

// only is the book with one chapter that is meant, at a place of its own.
func (f *found) only(c source.Chapter) found {
	part := found{bytes: f.bytes, name: f.name, part: c.Name, source: f.source}
	part.source.SHA256 = ""
	if f.source.Location != "" {
		part.source.Location += "#" + c.Name
	}
	return part
}

// chapterNamed finds a chapter by the path of its file, the last part of that,
// or its number from 1.
func chapterNamed(chapters []source.Chapter, wanted string) (source.Chapter, bool) {
	for _, c := range chapters {
		if c.Name == wanted {
			return c, true
		}
	}
	for _, c := range chapters {
		if path.Base(c.Name) == wanted {
			return c, true
		}
	}
	if n, err := strconv.Atoi(wanted); err == nil && n >= 1 && n <= len(chapters) {
		return chapters[n-1], true
	}
	return source.Chapter{}, false
}

// chapters lists those of what was found, none if it is no book or one of its
// chapters.
func (f *found) chapters() ([]source.Chapter, error) {
	if f.bytes == nil || f.part != "" {
		return nil, nil
	}
	chapters, err := source.Chapters(f.bytes)
	if err != nil {
		return nil, unreadable(f, err)
	}
	return chapters, nil
}

// savedChapters lists the chapters of a book that the library has, without
// those in the trash.
func (p *program) savedChapters(f *found) ([]storage.Record, error) {
	chapters, err := f.chapters()
	if err != nil {
		return nil, err
	}
	var saved []storage.Record
	for _, c := range chapters {
		part := f.only(c)
		if err := p.known(&part, nil); err != nil {
			return nil, err
		}
		if part.saved() && !part.trashed() {
			saved = append(saved, part.record)
		}
	}
	return saved, nil
}

// original is the bytes that an article is made of: those of the chapter, if one
// is meant.
func (f *found) original() []byte {
	if f.part == "" {
		return f.bytes
	}
	chapter, err := source.PartBytes(f.bytes, f.part)
	if err != nil {
		return f.bytes
	}
	return chapter
}

// refuseBook refuses a book of several chapters where one article is wanted.
// One that was saved as a whole is an article.
func (p *program) refuseBook(f *found, name string) error {
	if f.saved() {
		return nil
	}
	chapters, err := f.chapters()
	if err != nil || len(chapters) < 2 {
		return err
	}
	for i, c := range chapters {
		if err := p.print("%3d  %s", i+1, c.Title); err != nil {
			return err
		}
	}
	return failure("%s is a book of %s: name one by its number, such as %s; galley add saves them all; nothing was changed",
		quoted(name), annotate.Plural(len(chapters), "chapter"), quoted(name+"#1"))
}

// tellOfChapters says that a book which is shown as a whole has marks in
// chapters, if it has.
func (p *program) tellOfChapters(f *found, name string) error {
	if f.saved() {
		return nil
	}
	saved, err := p.savedChapters(f)
	if slices.ContainsFunc(saved, func(r storage.Record) bool { return len(r.Counts) > 0 }) {
		p.say("what is marked in its chapters is not shown; galley annotations %s lists it", quoted(name))
	}
	return err
}
