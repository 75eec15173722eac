"""A look into the mailbox at /surat/ for developers and the demo. Where mail really goes out there is no such page."""

import base64

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.notices import mailbox

MAILBOX = "marketplace.notices.mailbox.MailboxBackend"


def developer(request: HttpRequest) -> access.Verdict:
    """Anyone where mails are only files of this machine; production refuses that backend, so the page is not there."""
    return access.Verdict.YES if settings.EMAIL_BACKEND == MAILBOX else access.Verdict.HIDDEN


@access.to(developer)
@require_safe
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/mailbox.html", {"letters": mailbox.letters()})


@access.to(developer)
@require_safe
@never_cache
# A mail brings its styles in its own tags, as mail programs want them.
@csp_update({"style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # its stub allows no further arguments
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """The mail as a page, or with `?teks=1` (and when it has no page) as plain text."""
    found = mailbox.letter(name)
    if found is None:
        raise Http404
    page = "" if "teks" in request.GET else mailbox.part(found, "html")
    if page:
        return HttpResponse(_with_pictures(found, page))
    return HttpResponse(mailbox.part(found, "plain"), content_type="text/plain; charset=utf-8")


def _with_pictures(found: mailbox.Letter, page: str) -> str:
    for content_id, kind, contents in mailbox.pictures(found):
        page = page.replace(f"cid:{content_id}", f"data:{kind};base64,{base64.b64encode(contents).decode()}")
    return page
