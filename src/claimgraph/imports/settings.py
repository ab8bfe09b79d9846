"""Draft settings in, `claimgraph.toml` and what it means out."""

from __future__ import annotations

import json
import os
import tempfile
from typing import TYPE_CHECKING

from claimgraph.folder import CONFIG, Folder
from claimgraph.ontology import load_ontology
from claimgraph.settings import load_settings

if TYPE_CHECKING:
    from claimgraph.imports.draft import DraftSettings
    from claimgraph.model import Settings
    from claimgraph.ontology import Ontology

__all__ = ["load_draft_settings", "settings_text"]


def settings_text(settings: DraftSettings) -> str:
    """Write settings as `claimgraph.toml`."""
    lines = ["format = 1"]
    lines += [f"{key} = {_quoted(value)}" for key in ("title", "base", "license") if (value := getattr(settings, key))]
    if settings.modules:
        lines.append(f"modules = [{', '.join(map(_quoted, settings.modules))}]")
    if settings.prefixes:
        lines += ["", "[prefixes]", *(f"{prefix} = {_quoted(iri)}" for prefix, iri in settings.prefixes.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write a text as TOML does, which spells it as JSON but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def load_draft_settings(settings: DraftSettings, more: tuple[str, ...] = ()) -> tuple[Settings, Ontology]:
    """Return settings and their ontology as the loader would read them from a folder; `more` are the paths of further modules.

    Raises:
        CorpusError: no folder could have them.
    """
    with tempfile.TemporaryDirectory(prefix="claimgraph-") as root:
        for name, text in {**settings.modules, CONFIG: settings_text(settings)}.items():
            with open(os.path.join(root, name), "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        loaded = load_settings(Folder(root, root))
        return loaded, load_ontology((*more, *loaded.modules))
