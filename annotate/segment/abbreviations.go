package segment

// A kind says what may follow an abbreviation in the same sentence, beside a word in
// lower case.
type kind uint8

const (
	ordinary kind = iota // nothing: not an abbreviation
	leading              // anything: Mr. Smith, vs. Norway, z.B. Hunde
	counting             // a number: No. 5, p. 12
	calendar             // a number, a day or a month: Jan. 6, Sat. Nov. 22
	clock                // a day, a month, a time zone: 8 p.m. Tuesday
	trailing             // anything but a frequent first word: Inc. Chairman, but Inc. The
)

// abbreviation returns the kind of a token without its last full stop: "Mr", "vs".
func abbreviation(token string) kind {
	switch token {

	// English: titles and ranks.
	case "Mr", "Mrs", "Ms", "Mx", "Messrs", "Mmes", "Dr", "Drs", "Prof", "Profs", "Rev", "Revs", "Hon", "Msgr",
		"Sen", "Sens", "Rep", "Reps", "Gov", "Govs", "Pres", "Atty", "Amb", "Ald", "Supt", "Supts", "Sec",
		"Gen", "Gens", "Col", "Cols", "Maj", "Capt", "Capts", "Lt", "Lts", "Cmdr", "Cdr", "Adm", "Brig",
		"Sgt", "Sgts", "Cpl", "Pfc", "Pvt", "Det", "Dets", "Insp", "Const", "Asst", "Fr", "Mt", "Ft", "Pt":
		return leading

	// English: never at the end of a sentence.
	case "vs", "v", "Cf", "Approx", "e.g", "i.e", "E.g", "I.e", "cf", "viz", "approx", "esp", "incl", "excl", "resp", "a.k.a", "c/o", "w.r.t":
		return leading

	// English: before numbers.
	case "No", "no", "Nos", "nos", "p", "pp", "Vol", "vol", "vols", "Ch", "ch", "Fig", "fig", "Figs", "figs", "Eq", "Eqs",
		"Art", "art", "para", "paras", "Ex", "Ver", "ver", "c", "ca", "circa", "est", "max", "min", "avg",
		"tel", "ext", "pop", "ft", "lb", "lbs", "oz", "Rte", "Hwy", "Apt", "Rm", "Op", "op":
		return counting

	// English: days and months. German and French where they differ.
	case "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
		"Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun",
		"Febr", "Okt", "Dez", "janv", "févr", "avr", "juil", "déc":
		return calendar
	case "a.m", "p.m", "A.M", "P.M", "am", "pm":
		return clock

	// English: companies, people and places.
	case "Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Mfg", "Intl", "Assn", "Dept", "dept", "Univ", "Inst", "Govt", "govt",
		"Jr", "Sr", "Esq", "al", "ed", "eds", "trans",
		"St", "Ste", "Ave", "Blvd", "Rd", "Ln", "Sq", "Bldg", "Mts",
		"Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass",
		"Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Penn", "Tenn", "Tex", "Vt", "Va",
		"Wash", "W.Va", "Wis", "Wyo", "Ont", "Que", "Alta":
		return trailing

	// German.
	case "Hr", "Hrn", "Frl", "Dipl", "Ing", "Mio", "Mrd", "Bio", "Tsd", "z", "d", "u", "o", "i", "s", "z.b", "z.B", "d.h", "d.i",
		"u.a", "u.ä", "o.ä", "z.t", "z.T", "i.d.R", "v.a", "bzw", "ggf", "vgl", "Vgl", "sog", "inkl", "exkl", "evtl", "geb", "gest",
		"bspw", "insb", "einschl", "zzgl", "abzgl", "vorm", "ehem", "hrsg", "n":
		return leading
	case "Nr", "Nrn", "Abs", "Kap", "Bd", "Bde", "Ziff", "Aufl", "Abb", "Anm", "Tel":
		return counting
	case "Str", "Jh", "Jhd", "Jhdt", "Chr", "Hrsg", "Hbf", "Bhf":
		return trailing

	// French.
	case "M", "MM", "Mme", "Mlle", "Mgr", "Vve", "p.ex", "c.-à-d", "env", "av", "apr", "éd", "chap", "coll", "dir":
		return leading
	}
	return ordinary
}
