"""Named graphs in, the hash that names them out: trusty URIs, module RA, made and verified.

The method is that of the trusty URI specification, version 1
(https://github.com/trustyuri/trustyuri-spec): the code is left out of every IRI, a blank
standing in its place; statements are sorted and written one term a line; the SHA-256 of
that text, in the URL-safe alphabet of Base64, is the code. Nobody can change a letter
without changing the name. It says nothing of who made it: for that there are signatures.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["artifact_code", "make_trusty", "verify_trusty"]

_DEFAULT = ox.DefaultGraph()
#: At the end of an IRI, behind a sign that is none of Base64: the module, and 43 signs of hash.
_CODE = re.compile(r"[^A-Za-z0-9_-](RA[A-Za-z0-9_-]{43})")
_BLANK = " "
#: IRIs before literals, then the text, then language tags before datatypes.
_Object = tuple[bool, str, bool, str]


def artifact_code(iri: str) -> str:
    """Return the code that an IRI ends in, or nothing if it is no trusty URI of this module.

    >>> artifact_code("http://example.org/r1.RAcbjcRIQozo2wBMq4WcCYkFAjRz0AX-Ux3PquZZrC68s")
    'RAcbjcRIQozo2wBMq4WcCYkFAjRz0AX-Ux3PquZZrC68s'
    >>> artifact_code("http://example.org/RAnge")
    ''
    """
    found = _CODE.fullmatch(iri[-46:])
    return found[1] if found else ""


def make_trusty(quads: Iterable[ox.Quad], draft: str, separator: str = "#") -> tuple[str, list[ox.Quad]]:
    """Name quads by their own content; returns the trusty URI, and the quads under it.

    `draft` is an IRI (it ends in /, or another sign that no code has) that stands for
    the whole as long as it has no code. It gets the code appended wherever it occurs,
    alone or before the separator and the name of a part.

    Raises:
        ValueError: a statement has a blank node, which nothing can be named by.
    """
    parts = draft + separator

    def naming(code: str) -> Callable[[str], str]:
        coded, length = draft + code, len(draft)
        return lambda iri: coded + iri[length:] if iri.startswith(draft) and (iri == draft or iri.startswith(parts)) else iri

    found = list(quads)
    code = _code(found, naming(_BLANK))
    name = naming(code)
    return draft + code, [_renamed(quad, name) for quad in found]


def verify_trusty(quads: Iterable[ox.Quad], iri: str) -> bool:
    """Tell whether quads are what a trusty URI names.

    Raises:
        ValueError: a statement has a blank node.
    """
    code = artifact_code(iri)
    return bool(code) and _code(quads, lambda part: part.replace(code, _BLANK)) == code


def _code(quads: Iterable[ox.Quad], write: Callable[[str], str]) -> str:
    """Return the code of quads whose IRIs are written without it."""
    rows = sorted({_row(quad, write) for quad in quads})
    text = "".join(f"{graph}\n{subject}\n{predicate}\n{_object(*value)}\n" for graph, subject, predicate, value in rows)
    return "RA" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def _row(quad: ox.Quad, write: Callable[[str], str]) -> tuple[str, str, str, _Object]:
    """Return a statement as what it is sorted by."""
    graph = "" if quad.graph_name == _DEFAULT else write(_iri(quad.graph_name))
    value = quad.object
    if not isinstance(value, ox.Literal):
        written = False, write(_iri(value)), False, ""
    elif value.language is not None:
        written = True, value.value, False, value.language.lower()
    else:
        written = True, value.value, True, value.datatype.value
    return graph, write(_iri(quad.subject)), write(_iri(quad.predicate)), written


def _object(is_literal: bool, text: str, is_typed: bool, kind: str) -> str:
    if not is_literal:
        return text
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{'^' if is_typed else '@'}{kind} {escaped}"


def _iri(term: object) -> str:
    if not isinstance(term, ox.NamedNode):
        raise ValueError("only IRIs and literals can be named by their content")  # noqa: TRY004  (it is the statement's value that is wrong)
    return term.value


def _renamed(quad: ox.Quad, name: Callable[[str], str]) -> ox.Quad:
    terms = list(quad)
    for place, term in enumerate(terms):
        if isinstance(term, ox.NamedNode):
            iri = term.value
            written = name(iri)
            if written != iri:  # to make a node of a text takes longer than to keep one
                terms[place] = ox.NamedNode(written)
    return ox.Quad(*terms)
