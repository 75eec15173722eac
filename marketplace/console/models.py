from django.db import models

from marketplace.console.rights import RIGHTS


class Right(models.Model):
    """Holds no rows: Django hangs permissions on models, and these are rights to pages of the console."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = list(RIGHTS.items())
