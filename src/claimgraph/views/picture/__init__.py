"""A drawing and what it is of in; a picture for reports out, as SVG or PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.views.picture.svg import render_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.views.drawing import Drawing
    from claimgraph.views.pagedata import Content

__all__ = ["render_picture", "render_svg"]


def render_picture(
    drawing: Drawing, content: Content, *, title: str, format_: str, notes: Sequence[str] = (), theme: str = "light"
) -> bytes:
    """Return the picture as a file, `svg` or `png`.

    Raises:
        OutputError: PNG is asked for, and what draws it is not installed.
    """
    from claimgraph.views.pagedata import page_data

    data = page_data(content) | {"notes": notes}
    if format_ == "png":
        from claimgraph.views.raster import check_raster, render_png

        check_raster()
        return render_png(render_svg(drawing, data, title=title, theme=theme))
    return render_svg(drawing, data, title=title, theme=theme).encode()
