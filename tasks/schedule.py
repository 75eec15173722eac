"""What Celery's beat sends and how often. A message that was not taken in time is dropped: the next one does its work."""

from celery.schedules import crontab

from tasks.celery import app


def every(task: str, seconds: float) -> dict:
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 5)}}


app.conf.beat_schedule = {
    "hand over events": every("tasks.sweep", 1),
    "publish scheduled pages": every("tasks.publish_scheduled_pages", 60),
    "forget old sessions": {"task": "tasks.forget_sessions", "schedule": crontab(hour=3, minute=20)},
}
