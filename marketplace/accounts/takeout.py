"""The download of one's own data: asked for, made later by a handler, kept for a day in its row and nowhere else."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from marketplace.accounts import personal
from marketplace.accounts.models import DataFile, User
from marketplace.events import outbox
from marketplace.front import formats

KEPT = timedelta(hours=24)


def ask(user: User) -> DataFile:
    """Have the download made. While one is being made or can be fetched, that is the answer."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        there = of(user).first()
        if there:
            return there
        asked = DataFile.objects.create(user=user)
        outbox.record("data_file.asked", key=f"data_file.asked:{asked.pk}", data_file_id=asked.pk)
        return asked


def of(user: User) -> QuerySet[DataFile]:
    """What is being made or can be fetched, the latest first, without its content."""
    alive = Q(expires_at__gt=timezone.now()) | Q(expires_at=None, asked_at__gt=timezone.now() - KEPT)
    return user.data_files.filter(alive).defer("content").order_by("-pk")


def make(asked: DataFile) -> None:
    """Pack everything into the row, in the caller's transaction. A second call changes nothing."""
    if asked.ready_at:
        return
    now = timezone.now()
    with translation.override(asked.user.language):
        asked.content = _packed(asked.user, personal.export(asked.user))
    asked.ready_at, asked.expires_at = now, now + KEPT
    asked.save(update_fields=["content", "ready_at", "expires_at"])


def sweep() -> int:
    """Drop what is past its day, and what was asked for and never made. How many."""
    now = timezone.now()
    over = Q(expires_at__lte=now) | Q(expires_at=None, asked_at__lte=now - KEPT)
    return DataFile.objects.filter(over).delete()[0]


def _packed(user: User, data: dict[str, personal.Rows]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        archive.writestr("data.html", _on_paper(user, data))
    return out.getvalue()


def _on_paper(user: User, data: dict[str, personal.Rows]) -> str:
    """The same for reading, in the person's language."""
    sections = [(part.title or part.name, [_facts(part, row) for row in data[part.name]]) for part in personal.parts()]
    about = {"user": user, "sections": sections, "made": timezone.now(), "language": user.language}
    return render_to_string("account/data_file.html", about)


def _facts(part: personal.Part, row: dict[str, Any]) -> list[tuple[Any, str]]:
    return [(part.labels.get(name, name), _written(value)) for name, value in row.items() if value not in ("", None)]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return translation.gettext("Yes") if value else translation.gettext("No")
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    if isinstance(value, dict):
        return " ".join(_written(one) for one in value.values())
    return formats.wib(value) if hasattr(value, "tzinfo") else str(value)
