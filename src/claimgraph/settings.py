"""`claimgraph.toml` in, what it settles out: names, and where a corpus's parts are."""

from __future__ import annotations

import os
import re
import tomllib
from typing import TYPE_CHECKING, Any

from claimgraph.errors import CorpusError, did_you_mean, printable, reason
from claimgraph.model import Settings
from claimgraph.values import is_iri
from claimgraph.vocab import CORE_PREFIXES, ENTITY_PATHS, SYSTEM_PATHS

if TYPE_CHECKING:
    from claimgraph.folder import Folder

__all__ = ["load_settings"]

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_IRI = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+[/#:]")
#: Setting -> the type of its value, and an example.
_KEYS: dict[str, tuple[type, str]] = {
    "format": (int, "format = 1"),
    "base": (str, 'base = "https://example.org/my-claims/"'),
    "title": (str, 'title = "My claims"'),
    "license": (str, 'license = "https://creativecommons.org/publicdomain/zero/1.0/"'),
    "texts": (str, 'texts = "texts"'),
    "prefixes": (dict, 'lines such as model = "model/" under [prefixes]'),
    "modules": (list, 'modules = ["vocabulary.ttl"]'),
    "stores": (dict, '[stores.NAME] and below it url = "https://example.org:7878/"'),
}


def load_settings(folder: Folder) -> Settings:
    """Read `claimgraph.toml`, if there is one.

    Raises:
        CorpusError: it is not TOML, or says something it cannot say.
    """
    if not folder.config:
        return Settings(root=folder.root)
    name = folder.show(folder.config)
    try:
        with open(folder.config, "rb") as file:
            table = tomllib.load(file)
    except OSError as error:
        raise CorpusError(f"{name}: {reason(error)}") from None
    except ValueError as error:  # not TOML, not UTF-8, or a number beyond all measure
        raise CorpusError(f"{name}: this is not TOML: {printable(str(error), limit=200)}") from None
    except RecursionError:
        raise CorpusError(f"{name}: this is not TOML that anybody wrote: it nests too deep") from None
    _check_table(table, name)
    modules = tuple(os.path.join(folder.root, module) for module in table.get("modules", []))
    texts = os.path.join(folder.root, table["texts"]) if "texts" in table else ""
    prefixes = tuple(table.get("prefixes", {}).items())
    settings = Settings(folder.root, prefixes=prefixes, modules=modules, texts=texts, title=table.get("title", ""),
                        license=table.get("license", ""))  # fmt: skip
    if "stores" in table:
        from claimgraph.stores import read_stores

        settings = settings._replace(stores=read_stores(table["stores"], name))
    return settings._replace(base=table["base"]) if "base" in table else settings


def _check_table(table: dict[str, Any], name: str) -> None:
    for key, value in table.items():
        if key not in _KEYS:
            raise CorpusError(f"{name}: unknown setting '{printable(key)}'", did_you_mean(key, _KEYS) or f"it knows {', '.join(_KEYS)}")
        kind, example = _KEYS[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise CorpusError(f"{name}: '{key}' does not hold what it should", f"write {example}")
    if table.get("format", 1) != 1:
        newer = table["format"] > 1
        raise CorpusError(f"{name}: format {table['format']} is {'newer than' if newer else 'unknown to'} this claimgraph, which knows format 1",
                          "upgrade claimgraph" if newer else "write format = 1")  # fmt: skip
    if "base" in table and not _is_namespace(table["base"]):
        raise CorpusError(f"{name}: the base '{printable(table['base'])}' is not an absolute IRI that ends in / or #",
                          "such as https://example.org/my-claims/")  # fmt: skip
    if "license" in table and not (table["license"].startswith(("https://", "http://")) and is_iri(table["license"])):
        raise CorpusError(
            f"{name}: the license '{printable(table['license'])}' is not the address of one", f"such as {_KEYS['license'][1]}"
        )
    for module in table.get("modules", []):
        if not isinstance(module, str) or "\0" in module:
            raise CorpusError(f"{name}: 'modules' lists paths of Turtle files", f"write {_KEYS['modules'][1]}")
    for prefix, iri in table.get("prefixes", {}).items():
        if prefix in CORE_PREFIXES or prefix in SYSTEM_PATHS or prefix in ENTITY_PATHS:
            raise CorpusError(f"{name}: the prefix '{prefix}:' is claimgraph's own and cannot be declared again", "choose another word")
        if not _PREFIX.fullmatch(prefix):
            raise CorpusError(f"{name}: '{printable(prefix)}' cannot be a prefix", "letters, digits, - and _, a letter first")
        if not isinstance(iri, str) or not (
            _is_namespace(iri) or (re.fullmatch(r"[A-Za-z0-9._~-][A-Za-z0-9._~/-]*/", iri) and "./" not in iri)
        ):
            raise CorpusError(f"{name}: the prefix '{prefix}:' stands for neither an absolute IRI nor a path such as {prefix}/",
                              f'write {prefix} = "{prefix}/"')  # fmt: skip
    _check_apart(table, name)


def _is_namespace(iri: str) -> bool:
    return _IRI.fullmatch(iri) is not None and is_iri(iri)


def _check_apart(table: dict[str, Any], name: str) -> None:
    """Refuse two prefixes for one namespace: the same thing would have two ids, or two things one."""
    first: dict[str, str] = {}
    settings = Settings(prefixes=tuple(table.get("prefixes", {}).items()))
    for prefix, iri in settings._replace(base=table.get("base", settings.base)).all_prefixes().items():
        if first.setdefault(iri, prefix) != prefix:
            raise CorpusError(f"{name}: the prefix '{prefix}:' stands for the same as '{first[iri]}:'", "keep one of them")
