package source

import "testing"

func TestRaisedAndLoweredFiguresDoNotFuse(t *testing.T) {
	for html, want := range map[string]string{
		"10<sup>6</sup> t of CO<sub>2</sub>":                              "10^6 t of CO2",
		"1 in 10<sup>−5</sup>, 2<sup>n</sup>":                             "1 in 10^−5, 2^n",
		"2<sup>1</sup>/<sub>2</sub> m, <sup>3</sup>⁄<sub>4</sub>":         "2 1/2 m, 3⁄4",
		"3<sup>1/2</sup> in":                                              "3 1/2 in",
		"log<sub>2</sub>8, 7<sub>10</sub>":                                "log2 8, 7_10",
		"SO<sub>4</sub><sup>2−</sup>":                                     "SO4^2−",
		"1<sup>st</sup>, 20<sup>th</sup>, 3<sup>e</sup>, 2<sup>ème</sup>": "1st, 20th, 3e, 2ème",
		"$4<sup>99</sup>, € 3,<sup>50</sup>":                              "$4.99, € 3,50",
		"a judge said.<sup>3</sup> “No.”<sup>4, 5</sup>":                  "a judge said.[3] “No.”[4, 5]",
		"the levy<sup>7</sup> (of the board)<sup>8</sup>":                 "the levy[7] (of the board)[8]",
		"(a + b)<sup>2</sup>, 4 m<sup>2</sup>, x<sub>i</sub>":             "(a + b)^2, 4 m2, xi",
		"1<span style='vertical-align: super'>3</span>":                   "1^3",
		"in <sup>14</sup>C, R<sup>*</sup>, 5<sup>*</sup>":                 "in 14C, R*, 5*",
		"<b>10</b><sup><b>3</b></sup><br>8<br><sup>2</sup>":               "10^3\n8\n2",
	} {
		a, err := Read([]byte("<p>"+html), Options{Type: "html"})
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, a)
		if a.Text != want {
			t.Errorf("%s: got %q, want %q", html, a.Text, want)
		}
	}
}
