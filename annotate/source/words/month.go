package words

import "strings"

// Month is the number of the month that a word in lower case names, 1 to 12,
// and 0 for none: in full, cut as newspapers do, and in the form that it has in
// dates, in the languages of Europe, in Turkish, Indonesian, Arabic, Hebrew,
// Hindi, Bengali and Thai. What is November to Poles and Czechs but October to
// Croats ("listopada") is November.
func Month(word string) int {
	if month := monthInLatin(word); month > 0 {
		return month
	}
	return monthElsewhere(word)
}

// monthInLatin knows the names in Latin letters. A dotted capital I of Turkish
// is two characters in lower case.
func monthInLatin(word string) int {
	switch strings.ReplaceAll(word, "i̇", "i") {
	case "january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "gener", "janeiro", "januari",
		"stycznia", "styczeń", "sty", "ledna", "leden", "januára", "január", "januarja", "januara", "siječnja", "ianuarie", "ian",
		"tammikuuta", "tammikuu", "jaanuar", "sausio", "ocak", "janar", "janúar":
		return 1
	case "february", "feb", "februar", "febr", "feber", "février", "fevrier", "févr", "fév", "febrero", "febbraio", "febrer", "fevereiro", "fev",
		"februari", "lutego", "luty", "lut", "února", "únor", "februára", "február", "februarja", "februara", "veljače", "februarie",
		"helmikuuta", "helmikuu", "veebruar", "vasario", "şubat", "subat", "febrúar", "pebruari":
		return 2
	case "march", "mar", "märz", "mär", "maerz", "mrz", "mars", "marzo", "març", "março", "marco", "maart", "mrt", "marts", "marca", "marzec",
		"března", "březen", "március", "márc", "marta", "mart", "ožujka", "martie", "maaliskuuta", "maaliskuu", "märts", "kovo", "maret":
		return 3
	case "april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "kwiecień", "kwi", "dubna", "duben", "apríla", "április", "ápr",
		"aprila", "travnja", "aprilie", "huhtikuuta", "huhtikuu", "aprill", "balandžio", "nisan", "prill", "apríl":
		return 4
	case "may", "mai", "mayo", "maggio", "mag", "maig", "maio", "mei", "maj", "maja", "května", "květen", "mája", "május", "máj", "svibnja",
		"toukokuuta", "toukokuu", "gegužės", "mayıs", "mayis", "maí":
		return 5
	case "june", "jun", "juni", "juin", "junio", "giugno", "giu", "juny", "junho", "czerwca", "czerwiec", "cze", "června", "červen", "júna",
		"június", "jún", "junija", "juna", "lipnja", "iunie", "iun", "kesäkuuta", "kesäkuu", "juuni", "birželio", "haziran", "qershor", "júní":
		return 6
	case "july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "juliol", "julho", "lipca", "lipiec", "lip", "července", "červenec",
		"júla", "július", "júl", "julija", "jula", "srpnja", "iulie", "iul", "heinäkuuta", "heinäkuu", "juuli", "liepos", "temmuz", "korrik", "júlí":
		return 7
	case "august", "aug", "août", "aout", "agosto", "ago", "agos", "agost", "augustus", "augusti", "sierpnia", "sierpień", "sie", "srpna", "srpen",
		"augusta", "augusztus", "avgusta", "avgust", "kolovoza", "elokuuta", "elokuu", "rugpjūčio", "ağustos", "agustos", "agustus", "gusht", "ágúst":
		return 8
	case "september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set", "setembre", "setembro", "września", "wrzesień",
		"wrz", "září", "septembra", "szeptember", "szept", "rujna", "septembrie", "syyskuuta", "syyskuu", "rugsėjo", "eylül", "eylul", "shtator":
		return 9
	case "october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "października", "październik", "paź",
		"října", "říjen", "októbra", "október", "oktobra", "octombrie", "lokakuuta", "lokakuu", "oktoober", "spalio", "ekim", "tetor":
		return 10
	case "november", "nov", "novembre", "noviembre", "novembro", "listopada", "listopad", "lis", "listopadu", "novembra", "studenoga", "studenog",
		"noiembrie", "noi", "marraskuuta", "marraskuu", "lapkričio", "kasım", "kasim", "nëntor", "nóvember", "nopember":
		return 11
	case "december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dicembre", "desembre", "dezembro", "desember",
		"grudnia", "grudzień", "gru", "prosince", "prosinec", "decembra", "prosinca", "decembrie", "joulukuuta", "joulukuu", "detsember",
		"gruodžio", "aralık", "aralik", "dhjetor", "des":
		return 12
	}
	return 0
}

// monthElsewhere knows the names in other letters.
func monthElsewhere(word string) int {
	switch word {
	case "января", "январь", "янв", "січня", "січень", "януари", "јануар", "јануара", "ιανουαρίου", "ιανουάριος", "ιαν",
		"يناير", "جانفي", "ינואר", "בינואר", "जनवरी", "জানু\u09dfারি", "জানু\u09af\u09bcারি", "มกราคม":
		return 1
	case "февраля", "февраль", "фев", "лютого", "лютий", "февруари", "фебруар", "фебруара", "φεβρουαρίου", "φεβρουάριος", "φεβ",
		"فبراير", "فيفري", "شباط", "פברואר", "בפברואר", "फरवरी", "फ़रवरी", "ফেব্রু\u09dfারি", "ফেব্রু\u09af\u09bcারি", "กุมภาพันธ์":
		return 2
	case "марта", "март", "мар", "березня", "березень", "μαρτίου", "μάρτιος", "μαρ", "مارس", "آذار", "מרץ", "במרץ", "मार्च", "মার্চ", "มีนาคม":
		return 3
	case "апреля", "апрель", "апр", "квітня", "квітень", "април", "априла", "απριλίου", "απρίλιος", "απρ", "أبريل", "ابريل", "إبريل", "أفريل",
		"نيسان", "אפריל", "באפריל", "अप्रैल", "এপ্রিল", "เมษายน":
		return 4
	case "мая", "май", "травня", "травень", "мај", "маја", "μαΐου", "μαίου", "μάιος", "μαϊ", "مايو", "ماي", "أيار", "מאי", "במאי", "मई", "মে", "พฤษภาคม":
		return 5
	case "июня", "июнь", "июн", "червня", "червень", "юни", "јун", "јуна", "ιουνίου", "ιούνιος", "ιουν", "يونيو", "جوان", "حزيران", "יוני", "ביוני",
		"जून", "জুন", "มิถุนายน":
		return 6
	case "июля", "июль", "июл", "липня", "липень", "юли", "јул", "јула", "ιουλίου", "ιούλιος", "ιουλ", "يوليو", "جويلية", "تموز", "יולי", "ביולי",
		"जुलाई", "জুলাই", "กรกฎาคม":
		return 7
	case "августа", "август", "авг", "серпня", "серпень", "αυγούστου", "αύγουστος", "αυγ", "أغسطس", "اغسطس", "أوت", "آب", "אוגוסט", "באוגוסט",
		"अगस्त", "আগস্ট", "สิงหาคม":
		return 8
	case "сентября", "сентябрь", "сен", "сент", "вересня", "вересень", "септември", "септембар", "септембра", "σεπτεμβρίου", "σεπτέμβριος", "σεπ",
		"سبتمبر", "أيلول", "ספטמבר", "בספטמבר", "सितंबर", "सितम्बर", "সেপ্টেম্বর", "กันยายน":
		return 9
	case "октября", "октябрь", "окт", "жовтня", "жовтень", "октомври", "октобар", "октобра", "οκτωβρίου", "οκτώβριος", "οκτ",
		"أكتوبر", "اكتوبر", "אוקטובר", "באוקטובר", "अक्टूबर", "अक्तूबर", "অক্টোবর", "ตุลาคม":
		return 10
	case "ноября", "ноябрь", "ноя", "листопада", "листопад", "ноември", "новембар", "новембра", "νοεμβρίου", "νοέμβριος", "νοε",
		"نوفمبر", "נובמבר", "בנובמבר", "नवंबर", "नवम्बर", "নভেম্বর", "พฤศจิกายน":
		return 11
	case "декабря", "декабрь", "дек", "грудня", "грудень", "декември", "децембар", "децембра", "δεκεμβρίου", "δεκέμβριος", "δεκ",
		"ديسمبر", "דצמבר", "בדצמבר", "दिसंबर", "दिसम्बर", "ডিসেম্বর", "ธันวาคม":
		return 12
	}
	return 0
}
