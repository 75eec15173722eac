"""Public pages are kept whole and alike for everybody, and rendered anew when what they show has changed.

    @access.to(access.anyone)
    @whole_pages.kept("page", "sort")
    @require_safe
    def index(request): ...

Such a view must show nothing of the visitor: it is asked without any cookie, and its answer is everybody's.
"""

from collections.abc import Callable
from dataclasses import dataclass

# Figures that no trigger watches, pieces sold above all, are at most this old.
STANDARD_SECONDS = 15 * 60


@dataclass(frozen=True)
class Keeping:
    """`query`: the parameters a page reads. `seconds`: how long it may stand even if nothing changed."""

    query: frozenset[str] = frozenset()
    seconds: int = STANDARD_SECONDS


def kept(*query: str, seconds: int = STANDARD_SECONDS) -> Callable[[Callable], Callable]:
    """Keep a view's pages whole. An address with a parameter that is neither in `query` nor known noise goes past."""

    def state(view: Callable) -> Callable:
        view.keeping = Keeping(frozenset(query), seconds)  # type: ignore[attr-defined]
        return view

    return state
