"""A worker killed with -9 loses nothing and doubles nothing, on either broker."""

import pytest

from tests.tasks.stage import Stage


def kill_while_working(stage: Stage, events: int, kills: int) -> None:
    """Kill the worker each time another part of the events has had its effect; then let the last one finish."""
    beat = stage.start_beat()
    worker = stage.start_worker()
    stage.happen(events)
    for kill in range(1, kills + 1):
        part = events * kill // (kills + 1)
        stage.wait_until(lambda part=part: stage.effects().total() >= part, 60)
        stage.kill(worker)
        worker = stage.start_worker()
    stage.wait_until(lambda: stage.all_done(events), 90)
    stage.kill(worker)
    stage.kill(beat)


def assert_nothing_lost_nothing_doubled(stage: Stage, events: int) -> None:
    assert len(stage.effects()) == events
    assert set(stage.effects().values()) == {1}
    assert len(stage.mails_queued()) == events
    assert set(stage.mails_queued().values()) == {1}
    # A mail may go out again after a crash, but as the same mail: the mailbox shows one per Message-ID.
    assert len(stage.mails_sent()) == events


def test_a_worker_killed_once_in_the_middle(stage, broker):
    it = stage(broker=broker)
    kill_while_working(it, events=40, kills=1)
    assert_nothing_lost_nothing_doubled(it, 40)


@pytest.mark.slow
def test_a_worker_killed_five_times_while_a_hundred_events_are_worked_off(stage, broker):
    it = stage(broker=broker, PROOF_PAUSE="0.1")
    kill_while_working(it, events=100, kills=5)
    assert_nothing_lost_nothing_doubled(it, 100)


def test_with_done_marked_outside_the_transaction_a_kill_doubles_an_effect(stage):
    it = stage(PROOF_GUARD="off", PROOF_PAUSE="0.3")
    kill_while_working(it, events=12, kills=1)
    assert max(it.effects().values()) == 2
