"""What a page is about in; one HTML file out that draws it, whole and offline.

Up to some 1,500 nodes pyvis (vis-network) draws, above sigma with graphology, both in the
same page, which is our own template. Everything the page needs is in it, its
Content-Security-Policy names its scripts and styles by their hashes, and what the corpus
says reaches it as data only, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

import jinja2
from markupsafe import Markup

from claimgraph.views.drawing import MAX_NODES, Drawing, draw_graph
from claimgraph.views.graph import claim_graph
from claimgraph.views.look import load_look, theme_css
from claimgraph.views.pagedata import page_data, voices_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.views.pagedata import Content

__all__ = ["SCRIPTS", "PageOptions", "embed_json", "render_page"]

#: The page's own scripts, in the order in which they run; `{picture}` is that of the renderer.
SCRIPTS = (
    "data.js", "clashes.js", "make.js", "look.js", "assessments.js", "state.js", "dates.js", "filters.js", "search.js", "panel.js", "panel-claim.js", "panel-node.js", "panel-findings.js",
    "table.js", "parts.js", "sayings.js", "origins.js", "contradictions.js", "updates.js", "due.js", "timescale.js", "timemarks.js", "timeline.js", "ways.js", "provenance.js",
    "draw-shapes.js", "draw-scene.js", "draw-texts.js", "draw-hover.js", "draw-canvas.js", "{picture}", "rings.js", "picture.js",
    "focus.js", "link.js", "png.js", "keys.js", "start.js",
)  # fmt: skip
_PAGE = os.path.join(os.path.dirname(__file__), "page")


class PageOptions(NamedTuple):
    """How a page is to be: its heading, who draws, what opens first, what it is centred on, and what is to be said below it."""

    title: str
    renderer: str = "auto"
    view: str = "entities"
    focus: Sequence[str] = ()
    notes: Sequence[str] = ()


def render_page(content: Content, options: PageOptions) -> str:
    """Return the page."""
    graph = claim_graph(content.claims, content.entities, content.sources, content.words)
    data = page_data(content)
    drawing = draw_graph(graph, voices_of(content), options.focus)
    sigma = options.renderer == "sigma" or (options.renderer == "auto" and len(graph) > MAX_NODES)
    look = load_look()
    data |= {
        "title": options.title,
        "nodes": len(graph),
        "renderer": "sigma" if sigma else "vis",
        "view": options.view,
        "focus": [node for node in options.focus if node in graph],
        "notes": list(options.notes),
        "look": look,
    }
    return _fill_sigma(drawing, data) if sigma else _fill_vis(drawing, data)


def _fill_vis(drawing: Drawing, data: dict[str, Any]) -> str:
    """Let pyvis fill our template; nodes are given to it all at once, for one by one takes it quadratic time."""
    import pyvis
    from pyvis.network import Network

    vis = os.path.join(os.path.dirname(pyvis.__file__), "lib", "vis-9.1.2")
    scripts = [_read(vis, "vis-network.min.js"), *_own_scripts("draw-vis.js")]
    net = Network(directed=True, cdn_resources="in_line")
    net.nodes, net.edges = [{**node, "shape": "custom"} for node in drawing.nodes], drawing.edges
    net.options = {"physics": {"enabled": False}, "interaction": {"hover": True, "multiselect": False}}
    licences = "vis-network 9.1.2: Apache-2.0 or MIT, as is said at the head of its script in this page."
    net.templateEnv = _environment(data, scripts, [_read(vis, "vis-network.css")], licences)
    html: str = net.generate_html()
    return html


def _fill_sigma(drawing: Drawing, data: dict[str, Any]) -> str:
    vendor = os.path.join(_PAGE, "vendor")
    scripts = [
        _read(_PAGE, "no-card.js"),
        _read(vendor, "graphology.umd.min.js"),
        _read(vendor, "sigma.min.js"),
        *_own_scripts("draw-sigma.js"),
    ]
    licences = "\n\n".join(f"{name}\n\n{_read(vendor, f'LICENSE-{name}.txt')}" for name in ("sigma", "graphology"))
    template = _environment(data, scripts, [], licences).get_template("template.html")
    return template.render(nodes=drawing.nodes, edges=drawing.edges, options={})


def _own_scripts(picture: str) -> list[str]:
    return [_read(_PAGE, name.format(picture=picture)) for name in SCRIPTS]


def _environment(data: dict[str, Any], scripts: list[str], styles: list[str], licences: str) -> jinja2.Environment:
    """Return an environment in which the template finds all but the graph."""
    styles = [*styles, theme_css(data["look"]), *(_read(_PAGE, name) for name in ("page.css", "views.css", "findings.css", "print.css"))]
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_PAGE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["embed"] = lambda value: Markup(embed_json(value))  # noqa: S704  # escaped by embed_json
    environment.globals |= {
        "title": data["title"],
        "data": data,
        "licences": licences,
        "policy": _policy(scripts, styles),
        # Our own files and those of the renderers, never anything from a corpus.
        "scripts": [Markup(text) for text in scripts],  # noqa: S704
        "styles": [Markup(text) for text in styles],  # noqa: S704
    }
    return environment


def embed_json(value: object) -> str:
    r"""Write JSON that cannot leave the script element it stands in.

    >>> embed_json("</script>&\u2028")
    '"\\u003c/script\\u003e\\u0026\\u2028"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return a policy that allows these scripts and styles, pictures made in the page, and nothing else."""
    allowed = [" ".join(f"'sha256-{_hash(text)}'" for text in texts) for texts in (scripts, styles)]
    return f"default-src 'none'; script-src {allowed[0]}; style-src {allowed[1]}; img-src data: blob:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _read(folder: str, name: str) -> str:
    with open(os.path.join(folder, name), encoding="utf-8") as file:  # newlines become \n, as a browser reads them
        return file.read()
