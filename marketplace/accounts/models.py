from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.customer.abstract_models import AbstractUser


class User(AbstractUser):
    """A person who logs in by e-mail. What they may do comes from groups (staff) and vendor memberships, never from here."""

    full_name = models.CharField(_("Full name"), max_length=255, blank=True)
    language = models.CharField(_("Language"), max_length=5, default="id")

    def get_full_name(self) -> str:
        return self.full_name or super().get_full_name()

    def get_short_name(self) -> str:
        return self.get_full_name()

    def __str__(self) -> str:
        return self.get_full_name() or self.email
