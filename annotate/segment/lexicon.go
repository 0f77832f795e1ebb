package segment

// opener reports whether word is a frequent first word of sentences that seldom
// follows an abbreviation in the same sentence.
func opener(word string) bool {
	switch word {
	case "A", "About", "According", "After", "Again", "All", "Also", "Although", "An", "And", "Another", "Any", "Are", "As",
		"At", "Back", "Because", "Before", "Both", "But", "By", "Can", "Could", "Despite", "Did", "Do", "Does", "During",
		"Each", "Earlier", "Even", "Every", "Few", "Finally", "For", "From", "Given", "Had", "Has", "Have", "He", "Her", "Here",
		"His", "How", "However", "I", "If", "Image", "In", "Instead", "Is", "It", "Its", "Just", "Last", "Later", "Many", "Maybe",
		"Meanwhile", "Moreover", "Most", "My", "Neither", "Never", "Nevertheless", "No", "Nobody", "None", "Nor", "Not",
		"Nothing", "Now", "Of", "On", "Once", "Only", "Or", "Other", "Others", "Our", "People", "Perhaps", "Photo", "Retrieved", "Several", "She",
		"Should", "Since", "So", "Some", "Soon", "Still", "Such", "Than", "That", "The", "Their", "Then", "There", "These",
		"They", "This", "Those", "Though", "Through", "Throughout", "Thus", "To", "Today", "Unlike", "Until", "Was", "We",
		"Were", "What", "Whatever", "When", "Where", "Whether", "Which", "While", "Who", "Why", "Will", "With", "Within",
		"Without", "Would", "Yes", "Yesterday", "Yet", "You", "Your":
		return true
	case "Aber", "Als", "Am", "Auch", "Auf", "Aus", "Bei", "Bis", "Da", "Damit", "Dann", "Das", "Dazu", "Dem", "Den", "Denn",
		"Der", "Des", "Die", "Dies", "Diese", "Dieser", "Dieses", "Doch", "Dort", "Ein", "Eine", "Einen", "Er", "Es", "Heute",
		"Hier", "Ich", "Ihr", "Ihre", "Im", "Man", "Mit", "Nach", "Nicht", "Noch", "Nur", "Ob", "Sein", "Seine",
		"Sie", "Sondern", "Und", "Von", "Vor", "Wenn", "Wer", "Wie", "Wir", "Zu", "Zum", "Zur":
		return true
	case "À", "Au", "Aussi", "Aux", "Avec", "Car", "Ce", "Ces", "Cet", "Cette", "Comme", "Dans", "Depuis", "Elle", "Elles",
		"En", "Enfin", "Et", "Il", "Ils", "Je", "La", "Le", "Les", "Mais", "Nous", "Par", "Pour", "Puis",
		"Quand", "Selon", "Si", "Son", "Sur", "Un", "Une", "Vous":
		return true
	}
	return false
}

// saying reports whether word is a verb of saying.
func saying(word string) bool {
	switch word {
	case "said", "says", "asked", "asks", "added", "adds", "replied", "replies", "answered", "answers", "wrote", "writes",
		"told", "tells", "shouted", "shouts", "cried", "exclaimed", "demanded", "wondered", "wonders", "joked", "quipped",
		"tweeted", "posted", "continued", "continues", "recalled", "recalls", "insisted", "insists", "whispered",
		"yelled", "screamed", "declared", "remarked", "responded", "queried", "inquired", "mused":
		return true
	}
	return false
}

// lettered reports whether word, in lower case, takes a letter as its name: after
// "vitamin C." a new sentence begins.
func lettered(word string) bool {
	switch word {
	case "appendix", "article", "block", "category", "channel", "class", "column", "company", "division", "exhibit", "factor",
		"figure", "gate", "grade", "group", "hepatitis", "influenza", "item", "level", "line", "option", "part", "phase",
		"plan", "point", "rating", "schedule", "section", "series", "table", "team", "tier", "title", "type", "unit",
		"version", "vitamin", "war", "zone":
		return true
	}
	return false
}

// timeWord reports whether word is a day, a month or a time zone.
func timeWord(word string) bool {
	switch word {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "GMT", "BST", "UTC", "CET", "CEST",
		"EET", "EEST", "IST", "JST", "HKT", "AEST", "AEDT", "NZST", "Eastern", "Central", "Mountain", "Pacific":
		return true
	}
	k := abbreviation(word)
	return k == calendar && word != "Mar" && word != "Sun"
}

// ordinalNoun reports whether word is a German noun that often follows an ordinal
// number.
func ordinalNoun(word string) bool {
	switch word {
	case "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
		"Jänner", "Armee", "Auflage", "Bundesliga", "Etage", "Geburtstag", "Jahr", "Jahrestag", "Jahrhundert", "Jahrhunderts",
		"Jahrhunderte", "Kapitel", "Klasse", "Lebensjahr", "Liga", "Mal", "Minute", "Platz", "Quartal", "Rang", "Runde",
		"Spieltag", "Stock", "Stunde", "Tag", "Weltkrieg", "Weltkriegs", "Weltkrieges", "Woche":
		return true
	}
	return false
}

// ordinalArticle reports whether word, in lower case, is a German word that often
// precedes an ordinal number.
func ordinalArticle(word string) bool {
	switch word {
	case "der", "dem", "den", "des", "das", "vom", "zum", "zur", "im", "beim", "seit", "jeder", "jeden":
		return true
	}
	return false
}
