"""Which wording of the legal pages is in force, for whoever notes what somebody agreed to."""

from django.utils import timezone

from cms import slugs
from cms.models import StandardPage

NAMES = ("terms", "privacy")


def version(name: str) -> str:
    """The published wording of `terms` or `privacy`, as `2026-11-24.r12`: its day in WIB and Wagtail's number of the revision.

    The Indonesian page counts. Empty while there is none. Raises KeyError for any other name.
    """
    if name not in NAMES:
        raise KeyError(name)
    page = StandardPage.objects.live().filter(slug=slugs.TEXTS[name], locale__language_code="id").first()
    if page is None or page.last_published_at is None:
        return ""
    return f"{timezone.localdate(page.last_published_at):%Y-%m-%d}.r{page.live_revision_id}"
