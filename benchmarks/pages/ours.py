"""The made-up claims in; our page of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimgraph.views.pagedata import Content

__all__ = ["our_page"]


def our_page(content: Content) -> str:
    """Return the page as `claimgraph draw` writes it."""
    from claimgraph.views.html import PageOptions, render_page

    return render_page(content, PageOptions("Made-up claims"))
