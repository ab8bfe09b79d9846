"""The `[stores.NAME]` tables of `claimgraph.toml` in; the stores they name, checked, out."""

from __future__ import annotations

import ipaddress
import re
import urllib.parse
from typing import Any, NamedTuple

from claimgraph.errors import CorpusError, did_you_mean, printable

__all__ = ["AUTH", "KINDS", "StoreSettings", "address_problem", "read_stores"]

#: The ways to say who asks.
AUTH = ("none", "basic", "digest", "bearer")
#: The kinds of stores whose addresses follow from one.
KINDS = ("oxigraph", "virtuoso", "fuseki", "rdf4j", "stardog", "neptune")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LABEL = "(?=.{1,63}(?:[.]|$))[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
_MODES = ("auto", "separate", "union")
_URL = "https://example.org:7878/"
_ADDRESSES = ("url", "query", "update", "gsp")
#: Key -> the types of its value, and an example.
_KEYS: dict[str, tuple[tuple[type[str | float], ...], str]] = {
    "url": ((str,), f'url = "{_URL}"'),
    "kind": ((str,), 'kind = "oxigraph"'),
    "query": ((str,), f'query = "{_URL}query"'),
    "update": ((str,), f'update = "{_URL}update"'),
    "gsp": ((str,), f'gsp = "{_URL}store"'),
    "auth": ((str,), 'auth = "basic"'),
    "user": ((str,), 'user = "ann"'),
    "default-graph": ((str,), 'default-graph = "union"'),
    "meta-graph": ((str,), 'meta-graph = "https://example.org/my-claims/metadata"'),
    "base": ((str,), 'base = "https://example.org/my-claims/"'),
    "batch": ((int,), "batch = 1000"),
    "timeout": ((int, float), "timeout = 60"),
}
_CHOICES = {"kind": KINDS, "auth": AUTH, "default-graph": _MODES}
_BOUNDS = {"batch": (1, 1_000_000), "timeout": (0.1, 86_400)}
_SECRETS = ("password", "token", "secret", "key")


class StoreSettings(NamedTuple):
    """A store as its settings describe it; empty is what they leave open."""

    name: str
    url: str = ""
    kind: str = ""
    query: str = ""
    update: str = ""
    gsp: str = ""
    auth: str = ""
    user: str = ""
    default_graph: str = "auto"
    meta_graph: str = ""
    base: str = ""
    batch: int = 1000
    timeout: float = 60.0


def read_stores(tables: dict[str, Any], file: str) -> tuple[StoreSettings, ...]:
    """Return the stores that settings name; `file` is theirs, for the messages.

    Raises:
        CorpusError: a store says something it cannot say.
    """
    return tuple(_read(name, table, file) for name, table in tables.items())


def _read(name: str, table: Any, file: str) -> StoreSettings:
    place = f"{file}: [stores.{printable(name, limit=40)}]"
    if not _NAME.fullmatch(name):
        raise CorpusError(f"{place}: this cannot be a store's name", "letters, digits, - and _, a letter first")
    if not isinstance(table, dict):
        raise CorpusError(f"{file}: 'stores' holds tables, one for each store", f'write [stores.{name}] and below it url = "{_URL}"')
    for key, value in table.items():
        _check(key, value, place)
    if ("url" in table) == ("query" in table):
        raise CorpusError(f"{place}: a store has either 'url' and 'kind', or 'query' (and 'update', 'gsp') on its own",
                          f'write url = "{_URL}" and kind = "oxigraph"')  # fmt: skip
    if "kind" in table and "url" not in table:
        raise CorpusError(f"{place}: 'kind' says what follows from 'url', and there is none", f"write {_KEYS['url'][1]}")
    if "url" in table and ("update" in table or "gsp" in table):
        raise CorpusError(f"{place}: beside 'url' there is no 'update' or 'gsp'", "write 'query' in place of 'url'")
    return StoreSettings(name, **{key.replace("-", "_"): value for key, value in table.items()})


def _check(key: str, value: Any, place: str) -> None:
    if key not in _KEYS:
        if any(word in key.lower() for word in _SECRETS):
            raise CorpusError(f"{place}: a secret does not belong into a file", f"delete '{printable(key)}', and see docs/remote.md")
        raise CorpusError(f"{place}: unknown key '{printable(key)}'", did_you_mean(key, _KEYS) or f"it knows {', '.join(_KEYS)}")
    kinds, example = _KEYS[key]
    if not isinstance(value, kinds) or isinstance(value, bool) or value == "":
        raise CorpusError(f"{place}: '{key}' does not hold what it should", f"write {example}")
    if isinstance(value, str):
        _check_text(key, value, place)
    elif not _BOUNDS[key][0] <= value <= _BOUNDS[key][1]:
        low, high = _BOUNDS[key]
        raise CorpusError(f"{place}: '{key}' is to be from {low:,} to {high:,}", f"write {example}")


def _check_text(key: str, text: str, place: str) -> None:
    if key in _CHOICES and text not in _CHOICES[key]:
        raise CorpusError(f"{place}: there is no {key} '{printable(text, limit=60)}'",
                          did_you_mean(text, _CHOICES[key]) or f"one of {', '.join(_CHOICES[key])}")  # fmt: skip
    problem = address_problem(text) if key in _ADDRESSES else _iri_problem(text, key) if key in {"meta-graph", "base"} else ""
    if problem:
        raise CorpusError(f"{place}: '{key}' {problem}", f"write {_KEYS[key][1]}")


def address_problem(url: str) -> str:
    """Say what keeps an address from being that of a store; empty where nothing does.

    >>> address_problem("https://ann:tram@example.org/")
    'holds a user or a password, which would end up where others read it'
    """
    try:
        parts = urllib.parse.urlsplit(url)
        good = parts.scheme in {"http", "https"} and _is_host(parts.hostname or "", six="[" in parts.netloc) and parts.port != 0
    except ValueError:
        good = False
    if not good or not url.isascii() or not url.isprintable() or re.search(r"""[\s<>"\\^`{|}]""", url):
        return "is not an address that starts with http:// or https://"
    if "@" in parts.netloc:
        return "holds a user or a password, which would end up where others read it"
    return "has a # part, which no server sees" if "#" in url else ""


def _is_host(name: str, *, six: bool) -> bool:
    """Tell whether a name can be a host's: one that cannot is refused here, before the network's libraries stumble over it."""
    if not six:
        return len(name) <= 253 and re.fullmatch(rf"{_LABEL}(?:\.{_LABEL})*\.?", name) is not None
    try:
        return ipaddress.ip_address(urllib.parse.unquote(name)).version == 6
    except ValueError:
        return False


def _iri_problem(iri: str, key: str) -> str:
    if not re.fullmatch(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x20]+""", iri):
        return "is not an absolute IRI"
    return "does not end in / or #" if key == "base" and iri[-1] not in "/#" else ""
