from django.db import models


class Change(models.Model):
    """Something that public pages show was changed. Rows are added by triggers, never changed, and pruned by number.

    Appended, not counted up: two sales that commit at once do not wait for one row.
    """

    what = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}: {self.what}"
