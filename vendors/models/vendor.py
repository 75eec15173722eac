from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


class Vendor(models.Model):
    """A UMKM or cooperative that sells here. Oscar's Partner fulfils; the Vendor sells, is approved and is paid."""

    class Kind(models.TextChoices):
        PERSON = "perorangan", _("Sole trader")
        CV = "cv", _("CV")
        PERSON_COMPANY = "pt_perorangan", _("One-person company")
        COMPANY = "pt", _("Company (PT)")
        COOPERATIVE = "koperasi", _("Cooperative")
        GROUP = "kelompok", _("Business group")
        VILLAGE_COMPANY = "bumdes", _("Village company (BUMDes)")

    class Status(models.TextChoices):
        APPLIED = "applied", _("Applied")
        ONBOARDING = "onboarding", _("Getting started")
        IN_REVIEW = "in_review", _("In review")
        OPEN = "open", _("Open")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")

    partner = models.OneToOneField("partner.Partner", on_delete=models.PROTECT, related_name="vendor")
    name = models.CharField(_("Shop name"), max_length=100)
    slug = models.SlugField(_("Shop address"), max_length=60, unique=True)
    kind = models.CharField(_("Kind"), max_length=13, choices=Kind.choices, default=Kind.PERSON)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.APPLIED)
    status_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    cooperative_number = models.CharField(_("Cooperative number (NIKop)"), max_length=20, blank=True)

    tagline = models.CharField(_("Tagline"), max_length=120, blank=True)
    tagline_en = models.CharField(_("Tagline in English"), max_length=120, blank=True)
    story = models.TextField(_("Story"), max_length=3000, blank=True)
    story_en = models.TextField(_("Story in English"), max_length=3000, blank=True)
    policies = models.TextField(_("Policies"), max_length=3000, blank=True)
    policies_en = models.TextField(_("Policies in English"), max_length=3000, blank=True)
    opening_hours = models.CharField(_("Remark on the opening hours"), max_length=120, blank=True)
    portrait = models.ImageField(_("Portrait"), upload_to="shops/", blank=True)
    banner = models.ImageField(_("Banner"), upload_to="shops/", blank=True)

    email = models.EmailField(_("Email"))
    phone = PhoneNumberField(_("WhatsApp number"), region="ID")
    district = models.ForeignKey(
        "regions.Region", verbose_name=_("District"), on_delete=models.PROTECT, related_name="vendors"
    )
    street = models.CharField(_("Street and house number"), max_length=200)
    village = models.CharField(_("Village"), max_length=80, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=5)

    holiday_from = models.DateField(_("Holiday from"), null=True, blank=True)
    holiday_until = models.DateField(_("Holiday until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        verbose_name = _("Vendor")
        verbose_name_plural = _("Vendors")
        constraints = [
            models.CheckConstraint(
                name="vendor_holiday_has_both_ends",
                condition=models.Q(holiday_from__isnull=True, holiday_until__isnull=True)
                | models.Q(holiday_from__lte=models.F("holiday_until")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("storefront:shop", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_on_holiday(self) -> bool:
        if not self.holiday_from or not self.holiday_until:
            return False
        return self.holiday_from <= timezone.localdate() <= self.holiday_until


class VendorChange(models.Model):
    """One step of a vendor's life cycle: who, when, from what to what, and why."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="changes")
    old_status = models.CharField(max_length=10, blank=True)
    new_status = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("Vendor change")
        verbose_name_plural = _("Vendor changes")

    def __str__(self) -> str:
        return f"{self.vendor}: {self.old_status} > {self.new_status}"


class Membership(models.Model):
    """What one person may do in one shop. The rights of each role stand in `vendors.permissions`."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        CATALOGUE = "catalogue", _("Products")
        ORDERS = "orders", _("Orders")
        MONEY = "money", _("Money")
        READ_ONLY = "read_only", _("Read only")

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("Access"), max_length=9, choices=Role.choices)

    class Meta:
        ordering = ["vendor", "user"]
        verbose_name = _("Membership")
        verbose_name_plural = _("Memberships")
        constraints = [models.UniqueConstraint(fields=["vendor", "user"], name="one_membership_per_person_and_shop")]

    def __str__(self) -> str:
        return f"{self.user} @ {self.vendor}: {self.role}"
