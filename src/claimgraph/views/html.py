"""Claims, entities and sources in; one HTML page out that draws them, whole and offline.

pyvis (vis-network) draws; the page around it is our own template. Everything the page
needs is in it, its Content-Security-Policy names its scripts and styles by their hashes,
and what the corpus says reaches it as data only, never as markup.
"""

from __future__ import annotations

import base64
import collections
import hashlib
import json
import os
import textwrap
from typing import TYPE_CHECKING, Any

import networkx as nx

from claimgraph.views.graph import VALUE_KINDS, amount_text, busiest, claim_graph, date_text, kind_of, shorten, speakers_of
from claimgraph.views.layout import place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimgraph.views.graph import Words

__all__ = ["embed_json", "render_page"]

#: The largest graph that is drawn whole; of a larger one, the busiest part.
MAX_NODES = 1500
_SCRIPTS = ("look.js", "panel.js", "page.js")
_TIMES = (("said", "said"), ("from", "holds from"), ("until", "holds until"), ("due", "due"))
#: What a character takes of its font's size, on average, in a sans-serif face.
_CHAR = 0.56


def render_page(
    claims: Sequence[dict[str, Any]],
    entities: Mapping[str, dict[str, Any]],
    sources: Mapping[str, dict[str, Any]],
    words: Words,
    *,
    title: str,
) -> str:
    """Return the page."""
    whole = claim_graph(claims, entities, sources, words)
    graph = busiest(whole, MAX_NODES)
    data = {
        "title": title,
        "shown": len(graph),
        "nodes": len(whole),
        "claims": [_claim(claim, entities, sources, words) for claim in claims],
        "entities": {curie: _entity(entity, words) for curie, entity in sorted(entities.items())},
        "sources": {curie: _source(source, entities, words) for curie, source in sorted(sources.items())},
    }
    return _fill(graph, data)


# ------------------------------------------------------------ data of the page


def _claim(claim: dict[str, Any], entities: Mapping[str, Any], sources: Mapping[str, Any], words: Words) -> dict[str, Any]:
    names = _Names(entities, sources, words)
    return {
        "id": claim["id"],
        "label": claim["label"],
        "source": claim["source"],
        "modality": claim["modality"].removeprefix("cg:"),
        "polarity": claim["polarity"].removeprefix("cg:"),
        "stance": claim["stance"].removeprefix("cg:"),
        "status": claim["status"],
        "note": claim["note"],
        "speakers": speakers_of(claim, sources),
        "chain": [_hop(hop, names) for hop in claim["attribution"]],
        "evidence": [{key: span[key] for key in ("start", "end", "quote", "verified")} for span in claim["evidence"]],
        "times": [[name, date_text(claim[key])] for key, name in _TIMES if claim[key]],
        "says": [[s, names(s), words(p), *_object(o, names, words)] for s, p, o in claim["triples"]],
        "rdf": [[s, p, _rdf(o)] for s, p, o in claim["triples"]],
    }


def _hop(hop: dict[str, Any], names: _Names) -> dict[str, Any]:
    who = names(hop["agent"]) if hop["agent"] else hop["unnamed"] or ""
    return {
        "agent": hop["agent"],
        "who": who,
        "unnamed": bool(hop["unnamed"]),
        "source": hop["source"],
        "speech": (hop["speech"] or "").removeprefix("cg:"),
        "cue": hop["cue"],
        "role": hop["role"],
        "count": hop["count"],
    }


def _object(value: Any, names: _Names, words: Words) -> tuple[str | None, str]:
    """Return the node that a statement is about, if it is one, and the words for its object."""
    if not isinstance(value, dict):
        return value, names(value)
    kind = value.get("type")
    other, respect, test = (value.get(key) for key in ("cg:comparedWith", "cg:inRespectOf", "schema:variableMeasured"))
    if kind is None:
        return None, words.literal(value)
    if kind == "cg:Date":
        return None, date_text(value)
    text = words(value["cg:relation"]) if kind == "cg:Comparison" and value.get("cg:relation") else amount_text(value, words)
    setting = value.get("cg:setting")
    text += f" on {names(test)}" if isinstance(test, str) else ""
    text += f", compared with {names(other)}" if isinstance(other, str) else ""
    text += f", in respect of {names(respect)}" if isinstance(respect, str) else ""
    text += f" ({setting['value'] if isinstance(setting, dict) else setting})" if setting else ""
    return next((t for t in (test, other) if isinstance(t, str)), None), text


def _rdf(value: Any) -> str:
    """Write the object of a triple as Turtle would; a value node in brackets."""
    if not isinstance(value, dict):
        return str(value)
    if "id" in value:
        inner = " ; ".join(f"{'a' if k == 'type' else k} {_rdf(v)}" for k, v in sorted(value.items()) if k != "id")
        return f"[ {inner} ]"
    text = json.dumps(value["value"], ensure_ascii=False)
    plain = value.get("datatype") in {None, "xsd:string"}
    return text + (f"@{value['lang']}" if value.get("lang") else "" if plain else f"^^{value['datatype']}")


def _entity(entity: dict[str, Any], words: Words) -> dict[str, Any]:
    return {
        "name": entity["name"],
        "kind": kind_of(entity["types"]),
        "type": ", ".join(words(t) for t in entity["types"]),
        "aliases": entity["aliases"],
        "sameAs": entity["sameAs"],
        "description": entity["description"],
    }


def _source(source: dict[str, Any], entities: Mapping[str, Any], words: Words) -> dict[str, Any]:
    publisher = source["publisher"]
    return {
        "headline": source["headline"],
        "type": words(source["type"]),
        "url": source["url"],
        "publisher": publisher,
        "by": entities.get(publisher, {}).get("name", publisher) if publisher else None,
        "published": date_text({"value": source["published"]}) if source["published"] else None,
    }


class _Names:
    """Says what a CURIE is called: an entity's name, a source's headline, an ontology's word."""

    def __init__(self, entities: Mapping[str, Any], sources: Mapping[str, Any], words: Words) -> None:
        self._entities, self._sources, self._words = entities, sources, words

    def __call__(self, curie: str) -> str:
        if curie in self._entities:
            return str(self._entities[curie]["name"])
        return str(self._sources[curie]["headline"]) if curie in self._sources else self._words(curie)


# ------------------------------------------------------------ the picture


def _nodes(graph: nx.MultiDiGraph[str], voices: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the nodes as vis-network takes them, with labels wrapped and everything placed."""
    drawn = {node: _node(node, graph.nodes[node], voices.get(node, 0)) for node in sorted(graph)}
    labels = {(u, v): (len(str(at["label"])) * 15 * _CHAR + 4, 18.0) for u, v, at in graph.edges(data=True) if at["score"]}
    places = place(graph, {node: _box(at) for node, at in drawn.items()}, labels)
    for node, at in drawn.items():
        at["x"], at["y"] = places[node]
        if at["size"]:
            # The layout places the whole of symbol and label; vis-network the symbol.
            at["above"] = _has_more_below(places, node, graph)
            at["y"] += round((_box(at)[1] - 2 * at["size"]) / 2) * (1 if at["above"] else -1)
    return list(drawn.values())


def _has_more_below(places: Mapping[str, tuple[int, int]], node: str, graph: nx.MultiDiGraph[str]) -> bool:
    """Tell whether more edges leave a node downwards, where its label would be, than upwards."""
    x, y = places[node]
    steep = [places[other][1] - y for other in nx.all_neighbors(graph, node) if abs(places[other][1] - y) > 0.6 * abs(places[other][0] - x)]
    return sum(1 if down > 0 else -1 for down in steep) > 0


def _node(node: str, about: Mapping[str, Any], says: int) -> dict[str, Any]:
    """Return how a node looks: the busier, the larger; one that only speaks says how much."""
    kind, degree = about["kind"], about["degree"]
    size, font = min(26, 10 + round(degree**0.5 * 2.1)), min(26, 16 + round(degree**0.5 * 1.6))
    if kind in VALUE_KINDS:
        size, font = 0, 15
    elif kind == "Word":
        size, font = 9, 15
    lines = _wrap(about["label"])
    if says and not degree:
        size, font = 14, 17
        lines.append(f"says {says} claim{'s' if says != 1 else ''}")
    return {"id": node, "label": "\n".join(lines), "head": shorten(about.get("head", ""), 26), "kind": kind, "size": size,
            "fontSize": font, "shape": "custom"}  # fmt: skip


def _wrap(label: str) -> list[str]:
    """Break a label into at most three lines, as narrow as they can be."""
    lines = ["?"]
    for width in range(13, 23):
        lines = textwrap.wrap(label, width, break_on_hyphens=False) or lines
        if len(lines) <= 3 and (width == 22 or max(map(len, label.split()), default=0) <= width):
            return lines
    return [*lines[:2], shorten(" ".join(lines[2:]), 22)]


def _box(node: Mapping[str, Any]) -> tuple[float, float]:
    lines, font, size = node["label"].split("\n"), node["fontSize"], node["size"]
    text = max(max(map(len, lines)) * font, len(node["head"]) * 13) * _CHAR, len(lines) * font * 1.2 + (15 if node["head"] else 0)
    return (max(text[0], 2 * size), text[1] + 2 * size + 4) if size else (text[0] + 16, text[1] + 10)


def _edges(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """Return the edges as vis-network takes them; those between the same two nodes curve apart."""
    pairs: dict[tuple[str, str], list[tuple[str, str, str, dict[str, Any]]]] = {}
    for source, target, key, about in graph.edges(keys=True, data=True):
        pairs.setdefault((min(source, target), max(source, target)), []).append((key, source, target, about))
    edges = []
    for (first, _), group in sorted(pairs.items()):
        for number, (key, source, target, about) in enumerate(sorted(group, key=lambda edge: edge[0])):
            bend = (number - (len(group) - 1) / 2) * 0.3
            edges.append({
                "id": key,
                "from": source,
                "to": target,
                "claim": about["claim"],
                # A value says its predicate itself.
                "text": "" if graph.nodes[target]["kind"] in VALUE_KINDS else about["label"],
                "score": about["score"],
                "main": about["main"],
                "bend": round(bend if source == first else -bend, 2),
            })  # fmt: skip
    return edges


# ------------------------------------------------------------ the file


def _fill(graph: nx.MultiDiGraph[str], data: dict[str, Any]) -> str:
    """Let pyvis fill our template."""
    import jinja2
    import pyvis
    from markupsafe import Markup
    from pyvis.network import Network

    vis = os.path.join(os.path.dirname(pyvis.__file__), "lib", "vis-9.1.2")
    page = os.path.join(os.path.dirname(__file__), "page")
    scripts = [_read(vis, "vis-network.min.js"), *(_read(page, name) for name in _SCRIPTS)]
    styles = [_read(vis, "vis-network.css"), _read(page, "page.css")]
    net = Network(directed=True, cdn_resources="in_line")
    voices = collections.Counter(speaker for claim in data["claims"] for speaker in claim["speakers"])
    net.nodes, net.edges = _nodes(graph, voices), _edges(graph)
    net.options = {"physics": {"enabled": False}, "interaction": {"hover": True, "multiselect": False}}
    net.templateEnv = jinja2.Environment(loader=jinja2.FileSystemLoader(page), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    net.templateEnv.filters["embed"] = lambda value: Markup(embed_json(value))  # noqa: S704  # escaped by embed_json
    net.templateEnv.globals |= {
        "title": data["title"],
        "data": data,
        "policy": _policy(scripts, styles),
        # Our own files and those of pyvis, never anything from a corpus.
        "scripts": [Markup(text) for text in scripts],  # noqa: S704
        "styles": [Markup(text) for text in styles],  # noqa: S704
    }
    html: str = net.generate_html()
    return html


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
