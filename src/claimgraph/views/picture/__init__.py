"""A drawing and its claims in; a picture for reports out, as SVG or PNG."""

from claimgraph.views.picture.raster import need_raster, render_png
from claimgraph.views.picture.svg import render_svg

__all__ = ["need_raster", "render_png", "render_svg"]
