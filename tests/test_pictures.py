"""How claims look, and the pictures of them: colours, SVG, PNG."""

from __future__ import annotations

import itertools
import re

import pytest

from claimgraph.views.look import THEMES, load_look, theme_css

# ---------------------------------------------------------------- the table of looks


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["page", "card", "canvas", "mark"])
def test_words_stand_out_from_their_ground(theme: str, ground: str) -> None:
    page = load_look()["page"]
    wanted = {"text": 4.5, "quiet": 4.5, "accent": 4.5} if ground != "mark" else {"text": 4.5}
    faint = {name: contrast(page[name][theme], page[ground][theme]) for name in wanted}
    assert {name: ratio for name, ratio in faint.items() if ratio < wanted[name]} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["page", "card", "canvas"])
def test_symbols_and_lines_stand_out_from_their_ground(theme: str, ground: str) -> None:
    look = load_look()
    colours = {name: about[theme] for table in ("kinds", "lines") for name, about in look[table].items()}
    ratios = {name: contrast(colour, look["page"][ground][theme]) for name, colour in colours.items()}
    assert {name: ratio for name, ratio in ratios.items() if ratio < 3} == {}


def test_kinds_differ_in_shape_and_lines_in_more_than_colour() -> None:
    look = load_look()
    outlines = [str(kind["outline"]) for kind in look["kinds"].values()]
    assert len(set(outlines)) == len(outlines)
    lines = {name: (tuple(line["dashes"]), line["head"]) for name, line in look["lines"].items()}
    alike = [pair for pair in itertools.combinations(lines, 2) if lines[pair[0]] == lines[pair[1]]]
    assert alike == []


def test_every_outline_is_about_as_large_as_a_circle_of_radius_one() -> None:
    outlines = {name: kind["outline"] for name, kind in load_look()["kinds"].items() if kind["outline"] != "circle"}
    reach = {name: max(abs(number) for point in points for number in point) for name, points in outlines.items()}
    assert all(0.85 <= far <= 1.25 for far in reach.values()), reach


def test_the_style_sheet_has_each_colour_once_for_each_theme() -> None:
    look, css = load_look(), theme_css(load_look())
    themes = re.findall(r":root[^{]*\{[^}]*\}", css)
    assert [block.split(" {")[0] for block in themes] == [":root", ':root[data-theme="dark"]', ":root:not([data-theme])"]
    names = (
        {f"--kind-{kind}" for kind in look["kinds"]}
        | {f"--claim-{line}" for line in look["lines"]}
        | {f"--{name}" for name in look["page"]}
    )
    for block in themes:
        declared = re.findall(r"(--[\w-]+): #[0-9a-f]{6};", block)
        assert sorted(declared) == sorted({*names, "--kind-value"})
    assert themes[1].partition("{")[2] == themes[2].partition("{")[2]
    assert f"--claim-denied: {look['lines']['denied']['dark']};" in themes[1]
    assert re.findall(r"\.tone-(\w+) \{ --tone: var\(--claim-\1\); \}", css) == list(look["lines"])


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours as WCAG reckons it, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(two)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
