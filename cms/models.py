from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from cms import slugs


class Picture(AbstractImage):
    """Our own image model from the start, since it cannot be swapped in later."""

    alt_text = models.CharField(_("Alt text"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "alt_text")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text or self.title


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]


class StandardPage(Page):
    """A page of text: about us, terms, privacy, how to buy."""

    body = RichTextField(_("Text"), features=["h2", "h3", "bold", "italic", "link", "ol", "ul"])

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page", "cms.StandardPage"]
    template = "cms/standard_page.html"

    @property
    def is_dated(self) -> bool:
        """Whether readers must know from when the words hold: terms and privacy."""
        return self.slug in (slugs.TEXTS["terms"], slugs.TEXTS["privacy"]) and self.last_published_at is not None

    def clean(self) -> None:
        super().clean()
        if self.slug in slugs.reserved():
            raise ValidationError({"slug": _("This address belongs to the shop. Choose another.")})

    class Meta:
        verbose_name = _("Page of text")
        verbose_name_plural = _("Pages of text")
