"""A drawing, its claims and its sources in; a picture as SVG out, whole on one sheet, fit to print.

The sheet has a heading, the drawing, a legend with counts, and where the claims are from.
It is plain SVG: no script, no style sheet, nothing from elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.exports.xmltext import escape_xml
from claimgraph.views.look import load_look
from claimgraph.views.picture.edgewords import place_words
from claimgraph.views.picture.legend import CAPTION, GONE, draw_legend, kind_name
from claimgraph.views.picture.lettering import fold
from claimgraph.views.picture.marks import Ink, element, number, text
from claimgraph.views.picture.routes import route_edges
from claimgraph.views.picture.shapes import Box, Grid, around
from claimgraph.views.picture.things import HEAD_SIZE, find_overlaps, place_things

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimgraph.views.drawing import Drawing
    from claimgraph.views.look import Look
    from claimgraph.views.picture.edgewords import Word
    from claimgraph.views.picture.routes import Line
    from claimgraph.views.picture.things import Thing

__all__ = ["Layout", "lay_out", "render_svg"]

_MARGIN = 36
_NARROWEST = 900
_TITLE, _SMALL = 26, 13
_SOURCES = 8
#: Things are moved apart step by step until nothing overlaps and the words have room.
_STRETCHES = (1.0, 1.06, 1.12, 1.2, 1.3, 1.4)
#: A small drawing has all the room of the sheet, and says everything.
_FEW = 40
_ROOMY = (1.4, 1.6, 1.8, 2.1, 2.5, 3.0)
#: Of so many lines, the predicate may go unsaid rather than make the picture larger still.
_UNSAID = 0.2
#: In pictures of more edges, words get the room there is.
_MANY = 300
#: In pictures of more things, lines are drawn straight, and without words.
_CAREFUL = 600


class Layout(NamedTuple):
    """Where everything is: things, the lines between them, the words on the lines."""

    things: list[Thing]
    lines: list[Line]
    words: list[Word]


def render_svg(drawing: Drawing, data: Mapping[str, Any], *, title: str, theme: str = "light") -> str:
    """Return the picture.

    `data` has the `claims`, `entities` and `sources` as a page has them, and `notes` on what was chosen. Of a large graph the picture
    shows what the page shows first, and says so.
    """
    look = load_look()
    ink = Ink(look, theme)
    layout = lay_out(drawing, data["claims"], look)
    body = around([*(thing.ground for thing in layout.things), *(_box(line) for line in layout.lines)])
    width = max(_NARROWEST, body.width + 2 * _MARGIN)
    # Words around a large drawing grow with it, to be read when all of it is printed on one page.
    scale = min(1.6, max(1.0, width / 1400))
    inner = width / scale
    below_title = ". ".join([_counts(layout, drawing, data), *(note.removesuffix(".") for note in data.get("notes", ()))])
    heading, top = _heading(title, below_title, ink, inner)
    names = {entity["kind"]: entity["type"] for entity in data.get("entities", {}).values() if "," not in entity["type"]}
    legend, high = draw_legend(layout.things, layout.lines, ink, (_MARGIN, 0), inner - 2 * _MARGIN, names)
    origin, foot = _origin(layout, data, ink, high + 8, inner)
    below = top * scale + body.height + 30
    height = below + foot * scale
    # The drawing keeps its own numbers, and is moved as one.
    move = f"translate({number((width - body.width) / 2 - body.left)} {number(top * scale - body.top)})"
    pieces = [
        element("rect", width=width, height=height, fill=ink.page("canvas")),
        element("g", *heading, transform=f"scale({scale:.3f})"),
        element("g", *_draw(layout, ink), transform=move),
        element("g", *legend, *origin, transform=f"translate(0 {number(below)}) scale({scale:.3f})"),
    ]
    return _document(width, height, title, f"A graph of {_counts(layout, drawing, data)}.", pieces)


def lay_out(drawing: Drawing, claims: Sequence[Mapping[str, Any]], look: Look) -> Layout:
    """Place everything: with the least stretch at which nothing overlaps and nearly every word has room."""
    first = [node for node in drawing.nodes if "first" in node]
    nodes, known = first or drawing.nodes, {claim["id"]: claim for claim in claims}
    careful = len(nodes) <= _CAREFUL
    best: tuple[tuple[int, ...], Layout] | None = None
    for things in _stretched(nodes, len(drawing.edges)):
        lines = route_edges(drawing.edges, things, known, look, careful=careful)
        words = place_words(lines, things) if careful else []
        cost = _cost(lines, words)
        if best is None or cost < best[0]:
            best = cost, Layout(things, lines, words)
        if not any(cost):
            break
    assert best
    return best[1]


def _cost(lines: Sequence[Line], words: Sequence[Word]) -> tuple[int, ...]:
    """Say what is amiss: scores without room, too many predicates without room; and in small drawings lines that words cut."""
    scores = sum(line.score for line in lines) - sum(word.score for word in words)
    missing = sum(bool(line.text) for line in lines) - len(words)
    if len(lines) <= _FEW:
        return scores, missing, sum(word.cuts for word in words)
    return scores, max(0, missing - round(len(lines) * _UNSAID))


def _stretched(nodes: Sequence[dict[str, Any]], edges: int) -> Iterator[list[Thing]]:
    """Yield the things with ever more room, from where nothing overlaps; only once where there are many edges."""
    stretches = _STRETCHES if edges > _FEW else _ROOMY
    overlaps = [len(find_overlaps(place_things(nodes, stretch))) for stretch in stretches]
    least = overlaps.index(min(overlaps))
    for stretch in stretches[least : None if edges <= _MANY else least + 1]:
        yield place_things(nodes, stretch)


def _box(line: Line) -> Box:
    xs, ys = zip(*line.curve.points(16), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys)).grown(4)


# ------------------------------------------------------------ parts of the sheet


def _counts(layout: Layout, drawing: Drawing, data: Mapping[str, Any]) -> str:
    claims, things = {line.claim["id"] for line in layout.lines}, len(layout.things)
    sources = {line.claim["source"] for line in layout.lines}
    return (
        f"{_count(len(claims), 'claim', of=len(data['claims']))} about {_count(things, 'thing', of=len(drawing.nodes))}"
        f" from {_count(len(sources), 'source')}"
    )


def _count(number_: int, word: str, *, of: int = 0) -> str:
    whole = f" of {of:,}" if of > number_ else ""
    return f"{number_:,}{whole} {word}{'' if max(number_, of) == 1 else 's'}"


def _heading(title: str, counts: str, ink: Ink, width: float) -> tuple[list[str], float]:
    """Return the heading, and where what follows begins."""
    y = float(_MARGIN + 10)
    pieces = []
    for line in fold(title, width - 2 * _MARGIN, _TITLE, bold=True):
        pieces.append(text(line, _MARGIN, y, _TITLE, ink.page("text"), bold=True))
        y += _TITLE * 1.25
    for line in fold(counts, width - 2 * _MARGIN, _SMALL + 1):
        pieces.append(text(line, _MARGIN, y, _SMALL + 1, ink.page("quiet")))
        y += _SMALL * 1.5
    return pieces, y + 16


def _origin(layout: Layout, data: Mapping[str, Any], ink: Ink, y: float, width: float) -> tuple[list[str], float]:
    """Return the lines that say where the claims are from, and the height of the sheet with them."""
    counts: dict[str, set[str]] = {}
    for line in layout.lines:
        counts.setdefault(line.claim["source"], set()).add(line.claim["id"])
    order = sorted(counts, key=lambda source: (-len(counts[source]), source))
    pieces = [element("path", d=f"M{_MARGIN} {number(y)}H{number(width - _MARGIN)}", stroke=ink.page("line"))] if order else []
    y += 10
    more = len(order) - _SOURCES
    said = [f"{_source_line(source, data['sources'].get(source))} ({_count(len(counts[source]), 'claim')})" for source in order[:_SOURCES]]
    lines = [part for words in said for part in fold(words, width - 2 * _MARGIN - CAPTION, _SMALL)]
    caption = ["Source" if len(order) == 1 else "Sources"] if order else []
    for number_, words in enumerate([*lines, *([f"and {_count(more, 'more source')}"] if more > 0 else [])]):
        y += _SMALL * 1.5
        pieces += [text(word, _MARGIN, y - _SMALL * 0.4, _SMALL, ink.page("quiet"), bold=True) for word in caption if not number_]
        pieces.append(text(words, _MARGIN + CAPTION, y - _SMALL * 0.4, _SMALL, ink.page("quiet")))
    return pieces, y + _MARGIN * 0.7


def _source_line(curie: str, source: Mapping[str, Any] | None) -> str:
    """Name a source as a reader would cite it."""
    if not source:
        return curie
    rest = [part for part in (source["by"], source["published"]) if part]
    return ", ".join([f"“{source['headline']}”", *rest])


def _document(width: float, height: float, title: str, description: str, pieces: Sequence[str]) -> str:
    document = element(
        "svg",
        "\n",
        element("title", escape_xml(title), id="claims-title"),
        element("desc", escape_xml(description), id="claims-desc"),
        "\n",
        "\n".join(pieces),
        "\n",
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {number(width)} {number(height)}",
        font_family="Inter, Helvetica, Arial, sans-serif",
        role="img",
        aria_labelledby="claims-title claims-desc",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'


# ------------------------------------------------------------ the drawing


def _draw(layout: Layout, ink: Ink) -> Iterator[str]:
    """Yield lines first, then the words on them, then the things."""
    yield "\n"
    for line in layout.lines:
        yield _line(line, ink) + "\n"
    for word in layout.words:
        yield _word(word, ink) + "\n"
    passed = _passed(layout)
    for thing in layout.things:
        yield _thing(thing, ink, on_plate=thing.id in passed) + "\n"


def _line(line: Line, ink: Ink) -> str:
    name = element("title", escape_xml(line.claim["label"]))
    pieces = ink.line(line.look, line.curve, main=line.main, opinion=line.opinion)
    return element("g", name, *pieces, data_claim=line.claim["id"], opacity=GONE if line.gone else None)


def _word(word: Word, ink: Ink) -> str:
    colour = ink.page("text" if word.score else "quiet")
    room = Box(-word.width / 2, -word.height / 2, word.width / 2, word.height / 2)
    turn = f" rotate({number(word.turn)})" if word.turn else ""
    letters = ink.letters(word.texts, room._replace(bottom=room.bottom - 1), word.size, colour, bold=word.score)
    return element("g", ink.plate(room), *letters, transform=f"translate({number(word.x)} {number(word.y)}){turn}")


def _passed(layout: Layout) -> set[str]:
    """Return the things whose letters a line passes behind."""
    grid = Grid()
    for thing in layout.things:
        if not thing.is_value:
            grid.add(thing.letters, thing.id)
    return {name for line in layout.lines for point in line.curve.points(48) for name in grid.at(point, 1)}


def _thing(thing: Thing, ink: Ink, *, on_plate: bool) -> str:
    label = " ".join(thing.lines)
    name = element("title", escape_xml(f"{thing.head}: {label}" if thing.head else f"{label} ({kind_name(thing.kind)})"))
    room = thing.letters._replace(bottom=thing.letters.bottom - (5 if thing.is_value else 0))
    letters = ink.letters(thing.lines, room, thing.font, ink.page("text"), bold=thing.bold)
    if not thing.is_value:
        plate = [ink.plate(thing.letters)] if on_plate else []
        return element("g", name, *plate, ink.symbol(thing.kind, thing.x, thing.y, thing.size), *letters)
    head = (
        text(thing.head, thing.x, thing.body.top + 5 + HEAD_SIZE * 0.6, HEAD_SIZE, ink.page("quiet"), anchor="middle") if thing.head else ""
    )
    return element("g", name, ink.frame(thing.kind, thing.body), head, *letters)
