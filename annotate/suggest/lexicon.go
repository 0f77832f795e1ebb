package suggest

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed english.txt
var english string

// A form is how a verb of saying is inflected.
type form uint8

const (
	noVerb form = iota
	base
	finite
	participle
)

// verbs returns the verbs of saying by their forms.
var verbs = sync.OnceValue(func() map[string]form {
	forms := map[string]form{}
	for line := range strings.Lines(english) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		for i, w := range words {
			switch {
			case i == 0:
				forms[w] = base
			case strings.HasSuffix(w, "ing"):
				forms[w] = participle
			default:
				forms[w] = finite
			}
		}
	}
	return forms
})

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// Words of English, in lower case but for abbreviations.
var (
	abbreviations = setOf("Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col Sgt Capt Rev Hon St Jr Sr")
	pronouns      = setOf("i he she it we they you who one everyone someone")
	articles      = setOf("the a an his her its their our my your this that these those one another some several many")
	auxiliaries   = setOf("has had have having would could will is was were are be been being did does do may might should can must not n't")
	adverbs       = setOf("also then once never even just still recently again first now often always later earlier ever already only simply " +
		"yesterday today soon further instead reportedly")
	// institutions are parts of names that no person has.
	institutions = setOf("agency army assembly association bank board border bureau cartel center centre chamber church city club commission " +
		"committee company congress council county court customs department district federation force forces foundation fund government group guard " +
		"hall hospital house institute journal league ministry museum national news north office organization parliament party police post " +
		"press protection republic river senate service south states street supreme team times trade tribune union united university")
	// clauseWords never belong to a noun phrase.
	clauseWords = setOf("that when while because if as but or so than who whom whose which what where why how although though since until unless " +
		"in on at to with from by during after before about over under through into against between without amid following " +
		"there here yes no like via upon within toward towards among near")
	days = setOf("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december")
	// strong verbs of saying.
	strong = setOf("said says say told tells tell asked asks wrote writes added adds noted notes argued argues explained explains insisted insists " +
		"declared declares announced announces replied replies responded responds continued continues concluded concludes stated states " +
		"remarked remarks observed observes tweeted tweets claimed claims warned warns recalled recalls joked jokes acknowledged acknowledges " +
		"admitted admits commented comments exclaimed exclaims shouted shouts quipped contended contends asserted asserts reported reports " +
		"suggested suggests vowed vows testified testifies saying adding telling writing")
	// openers begin a sentence before its subject.
	openers = setOf("however still meanwhile and but asked hours days weeks later instead also then so yet moreover")
	// particles are lower-case words inside names.
	particles = setOf("of de von van der den la le el al bin ben du da di dos")
)
