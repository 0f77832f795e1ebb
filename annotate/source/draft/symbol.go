package draft

import "strings"

// The characters of fonts that show symbols in the place of letters, from U+0021 on,
// with a space where a font has none. Where Unicode has a symbol twice, they are the
// ones that more terminals can show.
const (
	symbolFont = "!∀#∃%&∋()∗+,−./0123456789:;<=>?" +
		"≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ " +
		"                                " +
		"€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓" +
		"◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
	wingdings = "✏✂✁👓🔔📖🕯☎✆✉📨📪📫📬📭📁📂📄📃📑🗄⏳⌨🖱🖲💻🖴💾🖬✇✍" +
		"✍✌👌👍👎☜☞☝☟🖐☺😐☹💣☠⚐🏱✈☼💧❄✝✞🕈✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■☐◻❑❒⬧⧫◆❖⬥☒⍓⌘❀✿❝❞ " +
		"⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿❧☙❧☙❧☙❧☙·•" +
		"▪○○◎◉◎○▪☐✦✦★✶✴✹✵⯐⌖⟡⌑ ✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛↲↳↰↱↵↴↶↷❦❦❦❦❦❦❧❧❧❧⌫⌦⮘➢⮙⮛⮈➲⮉⮋" +
		"←→↑↓↖↗↙↘⬅➔⬆⬇↖↗↙↘⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✓☒☑ "
	wingdings2 = "🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗✓☒☑☒☒⮾⮿🛇⦸" +
		"🙱🙴🙲🙳‽🙹🙺🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿ ☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥" +
		"🕦🕧🙨🙩⋅·⦁●○○○◎⊙⦿▪▪◾■□□□□□▣▣▣▣▣⬩⬥◇◆◈◈◈◈◈⬪⬧◊◊◖◗⯊⯋⯀⯁⬟⯂⬣⬢⯃⯄🞡🞢🞣" +
		"🞤🞥🞦🞧🞨🞩🞪🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺🞻🞼🞽🞾🞿🟀🟂🟄🟆🟉🟊✶🟌🟎🟐🟒✹🟃🟇✯🟍🟔⯌⯍※⁂      "
	wingdings3 = "←→↑↓↖↗↙↘⭰⭲⭱⭳↖↘↑↓↔↕←→↑↓↓⮠⮡⮢⮣⮤⮥⮦⮧⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌⭮⭯⎋⌤⌃⌥␣⍽⇪" +
		"⮸←→←→←→←→←→←→←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲ ▼▲▼◀▶←→↑↓←→↑↓←→↑↓" +
		"←→↑↓←→↑↓◀▶▲▼◀▶▲▼◀▶▲▼←→←→←→←🢜🢝🢞🢟→←→←→←→↑↓←→↑↓←→↑↓←→↑↓←→↑↓" +
		"⮨⮩⮪⮫⮬⮭⮮⮯←→↑↓↖↗↙↘←→↑↓↖↗↙↘←→↑↓↖↗↙↘◀▶▲▼◀▶▲▼               "
	webdings = "🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗⏴⏵⏶⏷⏪⏩⏮⏭⏸⏹⏺🗚🗳🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈" +
		"🎔🎕🗬🙽🗭🗪🗫⮔✔🚲⬜🛡📦🛱⬛🚑🛈🛩🛰🟈🕴⬤🛥🚔🗘🗙❓🛲🚇🚍⛳▸⊖🚭🗮⏐🗯🗲 🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠🛢" +
		"💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻🕵🕰🖽🖾📋🗒🗓🕮📚🗞🗟🗃🗂🖼🎭🎜🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻🖥🖦🖧🕹🎮🕻🕼📟🖁" +
		"🖀🖨🖩🖿🖪🗜🔒🔓🗝📥📤🕳🌣🌤🌥🌦☁🌨🌧🌩🌪🌬🌫🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊"
)

// FromFont returns text as its font shows it: a letter in Symbol, Webdings or one of the
// fonts called Wingdings is a Greek letter, an arrow or a check box, and U+FFFD if the font
// has none. It returns text in other fonts unchanged.
func FromFont(font, text string) string {
	var table string
	switch strings.ToLower(strings.NewReplacer(`"`, "", "'", "", " ", "").Replace(font)) {
	case "symbol":
		table = symbolFont
	case "wingdings":
		table = wingdings
	case "wingdings2":
		table = wingdings2
	case "wingdings3":
		table = wingdings3
	case "webdings":
		table = webdings
	default:
		return text
	}
	symbols := []rune(table)
	return strings.Map(func(r rune) rune {
		code := r
		if code >= 0xF020 && code <= 0xF0FF { // where Word keeps the characters of such fonts
			code -= 0xF000
		}
		switch {
		case code <= ' ' || code > 0xFF || r == '\u00A0':
			return r
		case symbols[code-'!'] == ' ':
			return '\uFFFD'
		}
		return symbols[code-'!']
	}, text)
}
