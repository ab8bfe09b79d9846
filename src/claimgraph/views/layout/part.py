"""A component of a graph as arrays: boxes, lines between them, labels on the lines, and places."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Part"]


@dataclasses.dataclass
class Part:
    """One component: what is to be placed, and where it is.

    `boxes` are widths and heights. Lines begin `lifts` above the middle of a box, where
    its symbol is, or as far below it where `sides` is -1 and the label is on top.
    `labelled` are the numbers of the lines that carry a label.
    """

    nodes: Sequence[str]
    boxes: NDArray[np.float64]
    lifts: NDArray[np.float64]
    edges: NDArray[np.int64]
    labelled: NDArray[np.int64]
    label_boxes: NDArray[np.float64]
    points: NDArray[np.float64]
    sides: NDArray[np.float64]
