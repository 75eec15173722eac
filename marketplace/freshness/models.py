from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """Something that public pages show has changed. Only ever added to, by triggers; old rows are pruned."""

    source = models.CharField(max_length=63)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.source}"
