from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.customer.abstract_models import AbstractUser
from phonenumber_field.modelfields import PhoneNumberField


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


class SavedAddress(models.Model):
    """An address in a person's address book. At most one of a person's addresses is the main one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_addresses")
    label = models.CharField(_("Save as"), max_length=40)
    recipient = models.CharField(_("Recipient"), max_length=100)
    phone = PhoneNumberField(_("Mobile number"), region="ID")
    district = models.ForeignKey("regions.Region", verbose_name=_("District"), on_delete=models.PROTECT)
    street = models.CharField(_("Street and house number"), max_length=200)
    village = models.CharField(_("Village"), max_length=100, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=5, blank=True)
    landmark = models.CharField(_("Landmark"), max_length=100, blank=True)
    is_main = models.BooleanField(_("Main address"), default=False)

    class Meta:
        ordering = ["-is_main", "pk"]
        verbose_name = _("Address")
        verbose_name_plural = _("Addresses")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(is_main=True), name="one_main_address")
        ]

    def __str__(self) -> str:
        return self.label
