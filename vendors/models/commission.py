from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CommissionRule(models.Model):
    """A commission rate with its dates. A rule for one vendor goes before the general one; the newest start wins."""

    vendor = models.ForeignKey(
        "vendors.Vendor", on_delete=models.CASCADE, null=True, blank=True, related_name="commission_rules"
    )
    percent = models.DecimalField(
        _("Percent of goods"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    valid_from = models.DateTimeField(_("Valid from"), default=timezone.now)
    valid_until = models.DateTimeField(_("Valid until"), null=True, blank=True)

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name = _("Commission rule")
        verbose_name_plural = _("Commission rules")
        constraints = [
            models.CheckConstraint(
                name="commission_percent_is_a_share", condition=models.Q(percent__gte=0, percent__lte=100)
            )
        ]

    def __str__(self) -> str:
        return f"{self.percent} % {self.vendor or ''}".strip()
