package articles

import (
	"strings"
	"testing"

	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// filed returns the screen of a library in which two of three articles are in collections.
func filed(t *testing.T) (*shelf, Model) {
	t.Helper()
	s := newShelf(t)
	for _, a := range []struct{ title, collection string }{{"Alpha", "Ferries"}, {"Beta", ""}, {"Gamma", "Éclairs"}} {
		if err := s.SetCollection(s.save(t, a.title), a.collection); err != nil {
			t.Fatal(err)
		}
	}
	m, cmd := finish(s.screen(t, 80), s.screen(t, 80).Init())
	return s, choose(settle(m, cmd), "Beta")
}

// choose selects an article by its title.
func choose(m Model, title string) Model {
	for i, r := range m.rows {
		if m.all[r.index].Title == title {
			m.List = m.List.To(i)
		}
	}
	return m
}

// kept returns the titles of the saved articles of a collection.
func (s *shelf) kept(t *testing.T, collection string) string {
	t.Helper()
	records, err := s.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, r := range records {
		if r.Collection == collection {
			titles = append(titles, r.Meta.Title)
		}
	}
	return strings.Join(titles, " ")
}

func TestAnArticleIsPutIntoACollectionAndOut(t *testing.T) {
	for name, c := range map[string]struct{ typed, want, says string }{
		"a new one":              {"Harbor  levy ", "Harbor levy", "In “Harbor levy”; u undoes it: “Beta”"},
		"in another case":        {"ferries", "Ferries", "In “Ferries”; u undoes it: “Beta”"},
		"completed":              {"FE\t", "Ferries", "In “Ferries”; u undoes it: “Beta”"},
		"completed twice":        {"\t\t", "Éclairs", "In “Éclairs”; u undoes it: “Beta”"},
		"the next after the end": {"Éclairs\t", "Ferries", "In “Ferries”; u undoes it: “Beta”"},
		"nothing begins so":      {"x\t", "x", "In “x”; u undoes it: “Beta”"},
		"no name":                {"", "", "In no collection as before: “Beta”"},
	} {
		t.Run(name, func(t *testing.T) {
			s, m := filed(t)
			m, _ = do(m, keys.SetCollection)
			if !strings.Contains(view(m), "tab: Ferries · Éclairs") {
				t.Errorf("collections in use are not shown:\n%s", view(m))
			}
			for _, r := range c.typed {
				if r == '\t' {
					m, _ = do(m, keys.Complete)
				} else {
					m, _ = update(m, tea.KeyPressMsg{Code: r, Text: string(r)})
				}
			}
			m, cmd := do(m, keys.Accept)
			if !strings.Contains(view(m), c.says) {
				t.Errorf("want %q:\n%s", c.says, view(m))
			}
			m = settle(m, cmd)
			if got := s.kept(t, c.want); !strings.Contains(got, "Beta") {
				t.Errorf("%q in %q", got, c.want)
			}
			if c.want == "" {
				return
			}
			if item, _ := m.selected(); item.Collection != c.want || !strings.Contains(view(m), "▌ "+c.want) {
				t.Errorf("%q is selected:\n%s", item.Collection, view(m))
			}
			m, cmd = do(m, keys.Undo)
			if m = settle(m, cmd); !strings.Contains(s.kept(t, ""), "Beta") || !strings.Contains(view(m), "In no collection again: “Beta”") {
				t.Errorf("after undo %q:\n%s", s.kept(t, ""), view(m))
			}
		})
	}
}

func TestEscLeavesTheCollection(t *testing.T) {
	s, m := filed(t)
	m, _ = do(choose(m, "Alpha"), keys.SetCollection)
	m, _ = update(m, tea.KeyPressMsg{Code: 'x', Text: "x"})
	m, cmd := do(m, keys.Back)
	if cmd != nil || s.kept(t, "Ferries") != "Alpha" || strings.Contains(view(m), "Ferriesx") || m.Keyboard().Mode != keys.Library {
		t.Errorf("%q:\n%s", s.kept(t, "Ferries"), view(m))
	}
	m, _ = do(m, keys.SetCollection)
	m, _ = update(m, tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	m, cmd = do(m, keys.Accept)
	if m = settle(m, cmd); s.kept(t, "Ferries") != "" || !strings.Contains(view(m), "In no collection; u undoes it: “Alpha”") {
		t.Errorf("%q:\n%s", s.kept(t, "Ferries"), view(m))
	}
}

// A change that lists the library again leaves the filter as it is.
func TestArticlesAreChangedWhileTheListIsFiltered(t *testing.T) {
	for _, action := range []keys.Action{keys.SetCollection, keys.RemoveArticle} {
		_, m := filed(t)
		m, _ = do(m, keys.StartFilter)
		m, _ = do(typed(m, "a"), keys.Accept) // all of them
		m, cmd := do(m, action)
		if action == keys.SetCollection {
			m, _ = update(m, tea.KeyPressMsg{Code: 'x', Text: "x"})
			m, cmd = do(m, keys.Accept)
		}
		m, cmd = finish(m, cmd)
		view(m)
		if m = settle(m, cmd); !strings.Contains(view(m), "Alpha") {
			t.Errorf("%s:\n%s", action, view(m))
		}
	}
}

// Articles are grouped and found by their collection.
func TestArticlesByCollection(t *testing.T) {
	_, m := filed(t)
	for range byCollection {
		var cmd tea.Cmd
		m, cmd = do(m, keys.CycleOrder)
		m = settle(m, cmd)
	}
	got := ""
	for _, r := range m.rows {
		got += m.all[r.index].Title + " "
	}
	if got != "Alpha Gamma Beta " || !strings.Contains(view(m), "Ordered by collection.") {
		t.Errorf("%q:\n%s", got, view(m))
	}
	m, _ = do(m, keys.StartFilter)
	if m = typed(m, "ferr"); titles(m) != "Alpha" {
		t.Errorf("found %q", titles(m))
	}
}
