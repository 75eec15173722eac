"""What time brings: entries carried out, in order, at the moment they were due, once the clock has passed it."""

from collections.abc import Callable

from marketplace.payments.simulator import clock
from marketplace.payments.simulator.world import World

Act = Callable[[World, str], None]
_ACTS: dict[str, Act] = {}


def act(name: str) -> Callable[[Act], Act]:
    """Name the function that carries out an entry; it is given the id of its object."""

    def register(function: Act) -> Act:
        _ACTS[name] = function
        return function

    return register


def add(world: World, due: int, name: str, subject: str) -> None:
    world.store.run("INSERT INTO agenda (due, act, subject) VALUES (?, ?, ?)", (due, name, subject))
    world.bell.set()


def run_due(world: World) -> None:
    """One transaction per entry; an entry may add others, which run too if they are due."""
    now = world.now()
    while world.store.rows("SELECT 1 FROM agenda WHERE due <= ? LIMIT 1", (now,)):
        with world.store.transaction():
            rows = world.store.rows("SELECT * FROM agenda WHERE due <= ? ORDER BY due, id LIMIT 1", (now,))
            if not rows:  # another thread was quicker
                return
            world.store.run("DELETE FROM agenda WHERE id = ?", (rows[0]["id"],))
            with clock.fixed_at(rows[0]["due"]):
                _ACTS[rows[0]["act"]](world, rows[0]["subject"])
