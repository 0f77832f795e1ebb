package furniture

import "testing"

func TestControlsOfPages(t *testing.T) {
	for _, text := range []string{
		"Image 1 of 5", "1 of 6", "Image 1 of / 9", "Bild 3 von 12", "Photo 2 sur 8", "Foto 2 de 10", "Zdjęcie 1 z 5", "Foto 4/7", "(2 of 3)", "Photo 3 / 12",
		`[button link=”http://example.org/kit/” type=”big”] Send us YOUR kit review[/button]`, "[shortcode id=3]", `[gallery ids="1,2,3"]`, "[embed]https://video.example/9[/embed]", "[/vc_row]",
		"drukuj", "Podobał ci się ten artykuł? Podziel się nim!", "Like this story? Share it with a friend!", "Gefällt Ihnen dieser Artikel?", "Cet article vous a plu ? Partagez-le.",
		"¿Te gustó este artículo? Compártelo.", "Czytaj także: Nowy most", "Press contact: Ada Lund",
	} {
		if v, ok := Judge(text); !ok || !v.Folded {
			t.Errorf("%q is not furniture: %v", text, v)
		}
	}
	for _, text := range []string{
		"5 of 1", "3/5", "Two of five", "Page 3 of the report", "1 of 5 ferries was late", "[1] A report on ferries", "[laughs]", "[The crews] said no", "[sic]", "[1]", "[a]", "4 de mayo de 2026",
		"He lost 3 of 5 games.", "Like this story of a ferry, others ended at the pier, too, and nobody asked those who had sailed in them for years and years on end, nor those who still wait for them in the harbour every night.",
	} {
		if v, ok := Judge(text); ok {
			t.Errorf("%q is furniture: %v", text, v)
		}
	}
}
