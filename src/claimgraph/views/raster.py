"""A picture as SVG in; the same picture as PNG out.

resvg draws, with the Inter face from a package of its own: the same bytes on any machine.
Only a text in letters that Inter has not is left to the fonts of the system.
"""

from __future__ import annotations

import importlib.util
import os
import re

from claimgraph.errors import OutputError

__all__ = ["MAX_SIDE", "check_raster", "render_png"]

_NEEDS = {"resvg_py": "resvg-py", "fontpkg_inter": "fontpkg-inter"}
#: The longest side that a PNG may have, and the most pixels: what common programs still open.
MAX_SIDE = 16_000
_MAX_PIXELS = 64_000_000
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
#: Letters beyond Latin, Greek, Cyrillic and the signs around them.
_FOREIGN = re.compile("[\u0530-\u1dff\u2c00-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def check_raster() -> None:
    """Make sure that PNGs can be written, before anything is drawn.

    Raises:
        OutputError: the packages for it are not installed.
    """
    missing = [package for module, package in _NEEDS.items() if importlib.util.find_spec(module) is None]
    if missing:
        raise OutputError(f"a PNG needs {' and '.join(missing)}", "pip install 'claimgraph[png]', or --format svg")


def render_png(svg: str, *, scale: float = 2) -> bytes:
    """Return the picture with `scale` pixels for each of the SVG's, or fewer where that would be too large.

    Raises:
        OutputError: the packages for it are not installed, or the picture cannot be drawn.
    """
    check_raster()
    import resvg_py

    found = _SIZE.search(svg)
    assert found, "our own SVG says its size"
    width, height = map(float, found.groups())
    zoom = min(scale, MAX_SIDE / max(width, height), (_MAX_PIXELS / (width * height)) ** 0.5)
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, zoom=zoom, font_files=[_font()], font_family="Inter", skip_system_fonts=not _FOREIGN.search(svg)
            )
        )
    except ValueError as error:
        raise OutputError(f"the picture cannot be drawn as PNG: {error}") from error


def _font() -> str:
    """Return the upright Inter, whose one file has all weights."""
    found = importlib.util.find_spec("fontpkg_inter")
    assert found
    assert found.origin
    folder = os.path.join(os.path.dirname(found.origin), "files")
    return os.path.join(folder, min(name for name in os.listdir(folder) if name.endswith(".ttf") and "Italic" not in name))
