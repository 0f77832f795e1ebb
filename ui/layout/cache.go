package layout

// cacheSize bounds each generation of a cache. It holds several screens of
// one-row blocks on the largest terminals.
const cacheSize = 256

type pieceKey struct{ block, piece int }

// A cache keeps the most recently used pieces, between cacheSize and twice as
// many. A piece that is used moves to the young generation; when that is full, the
// old one is dropped and the young one takes its place.
type cache struct {
	young, old map[pieceKey]*piece
}

func (c *cache) get(k pieceKey) *piece {
	if p := c.young[k]; p != nil {
		return p
	}
	p := c.old[k]
	if p != nil {
		c.put(k, p)
	}
	return p
}

func (c *cache) put(k pieceKey, p *piece) {
	if c.young == nil || len(c.young) >= cacheSize {
		c.old, c.young = c.young, make(map[pieceKey]*piece, cacheSize)
	}
	c.young[k] = p
}
