"""What happens later: the relay that hands the outbox to Celery, the handlers, the schedule and the sweeps."""

from tasks.celery import app

__all__ = ["app"]
