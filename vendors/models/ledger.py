"""The ledger: append-only double entry in whole rupiah. Triggers refuse UPDATE and DELETE (migration 0002)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.fields import RupiahField


class Posting(models.Model):
    """One thing that happened to money. Its entries sum to zero. `key` makes it happen once."""

    class Kind(models.TextChoices):
        SALE = "sale", _("Sale")
        SURCHARGE = "surcharge", _("Unique code")
        GATEWAY_FEE = "gateway_fee", _("Payment fee")
        REFUND = "refund", _("Refund")
        UNMATCHED = "unmatched", _("Money without an order")
        PAYOUT = "payout", _("Payout")
        CORRECTION = "correction", _("Balance correction")

    kind = models.CharField(_("Kind"), max_length=11, choices=Kind.choices)
    key = models.CharField(_("Key"), max_length=120, unique=True)
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="postings")
    vendor_order = models.ForeignKey(
        "vendors.VendorOrder", on_delete=models.PROTECT, null=True, blank=True, related_name="postings"
    )
    at = models.DateTimeField(_("Date"), default=timezone.now)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Posting")
        verbose_name_plural = _("Postings")

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One side of a posting, in rupiah: positive is a debit, negative a credit."""

    class Account(models.TextChoices):
        GATEWAY = "gateway", _("Held by the payment gateway")
        BANK = "bank", _("PLUT's bank account")
        VENDOR_PAYABLE = "vendor_payable", _("Owed to vendors")
        BUYER_PAYABLE = "buyer_payable", _("Owed back to buyers")
        COMMISSION = "commission", _("Commission")
        GATEWAY_FEE = "gateway_fee", _("Payment fees")
        UNIQUE_CODE = "unique_code", _("Unique codes")
        ROUNDING = "rounding", _("Rounding")
        VOUCHER = "voucher", _("Vouchers of PLUT")
        DISPUTE = "dispute", _("Disputed")

    class Reason(models.TextChoices):
        GOODS = "goods", _("Sale of goods")
        SHIPPING = "shipping", _("Shipping cost")
        COMMISSION = "commission", _("Commission")
        REFUND = "refund", _("Refund to the buyer")
        COMMISSION_BACK = "commission_back", _("Commission returned")
        PAYOUT = "payout", _("Payout")
        CORRECTION = "correction", _("Balance correction")

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="entries")
    account = models.CharField(_("Account"), max_length=14, choices=Account.choices)
    vendor = models.ForeignKey(
        "vendors.Vendor", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    amount = RupiahField(_("Amount"))
    reason = models.CharField(_("Reason"), max_length=15, choices=Reason.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Entry")
        verbose_name_plural = _("Entries")
        constraints = [
            models.CheckConstraint(name="entry_moves_money", condition=~models.Q(amount=0)),
            models.CheckConstraint(
                name="entry_names_its_vendor",
                condition=models.Q(account="vendor_payable", vendor__isnull=False)
                | (~models.Q(account="vendor_payable") & models.Q(vendor__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["vendor", "id"], name="entry_statement")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
