"""Boxes and lines in; places whose distances follow those in the graph out (stress majorisation).

After Gansner, Koren and North 2004, with longer lines around busy nodes. No linear
algebra library is asked: what it answers differs from one processor to the next in the
last digit, and everything after this builds on it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

__all__ = ["line_lengths", "place_by_distance", "turn_sideways", "walk_lengths"]


def line_lengths(boxes: Numbers, edges: NDArray[np.int64]) -> Numbers:
    """Return how long each line should be: longer between large boxes, and around busy nodes."""
    reach = np.sqrt((boxes * boxes).sum(1)) / 2
    degree = np.bincount(edges.ravel(), minlength=len(boxes)).astype(np.float64)
    one, two = edges[:, 0], edges[:, 1]
    return np.asarray(0.42 * (reach[one] + reach[two]) + 6 * np.sqrt(np.maximum(degree[one], degree[two])))


def walk_lengths(count: int, edges: NDArray[np.int64], lengths: Numbers) -> Numbers:
    """Return the length of the shortest walk between each two of so many connected nodes."""
    far = np.full((count, count), np.inf)
    far[edges[:, 0], edges[:, 1]] = far[edges[:, 1], edges[:, 0]] = lengths
    np.fill_diagonal(far, 0)
    for by in range(count):
        np.minimum(far, far[:, by, None] + far[by], out=far)
    return far


def place_by_distance(wished: Numbers, *, rounds: int) -> Numbers:
    """Place points so that their distances come near the wished ones."""
    points = _classical(wished)
    weights = np.zeros_like(wished)
    np.divide(1.0, wished * wished, out=weights, where=wished > 0)
    inverse = _inverse(np.diag(weights.sum(1) + 1e-9) - weights + weights.mean())
    pull = weights * wished
    ratio = np.zeros_like(wished)
    for _ in range(rounds):
        x, y = points
        apart = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
        ratio.fill(0)
        np.divide(pull, apart, out=ratio, where=apart > 1e-9)
        total = ratio.sum(1)
        for axis in points:
            axis[:] = _times(inverse, total * axis - _times(ratio, axis))
    return np.asarray(np.round((points - points.mean(1, keepdims=True)).T, 6))


def turn_sideways(points: Numbers) -> Numbers:
    """Turn points so that they spread more sideways than up and down."""
    points = points - points.mean(0)
    x, y = points.T
    turn = math.atan2(2 * float((x * y).sum()), float((x * x).sum() - (y * y).sum())) / 2
    cos, sin = round(math.cos(turn), 6), round(math.sin(turn), 6)
    return np.column_stack([cos * x + sin * y, cos * y - sin * x])


def _classical(wished: Numbers) -> Numbers:
    """Start near classical scaling: a few steps of power iteration, and a jitter so that no two points coincide."""
    count = len(wished)
    squares = wished * wished
    centred = -0.5 * (squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean())
    rng = np.random.default_rng(0)
    axes = np.zeros((2, count))
    for number in (0, 1):
        axis = rng.random(count) - 0.5
        for _ in range(60):
            for found in axes[:number]:
                axis = axis - (axis * found).sum() * found
            axis = axis / _length(axis)
            axis = _times(centred, axis)
        axes[number] = axis / _length(axis)
    sizes = [math.sqrt(max(1.0, _length(_times(centred, axis)))) for axis in axes]
    axes *= np.array(sizes)[:, None]
    return np.asarray(axes + (rng.random((2, count)) - 0.5) * wished.max() * 0.03)


def _inverse(matrix: Numbers) -> Numbers:
    """Invert a matrix by Gauss and Jordan; one as even as a graph's needs no exchange of rows."""
    matrix = matrix.copy()
    for n in range(len(matrix)):
        pivot = 1 / matrix[n, n]
        matrix[n, n] = 1.0
        row = matrix[n] * pivot
        column = matrix[:, n].copy()
        column[n] = 0.0
        matrix[:, n] = 0.0
        matrix[n] = row
        matrix -= column[:, None] * row
    return matrix


def _length(vector: Numbers) -> float:
    return math.sqrt((vector * vector).sum()) or 1.0


def _times(matrix: Numbers, vector: Numbers) -> Numbers:
    return np.asarray((matrix * vector).sum(1))
