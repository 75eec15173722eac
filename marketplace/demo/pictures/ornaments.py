"""Shapes that are counted rather than drawn by hand: flowers of batik."""

from collections.abc import Iterable
from math import cos, radians, sin


def _point(radius: float, angle: float) -> tuple[float, float]:
    return radius * cos(angle), radius * sin(angle)


def _curve(points: Iterable[tuple[float, float]]) -> str:
    return "C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def flower(radius: float, petals: int, width: float = 0.42, turn: float = 0) -> str:
    """Path of a flower around 0, 0; ``width`` is half a petal in radians, ``turn`` in degrees."""
    path = ""
    for petal in range(petals):
        middle = radians(360 / petals * petal + turn)
        left, right = middle - width, middle + width
        start = _point(radius * 0.22, middle)
        tip = _point(radius, middle)
        outward = (_point(radius * 0.7, left), _point(radius * 1.02, left * 0.35 + middle * 0.65), tip)
        inward = (_point(radius * 1.02, right * 0.35 + middle * 0.65), _point(radius * 0.7, right), start)
        path += f"M{start[0]:.1f} {start[1]:.1f}" + _curve(outward) + _curve(inward) + "z"
    return path
