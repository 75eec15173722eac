from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.fields import RupiahField
from vendors.models.shipping import way_said


class VendorOrder(models.Model):
    """One vendor's part of a purchase: own number, shipping, status, deadline and share of the payment. Rupiah throughout.

    Made with the order, in one transaction. The sum over an order's vendor orders is the order's total, to the rupiah.
    """

    class Status(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
        NEW = "new", _("New")
        ACCEPTED = "accepted", _("Accepted")
        READY_FOR_PICKUP = "ready_for_pickup", _("Ready for pick-up")
        SHIPPED = "shipped", _("Shipped")
        DELIVERED = "delivered", _("Delivered")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")

    class CancelReason(models.TextChoices):
        BUYER = "buyer", _("cancelled by buyer")
        DECLINED = "declined", _("declined by the shop")
        SILENCE = "silence", _("no answer from the shop")
        PLUT = "plut", _("cancelled by PLUT")
        UNPAID = "unpaid", _("payment time ran out")

    CODE_TRIES = 3

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="vendor_orders")
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="vendor_orders")
    number = models.CharField(_("Order number"), max_length=40, unique=True)
    status = models.CharField(_("Status"), max_length=16, choices=Status.choices, default=Status.AWAITING_PAYMENT)
    cancel_reason = models.CharField(_("Reason"), max_length=8, choices=CancelReason.choices, blank=True)
    cancel_note = models.CharField(_("Note"), max_length=300, blank=True)

    goods_total = RupiahField(_("Goods"))
    shipping_charge = RupiahField(_("Shipping cost"))
    commission_total = RupiahField(_("Commission"))
    total = RupiahField(_("Total"))

    shipping_kind = models.CharField(_("Shipping"), max_length=12)
    shipping_name = models.CharField(_("Service"), max_length=80)
    weight_grams = models.PositiveIntegerField(_("Weight"), default=0)
    pickup_code = models.CharField(_("Pick-up code"), max_length=6, blank=True)
    pickup_place = models.CharField(_("Pick-up place"), max_length=250, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    courier = models.CharField(_("Courier"), max_length=60, blank=True)
    tracking_number = models.CharField(_("Tracking number"), max_length=60, blank=True)
    buyer_note = models.CharField(_("Note to seller"), max_length=200, blank=True)

    answer_by = models.DateTimeField(_("Answer by"), null=True, blank=True)
    ship_by = models.DateTimeField(_("Ship by"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["order_id", "number"]
        verbose_name = _("Vendor order")
        verbose_name_plural = _("Vendor orders")
        constraints = [
            models.UniqueConstraint(fields=["order", "vendor"], name="one_vendor_order_per_order_and_vendor"),
            models.CheckConstraint(
                name="vendor_order_adds_up",
                condition=models.Q(
                    goods_total__gte=0,
                    shipping_charge__gte=0,
                    commission_total__gte=0,
                    commission_total__lte=models.F("goods_total"),
                    total=models.F("goods_total") + models.F("shipping_charge"),
                ),
            ),
        ]
        indexes = [models.Index(fields=["vendor", "status", "-id"], name="vendor_order_desk")]

    def __str__(self) -> str:
        return self.number

    @property
    def vendor_receives(self) -> int:
        """Rupiah the vendor is owed for this order: goods and shipping less commission."""
        return int(self.total - self.commission_total)

    @property
    def is_pickup_locked(self) -> bool:
        """Too many wrong codes at the counter."""
        return self.status == self.Status.READY_FOR_PICKUP and self.wrong_codes >= self.CODE_TRIES

    @property
    def shipping_said(self) -> str:
        """The chosen way of shipping in the reader's language."""
        return way_said(self.shipping_kind, self.shipping_name)

    @property
    def is_pickup(self) -> bool:
        return self.shipping_kind == "pickup"


class VendorOrderLine(models.Model):
    """The marketplace's view of one sold line. The commission is fixed here at sale; later rules never touch it."""

    vendor_order = models.ForeignKey(VendorOrder, on_delete=models.PROTECT, related_name="lines")
    line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="vendor_line")
    goods = RupiahField(_("Goods"))
    commission_percent = models.DecimalField(_("Commission rate"), max_digits=5, decimal_places=2)
    commission = RupiahField(_("Commission"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Vendor order line")
        verbose_name_plural = _("Vendor order lines")
        constraints = [
            models.CheckConstraint(
                name="line_commission_within_goods",
                condition=models.Q(goods__gte=0, commission__gte=0, commission__lte=models.F("goods")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor_order_id}/{self.line_id}"


class VendorOrderChange(models.Model):
    """The history of a vendor order, written by the function that moves it."""

    vendor_order = models.ForeignKey(VendorOrder, on_delete=models.CASCADE, related_name="changes")
    old_status = models.CharField(max_length=16)
    new_status = models.CharField(max_length=16)
    note = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("Vendor order change")
        verbose_name_plural = _("Vendor order changes")

    def __str__(self) -> str:
        return f"{self.vendor_order_id}: {self.old_status} > {self.new_status}"
