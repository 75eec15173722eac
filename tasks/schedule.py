"""What Celery's beat sends and how often. A message not taken in time is dropped: the next one does its work."""

from celery.schedules import crontab

from tasks.celery import app


def every(task: str, seconds: float) -> dict:
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 5)}}


app.conf.beat_schedule = {
    "hand over events": every("tasks.sweep", 1),
    "send mails": every("tasks.send_mails", 2),
    "send refunds": every("tasks.send_refunds", 5),
    "expire orders": every("tasks.expire_orders", 30),
    "poll payments": every("tasks.poll_payments", 30),
    "collect fees": every("tasks.collect_fees", 60),
    "follow deadlines": every("tasks.follow_deadlines", 60),
    "publish scheduled pages": every("tasks.publish_scheduled_pages", 60),
    "forget old changes": every("tasks.forget_changes", 3600),
    "forget old sessions": {"task": "tasks.forget_sessions", "schedule": crontab(hour=3, minute=20)},
}
