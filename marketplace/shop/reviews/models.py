"""What buyers say about goods they received, what readers report about it, and the figures that follow from it."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_TEXT = 1500
LONGEST_ANSWER = 1000
MOST_PHOTOS = 3
STARS = (5, 4, 3, 2, 1)
# What a shop is rated for, apart from the goods.
ASPECTS = ("described", "packing", "speed")
_one_to_five = [MinValueValidator(1), MaxValueValidator(5)]


class Review(models.Model):
    """One buyer's word on one line of an order that arrived. `stars` are for the goods, the three aspects for the shop.

    `edited_at` changes with every change of the writer: a decision about the text names the one it was made about.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("review", "Being checked")
        PUBLISHED = "published", pgettext_lazy("review", "Published")
        REFUSED = "refused", pgettext_lazy("review", "Not published")
        HIDDEN = "hidden", pgettext_lazy("review", "Taken down")

    line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="review")
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="buyer_reviews")
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="reviews")
    stars = models.PositiveSmallIntegerField(_("Stars"), validators=_one_to_five)
    described = models.PositiveSmallIntegerField(_("As described"), null=True, blank=True, validators=_one_to_five)
    packing = models.PositiveSmallIntegerField(_("Packing"), null=True, blank=True, validators=_one_to_five)
    speed = models.PositiveSmallIntegerField(_("Speed"), null=True, blank=True, validators=_one_to_five)
    text = models.TextField(_("Review"), max_length=LONGEST_TEXT, blank=True)
    name = models.CharField(_("Name shown"), max_length=60, blank=True)
    photos = models.JSONField(_("Photos"), default=list, blank=True)
    has_photos = models.BooleanField(default=False)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.WAITING)
    state_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    written_at = models.DateTimeField(_("Written"), default=timezone.now)
    edited_at = models.DateTimeField(_("Last change"), default=timezone.now)
    answer = models.TextField(_("Seller's reply"), max_length=LONGEST_ANSWER, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Review")
        verbose_name_plural = _("Reviews")
        constraints = [
            models.CheckConstraint(name="review_has_one_to_five_stars", condition=models.Q(stars__range=(1, 5))),
            *(
                models.CheckConstraint(
                    name=f"review_{aspect}_has_one_to_five_stars",
                    condition=models.Q((f"{aspect}__isnull", True)) | models.Q((f"{aspect}__range", (1, 5))),
                )
                for aspect in ASPECTS
            ),
            models.CheckConstraint(
                name="review_answer_has_its_time", condition=models.Q(answer="") ^ models.Q(answered_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["product", "state", "-has_photos", "-written_at"], name="review_on_product"),
            models.Index(fields=["vendor", "state", "-written_at"], name="review_of_vendor"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.stars}"

    @property
    def shown_name(self) -> str:
        return self.name or str(pgettext_lazy("reviewer", "Buyer"))

    @property
    def needs_look(self) -> bool:
        """Whether PLUT looks at it first: words and photos may offend, name people or promise a cure; stars cannot."""
        return bool(self.text or self.photos)


class ReviewReport(models.Model):
    """A reader's report of a published review, and what became of it."""

    class Why(models.TextChoices):
        INSULT = "insult", _("Insulting or obscene")
        PRIVATE = "private", _("Shows personal data")
        CLAIM = "claim", _("Promises a cure or other effect on health")
        FALSE = "false", _("Not about this product, or advertising")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("report", "Open")
        UPHELD = "upheld", pgettext_lazy("report", "Review taken down")
        DISMISSED = "dismissed", pgettext_lazy("report", "Review stays")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="reports")
    why = models.CharField(_("Reason"), max_length=8, choices=Why.choices)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    state = models.CharField(_("State"), max_length=9, choices=State.choices, default=State.OPEN)
    reported_at = models.DateTimeField(_("Reported"), default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Report of a review")
        verbose_name_plural = _("Reports of reviews")
        indexes = [models.Index(fields=["state", "reported_at"], name="review_report_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "reporter"], condition=models.Q(state="open"), name="one_open_report_per_reader"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.why}"


def _figure(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=2, decimal_places=1, null=True, blank=True)


class ProductRating(models.Model):
    """The published stars of a product: written by `figures` alone. `average` is None while there are none.

    Reached as `product.score`: Oscar's product has a column of its own called `rating`.
    """

    product = models.OneToOneField("catalogue.Product", on_delete=models.CASCADE, related_name="score")
    average = _figure(_("Average"))
    count = models.PositiveIntegerField(_("Number of reviews"), default=0)
    five = models.PositiveIntegerField(default=0)
    four = models.PositiveIntegerField(default=0)
    three = models.PositiveIntegerField(default=0)
    two = models.PositiveIntegerField(default=0)
    one = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Rating of a product")
        verbose_name_plural = _("Ratings of products")

    def __str__(self) -> str:
        return f"{self.product_id}: {self.average}"

    @property
    def by_stars(self) -> list[tuple[int, int]]:
        """(stars, how many), from five down."""
        return list(zip(STARS, (self.five, self.four, self.three, self.two, self.one), strict=True))


class VendorRating(models.Model):
    """How buyers rate a shop's service, apart from its goods: written by `figures` alone.

    `average` is over all the stars given for any aspect, `count` the reviews that gave at least one.
    """

    vendor = models.OneToOneField("vendors.Vendor", on_delete=models.CASCADE, related_name="rating")
    average = _figure(_("Average"))
    count = models.PositiveIntegerField(_("Number of reviews"), default=0)
    described = _figure(_("As described"))
    packing = _figure(_("Packing"))
    speed = _figure(_("Speed"))

    class Meta:
        verbose_name = _("Rating of a shop")
        verbose_name_plural = _("Ratings of shops")

    def __str__(self) -> str:
        return f"{self.vendor_id}: {self.average}"
