"""The name of a format, or of a file, in; the format out."""

from __future__ import annotations

import os
from typing import NamedTuple

import pyoxigraph as ox

from claimgraph.errors import OutputError, did_you_mean

__all__ = ["CLAIM_FORMATS", "RDF_FORMATS", "Format", "export_format"]

#: Names of RDF's syntaxes, which are also endings of file names.
RDF_FORMATS = {
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
#: Names of what is made of claims, with what each is called in a message.
CLAIM_FORMATS = {
    "nanopub": "nanopublications",
    "claim": "schema.org Claim",
    "claimreview": "schema.org ClaimReview",
    "prov": "PROV-O",
    "csv": "CSV",
    "jsonl": "JSON Lines",
}
_ENDINGS = {*RDF_FORMATS, "csv", "jsonl"}
#: What other commands write, by ending.
_ELSEWHERE = {
    **dict.fromkeys(("graphml", "gexf", "html", "svg", "png", "dot"), "claimgraph draw -o {}"),
    **dict.fromkeys(("tsv", "json"), "claimgraph list -o {} --format {}"),
}
_GZIP = ".gz"


class Format(NamedTuple):
    """A format: `rdf` is its syntax where it is RDF as it stands; with `zipped`, packed by gzip."""

    name: str
    title: str
    rdf: ox.RdfFormat | None
    zipped: bool = False


def export_format(name: str, output: str, *, zipped: bool = False) -> Format:
    """Return the format that a name (or a media type) or else the output's ending asks for.

    Raises:
        OutputError: neither names one.
    """
    packed = output.lower().endswith(_GZIP)
    plain = output[: -len(_GZIP)] if packed else output
    given = name.lower().lstrip(".")
    if given.endswith(_GZIP):
        given, packed = given.removesuffix(_GZIP), True
    ending = os.path.splitext(plain)[1].lower().lstrip(".")
    wanted = given or (ending if ending in _ENDINGS or ending in _ELSEWHERE else _alias(ending))
    if wanted in CLAIM_FORMATS:
        return Format(wanted, CLAIM_FORMATS[wanted], None, zipped or packed)
    wanted = wanted if wanted in RDF_FORMATS else _alias(wanted)
    if wanted in RDF_FORMATS:
        return Format(wanted, RDF_FORMATS[wanted].name, RDF_FORMATS[wanted], zipped or packed)
    raise _unknown(given or ending, name, output)


def _alias(word: str) -> str:
    """Return our name for a media type or another ending of one of RDF's syntaxes; empty if there is none."""
    found = ox.RdfFormat.from_media_type(word) or ox.RdfFormat.from_extension(word)
    return next((name for name, format_ in RDF_FORMATS.items() if format_ == found), "")


def _unknown(wanted: str, name: str, output: str) -> OutputError:
    names = [*RDF_FORMATS, *CLAIM_FORMATS]
    if wanted in _ELSEWHERE:
        command = _ELSEWHERE[wanted].format(output if output not in {"", "-"} else f"corpus.{wanted}", wanted)
        return OutputError(f"another command writes {wanted}", command)
    what = f"there is no export format '{name}'" if name else f"the name {output} tells no format" if output else "in which format?"
    return OutputError(what, did_you_mean(wanted, names) or f"one of {', '.join(names)}, with --format")
