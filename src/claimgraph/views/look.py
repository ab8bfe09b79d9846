"""The table of looks (`page/look.json`) in; its data, and the style sheet of its colours, out.

One table says how every kind of node and every line looks, in both themes. The page, the
legend and the pictures all read it, so that they cannot come to differ.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["THEMES", "Look", "line_name", "load_look", "theme_css"]

#: What `look.json` holds: `kinds`, `values`, `lines`, `verdicts` and `page`.
Look = dict[str, Any]

THEMES = ("light", "dark")


def load_look() -> Look:
    """Return the table of looks."""
    path = os.path.join(os.path.dirname(__file__), "page", "look.json")
    with open(path, encoding="utf-8") as file:
        look: Look = json.load(file)
    return look


def line_name(look: Look, claim: Mapping[str, Any]) -> str:
    """Return the name of the line that a claim is drawn with: a denial first, then a dispute, then how firmly it is put.

    >>> line_name(load_look(), {"modality": "planned", "polarity": "affirmed", "status": ["in-force"]})
    'planned'
    """
    if claim["polarity"] == "denied":
        return "denied"
    if "disputed" in claim["status"]:
        return "disputed"
    name = str(claim["modality"])
    return name if name in look["lines"] else "asserted"


def theme_css(look: Look) -> str:
    """Return the style sheet with the colours of both themes, as custom properties.

    A page follows its own `data-theme`, and the reader's system where it has none; paper is always light.
    """
    light, dark = (_colours(look, theme) for theme in THEMES)
    tones = "".join(f".tone-{name} {{ --tone: var(--claim-{name}); }}\n" for name in look["lines"])
    return (
        f":root {{ color-scheme: light; {light} }}\n"
        "@media screen {\n"
        f':root[data-theme="dark"] {{ color-scheme: dark; {dark} }}\n'
        "}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f":root:not([data-theme]) {{ color-scheme: dark; {dark} }}\n"
        "}\n"
        f"{tones}"
    )


def _colours(look: Look, theme: str) -> str:
    page = {f"--{name}": colour[theme] for name, colour in look["page"].items()}
    kinds = {f"--kind-{name}": kind[theme] for name, kind in look["kinds"].items()}
    lines = {f"--claim-{name}": line[theme] for name, line in look["lines"].items()}
    verdicts = {f"--verdict-{name}": verdict[theme] for name, verdict in look["verdicts"].items()}
    # A value is its own text in a frame, on the colour of a card.
    values = {"--kind-value": look["page"]["card"][theme]}
    return " ".join(f"{name}: {value};" for name, value in (page | kinds | values | lines | verdicts).items())
