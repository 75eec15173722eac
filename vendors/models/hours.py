from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class OpeningHours(models.Model):
    """One span in which a shop is open on one day of the week, in western Indonesian time (WIB). A shop that closes at noon
    and opens again has two. A span ends on the day it begins."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(
        _("Day"), choices=Weekday.choices, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    opens = models.TimeField(_("Opens"))
    closes = models.TimeField(_("Closes"))

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name = _("Opening hours")
        verbose_name_plural = _("Opening hours")
        constraints = [
            models.CheckConstraint(name="hours_weekday_is_one", condition=models.Q(weekday__gte=1, weekday__lte=7)),
            models.CheckConstraint(name="hours_end_after_they_begin", condition=models.Q(closes__gt=models.F("opens"))),
            models.UniqueConstraint(fields=["vendor", "weekday", "opens"], name="hours_begin_once"),
        ]
        indexes = [models.Index(fields=["weekday", "opens", "closes"], name="hours_open_now")]

    def __str__(self) -> str:
        return f"{self.vendor_id} {self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"
