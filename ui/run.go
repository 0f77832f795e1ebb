package ui

import (
	"time"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/screen/articles"

	tea "charm.land/bubbletea/v2"
)

// watchEvery is how often the reader looks whether others wrote.
const watchEvery = 2 * time.Second

// Messages of the root's own commands.
type (
	opened   struct{ doc Document }
	reloaded struct {
		article     string
		annotations []annotate.Annotation
		seq         uint64
		text        string // digest of the article's text, read after them; "": unknown
	}
	listed   struct{ items []articles.Item }
	gathered struct {
		articles []string
		words    []articles.Words
	}
	failed struct{ err error }
	looked struct {
		article string
		seq     uint64
	}
	look   struct{}
	dragOn struct{}
)

// dragEvery is how often the text scrolls a row while the mouse is held
// beyond its edge.
const dragEvery = 40 * time.Millisecond

// run turns effects into commands, in order.
func (a *App) run(fx []effect.Effect) tea.Cmd {
	var cmds []tea.Cmd
	for _, e := range fx {
		cmds = append(cmds, a.runOne(e))
	}
	return tea.Batch(cmds...)
}

func (a *App) runOne(e effect.Effect) tea.Cmd {
	switch e := e.(type) {
	case effect.Save:
		a.unsaved = append(a.unsaved, e)
		a.cfg.Saver.Save(e.Article, e.Step)
	case effect.SaveFolds:
		a.cfg.Saver.SaveFolds(e.Article, e.Text, e.Folds)
	case effect.EditCard:
		a.putCard(e.Annotation)
	case effect.Open:
		return a.open(e.Article)
	case effect.Visit:
		return a.visit(e)
	case effect.Close:
		return a.close()
	case effect.Forget:
		a.clearDesk(e.Article)
		return a.do(func() error { return a.cfg.Store.Forget(e.Article) })
	case effect.Restore:
		return a.do(func() error { return a.cfg.Store.Restore(e.Article) })
	case effect.EditText:
		return a.editText(e.Text)
	case effect.DragOn:
		return tea.Tick(dragEvery, func(time.Time) tea.Msg { return dragOn{} })
	case effect.Copy:
		return tea.SetClipboard(a.cfg.Clean(e.Text))
	case effect.Gather:
		return func() tea.Msg { return gathered{e.Articles, a.cfg.Store.Words(e.Articles)} }
	case effect.NextTheme:
		a.nextTheme()
	case effect.Quit:
		return a.quitNow()
	default:
		return a.putView(e)
	}
	return nil
}

// putView opens the view that is asked for.
func (a *App) putView(e effect.Effect) tea.Cmd {
	switch e := e.(type) {
	case effect.ShowExport:
		return a.putExport()
	case effect.Preview:
		return a.preview(e.Format)
	case effect.Export:
		return a.export(e)
	case effect.ShowLibrary:
		return a.putLibrary()
	case effect.ShowMarks:
		return a.putMarks()
	case effect.ShowContents:
		return a.putContents()
	case effect.ShowReview:
		return a.putReview()
	case effect.ShowVersion:
		return a.putVersion()
	case effect.ShowChanges:
		return a.putChanges()
	case effect.TakeVersion:
		return a.takeVersion()
	case effect.ShowMade:
		return a.showMade(e.Annotation)
	case effect.ShowBook:
		return a.putBook()
	case effect.OpenChapter:
		return a.openChapter(e.Name)
	case effect.TurnText:
		return a.turnText(e.Step)
	case effect.ShowAbout:
		a.putAbout()
	case effect.ShowHelp:
		a.putHelp()
	}
	return nil
}

// internal handles the messages of the root's own commands.
func (a *App) internal(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case opened:
		if a.desk == nil || a.inLibrary() {
			a.show(msg.doc)
			return a.lookOnce()
		}
	case dragOn:
		if a.desk != nil && len(a.above) == 0 {
			return a.run(a.desk.dragOn())
		}
	case choreDone:
		return a.choreDone(msg)
	case suggested, previewed, exported:
		return a.exporting(msg)
	case lookedForNew, took, compared, made:
		return a.renewing(msg)
	case chaptersListed:
		a.showChapters(msg)
	case openedChapter:
		return a.openedChapter(msg)
	case reopened:
		return a.reopened(msg)
	case editedText:
		a.editedText(msg)
	case reloaded:
		return a.reloaded(msg)
	case listed:
		return a.listed(msg.items)
	case gathered:
		return a.gathered(msg)
	case failed:
		a.front().tell(a.cfg.Clean(msg.err.Error()), true)
	case looked:
		if a.reads(msg.article) && msg.seq > a.desk.reader.Known() && !a.desk.reader.Waiting() {
			return a.reload(msg.article)
		}
	case look:
		return tea.Batch(a.lookNow(), a.watch())
	case tea.FocusMsg:
		return a.lookNow()
	case Leave:
		return a.quitNow()
	}
	return nil
}

// reads reports whether that article is on the desk.
func (a *App) reads(article string) bool { return a.desk != nil && a.desk.article() == article }

func (a *App) reloaded(msg reloaded) tea.Cmd {
	if !a.reads(msg.article) {
		return nil
	}
	if a.onOtherText(msg) {
		return a.reopen()
	}
	r, fx := a.desk.reader.Reload(msg.annotations, msg.seq)
	a.desk.reader = r
	a.follow()
	return a.run(fx)
}

// listed hands the saved articles to the library, if it is still open.
func (a *App) listed(items []articles.Item) tea.Cmd {
	return a.eachLibrary(func(l articles.Library) (articles.Library, []effect.Effect) { return l.Load(items) })
}

// eachLibrary does something with the library, if it is open.
func (a *App) eachLibrary(do func(articles.Library) (articles.Library, []effect.Effect)) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range a.above {
		if l, ok := s.(*sheet[articles.Library]); ok {
			var fx []effect.Effect
			l.page, fx = do(l.page)
			cmds = append(cmds, a.run(fx))
		}
	}
	return tea.Batch(cmds...)
}

// gathered hands what is marked and noted to the library, if it is still open.
func (a *App) gathered(msg gathered) tea.Cmd {
	return a.eachLibrary(func(l articles.Library) (articles.Library, []effect.Effect) {
		return l.Gathered(msg.articles, msg.words)
	})
}

// watch waits for the next look.
func (a *App) watch() tea.Cmd {
	return tea.Tick(watchEvery, func(time.Time) tea.Msg { return look{} })
}

// lookNow asks whether others wrote to the article.
func (a *App) lookNow() tea.Cmd {
	if a.desk == nil || a.desk.reader.Waiting() {
		return nil
	}
	a.keepPlace()
	id := a.desk.article()
	return func() tea.Msg {
		seq, err := a.cfg.Store.Seq(id)
		if err != nil {
			return nil // the next save says what is wrong
		}
		return looked{id, seq}
	}
}

// keepPlace saves the reading place if it moved.
func (a *App) keepPlace() {
	if a.desk != nil && a.desk.reader.Caret() != a.desk.kept {
		a.desk.kept = a.desk.reader.Caret()
		a.cfg.Saver.SavePlace(a.desk.article(), a.desk.reader.Article().Digest, a.desk.kept, a.desk.reader.Read())
	}
}

// loadLibrary is a command.
func (a *App) loadLibrary() tea.Msg {
	items, err := a.cfg.Store.Items()
	if err != nil && items == nil {
		return failed{err}
	}
	return listed{items}
}

// quitNow keeps what is open and ends the program. What is still to be saved
// is drained by [Run].
func (a *App) quitNow() tea.Cmd {
	a.settleAll()
	return tea.Quit
}

// settleAll turns what is half done into changes, an open card first, and
// keeps the reading place.
func (a *App) settleAll() {
	if a.desk == nil {
		return
	}
	a.clear()
	r, fx := a.desk.reader.Settle()
	a.desk.reader = r
	a.run(fx)
	a.keepPlace()
}

// Leave tells the program to quit as if a person had: a signal came.
type Leave struct{}
