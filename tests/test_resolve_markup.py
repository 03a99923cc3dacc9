"""Deposited text made plain: situations of genuine titles and abstracts, texts retyped or made up."""

from __future__ import annotations

import time

import pytest

from refparse.resolve.markup import plain, plain_abstract

MML = 'xmlns:mml="http://www.w3.org/1998/Math/MathML"'


@pytest.mark.parametrize(
    ("deposited", "wanted"),
    [
        ("Gait &amp; Posture", "Gait & Posture"),
        ("Gait &amp;amp; Posture", "Gait & Posture"),
        ("R&D at AT&T: p &lt; 0.05, q<0.1, x <y and a&copy b", "R&D at AT&T: p < 0.05, q<0.1, x <y and a&copy b"),
        ("&lt;i&gt;Lucia&lt;/i&gt; &#38;amp; after", "Lucia & after"),
        ("K&#246;ln &#x2013; Bonn &nosuch; &#x110000;", "Köln – Bonn &nosuch; �"),
        ("<i>Fire</i> <EMPH>ecology</EMPH>", "Fire ecology"),
        ("An <notatag> stays, <b/> goes", "An <notatag> stays, goes"),
        ("NO<sub>3</sub>F and <sup>89</sup>Zr", "NO3F and 89Zr"),
        ("measured O\n     <sub>3</sub>\n     and HCOOH", "measured O3 and HCOOH"),
        ("uptake of\n   <sup>13</sup>\n   C in soil", "uptake of 13C in soil"),
        ("raised x\n <sup>2</sup>\n over y", "raised x2 over y"),
        ("a mirror experiment<sup>1</sup>", "a mirror experiment"),
        ("OXIDATION OF CERTAIN METALS<sup>1,2a</sup>", "OXIDATION OF CERTAIN METALS"),
        ("Coordinated ligands.<sup>1</sup> Acylation", "Coordinated ligands. Acylation"),
        ("growth to 10<sup>6</sup>", "growth to 106"),
        ("flow per m<sup>2</sup>", "flow per m2"),
        ("water<sup>1</sup> and oil", "water1 and oil"),
        ("water<sup>1<i>a</i></sup>", "water1a"),
        ("<sup>1</sup>", "1"),
        (
            "dynamics of<i>Burkholderia terrae</i>BS001 in the<i>Lyophyllum</i>sp.",
            "dynamics of Burkholderia terrae BS001 in the Lyophyllum sp.",
        ),
        ("<scp>T</scp>reebase: an <scp>R</scp>package", "Treebase: an Rpackage"),
        ("Two <i>Salmonella</i>s and <i>N</i>-acetyl", "Two Salmonellas and N-acetyl"),
        ("<i>Women in Ming China</i>\n            . A study", "Women in Ming China. A study"),
        ("mutants of <i>EGFR</i>\n  ‐mutant (\n <i>x</i>)", "mutants of EGFR‐mutant (x)"),
        (
            f"spin in the<mml:math {MML}><mml:mi>N</mml:mi> <mml:mo>=</mml:mo>\n<mml:mn>88</mml:mn></mml:math>nucleus",
            "spin in the N=88 nucleus",
        ),
        (f"Mn<mml:math {MML}><mml:msub><mml:mrow /><mml:mn>2</mml:mn></mml:msub></mml:math>VAl films", "Mn2VAl films"),
        (f"Mn<mml:math {MML}><mml:msub><mml:mrow></mml:mrow><mml:mn>2</mml:mn></mml:msub></mml:math>VAl", "Mn2VAl"),
        (
            "nucleus<math><mmultiscripts><mi>Tb</mi><mprescripts/><none/><mn>153</mn></mmultiscripts></math>",
            "nucleus 153Tb",
        ),
        (f"Jordan<mml:math {MML}><mml:mo>∗</mml:mo></mml:math>-derivations", "Jordan∗-derivations"),
        ("More on <math>\n  <mi>D</mi>\n  <mi>α</mi>\n</math>-closed sets", "More on Dα-closed sets"),
        ("<math><semantics><mi>x</mi><annotation>x_1</annotation></semantics></math> rises", "x rises"),
        (
            "<alternatives><tex-math>$x$</tex-math><mml:math><mml:mi>x</mml:mi></mml:math></alternatives> rises",
            "x rises",
        ),
        ("<tex-math>$x$</tex-math> rises", "$x$ rises"),
        (
            "ANAEMIA IN AN INFANT&lt;subtitle&gt;Successful Treatment&lt;/subtitle&gt;",
            "ANAEMIA IN AN INFANT: Successful Treatment",
        ),
        ("OpenType $$^{\\textregistered }$$ ® fonts, $18.50", "OpenType $$^{\\textregistered }$$ ® fonts, $18.50"),
        ("Generalized\xa0groups\u200b II\u00ad", "Generalized groups II"),
        ("  a\n   tab\tand run  ", "a tab and run"),
        ("lone \ud800 and \x00 nul", "lone � and � nul"),
        ("Muller composed: Mu\u0308ller", "Muller composed: Müller"),
        ("unclosed <i>forever and <math><mi>x</mi>", "unclosed forever and x"),
        ("", ""),
    ],
)
def test_text_is_made_plain(deposited, wanted):
    assert plain(deposited) == wanted


@pytest.mark.parametrize(
    ("deposited", "wanted"),
    [
        ("<jats:title>ABSTRACT</jats:title><jats:p>Effective response.</jats:p>", "Effective response."),
        (
            "<jats:title>Abstract</jats:title>\n <jats:sec><jats:title>Aim</jats:title>\n<jats:p>To see.</jats:p>",
            "Aim: To see.",
        ),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<jats:p>Abstract. Modelling the past</jats:p>", "Modelling the past"),
        ("<jats:title>What is known?</jats:title><jats:p>Little.</jats:p>", "What is known? Little."),
        ("Abstract expressionism in 1950", "Abstract expressionism in 1950"),
    ],
)
def test_abstracts_lose_their_heading_and_keep_those_of_their_sections(deposited, wanted):
    assert plain_abstract(deposited) == wanted


@pytest.mark.parametrize(
    "hostile",
    ["<i " * 60_000, "&amp;" * 60_000, "<math>" * 30_000, "\n " * 100_000, "<sup>1</sup>" * 12_000, "<" * 200_000],
)
def test_hostile_text_takes_linear_time(hostile):
    def seconds(text):
        start = time.process_time()
        plain(text)
        return time.process_time() - start

    # A quadratic step would take minutes for the whole.
    assert seconds(hostile) < 60 * max(seconds(hostile[: len(hostile) // 10]), 0.02)
