"""The edges of a large graph in; places for its nodes out, in a few seconds for tens of thousands.

Nodes start where some chosen nodes are near or far (PivotMDS, Brandes and Pich 2007).
Then they push each other away and edges pull their ends together. The push is that of
all masses together, felt on a mesh: spread over it, convolved by a Fourier transform,
and read where each node is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from claimgraph.views.layout.paths import hops, neighbours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Indices = NDArray[np.int64]
    Kernels = tuple[NDArray[np.complex128], NDArray[np.complex128]]

__all__ = ["place_on_mesh"]

_PIVOTS = 24
_ROUNDS = 80
#: Bits that are kept of what the Fourier transform says: its last ones differ from machine to machine.
_BITS = 20


def place_on_mesh(count: int, edges: Indices) -> Numbers:
    """Place the nodes of a connected graph; `edges` has a row for each edge, each only once."""
    points = _start(count, edges)
    degree = np.bincount(edges.ravel(), minlength=count).astype(np.float64)
    mass = 1 + np.sqrt(degree)
    cells = 2 ** min(8, max(5, round(math.log2(count) / 2 + 0.5)))
    kernels = _kernels(cells)
    one, two = edges.T
    for number in range(_ROUNDS):
        force = mass[:, None] * _push(points, mass, cells, kernels)
        for axis in (0, 1):
            pull = points[two, axis] - points[one, axis]
            force[:, axis] += np.bincount(one, pull, count) - np.bincount(two, pull, count)
        step = force / (1 + degree)[:, None]
        length = np.sqrt((step * step).sum(1)) + 1e-12
        longest = 0.15 * math.sqrt(count) * (1 - number / _ROUNDS) ** 2 + 0.05
        points += step * np.minimum(1, longest / length)[:, None]
        points = np.round(points, 6)
    return points


def _start(count: int, edges: Indices) -> Numbers:
    """Place nodes by their distances to some pivots, in a disc of as much room as they need."""
    rng = np.random.default_rng(0)
    pivots = np.sort(rng.choice(count, min(_PIVOTS, count), replace=False))
    far = hops(neighbours(count, edges), pivots).astype(np.float64)
    # Nobody starts in the place of another.
    return np.asarray(_scaling(far) * 0.6 * math.sqrt(count) + (rng.random((count, 2)) - 0.5) * 1.5)


def _scaling(far: Numbers) -> Numbers:
    """Return two coordinates of about unit spread for the columns of distances to pivots."""
    squares = far * far
    squares = -0.5 * (squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean())
    gram = np.array([(row * squares).sum(1) for row in squares])
    axes: list[Numbers] = []
    for start in np.random.default_rng(2).random((2, len(gram))):
        axis = start
        for _ in range(50):
            for found in axes:
                axis = axis - (axis * found).sum() * found
            axis = (gram * axis).sum(1)
            axis /= math.sqrt((axis * axis).sum()) or 1.0
        axes.append(axis)
    points = np.column_stack([(axis[:, None] * squares).sum(0) for axis in axes])
    spread = np.sqrt((points * points).mean(0))
    return np.asarray(points / np.where(spread > 0, spread, 1))


def _kernels(cells: int) -> Kernels:
    """Return the transforms of the push of one mass on the mesh around it, along x and along y."""
    steps = np.arange(2 * cells)
    steps = np.where(steps < cells, steps, steps - 2 * cells).astype(np.float64)
    x, y = steps[None, :], steps[:, None]
    # Softened within a cell, where the mesh knows no directions.
    square = x * x + y * y + 0.5
    cube = square * np.sqrt(square)
    return np.fft.rfft2(x / cube), np.fft.rfft2(y / cube)


def _push(points: Numbers, mass: Numbers, cells: int, kernels: Kernels) -> Numbers:
    """Return how each node is pushed: by every mass, one through their distance, squared."""
    low = points.min(0)
    size = float((points.max(0) - low).max()) / (cells - 2) or 1.0
    at = (points - low) / size
    corner = np.floor(at).astype(np.int64)
    right, down = (at - corner).T
    first = corner[:, 1] * cells + corner[:, 0]
    corners = (
        (first, (1 - right) * (1 - down)), (first + 1, right * (1 - down)),
        (first + cells, (1 - right) * down), (first + cells + 1, right * down),
    )  # fmt: skip
    masses = np.zeros(cells * cells)
    for cell, share in corners:
        masses += np.bincount(cell, share * mass, cells * cells)
    spread = np.fft.rfft2(masses.reshape(cells, cells), s=(2 * cells, 2 * cells))
    pushes = []
    for kernel in kernels:
        axis = np.fft.irfft2(spread * kernel, s=(2 * cells, 2 * cells))[:cells, :cells].ravel()
        unit = 2.0 ** (math.frexp(float(np.abs(axis).max()))[1] - _BITS)
        rounded = np.round(axis / unit) * unit
        pushes.append(sum(share * rounded[cell] for cell, share in corners) / (size * size))
    return np.column_stack(pushes)
