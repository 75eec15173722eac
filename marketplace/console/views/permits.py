"""One permit as a curator checks it: number beside paper, the goods it covers, and the decision."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from marketplace import access, papers
from marketplace.console import diary, rights
from marketplace.console.views import moves
from marketplace.console.views.lists import frame
from vendors import permits
from vendors.models import Permit


@access.to(rights.may("judge_products"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    permit = get_object_or_404(Permit.objects.select_related("vendor", "checked_by"), pk=pk)
    context = {
        "permit": permit,
        "products": permit.products.order_by("title"),
        "is_picture": papers.is_picture(permit.document.name),
        "diary": diary.of(permit),
        "verbs": moves.verbs(permits, permit, dict.fromkeys(permits.MOVES, True)),
    }
    page = frame(str(permit), ("permit:index", _("Permits")), icon="clipboard-list")
    return render(request, "console/permit.html", {**context, **page})


@access.to(rights.may("judge_products"))
def document(request: HttpRequest, pk: int) -> FileResponse:
    """The uploaded paper, for those who check it and for nobody else."""
    permit = get_object_or_404(Permit, pk=pk)
    if not permit.document:
        raise Http404
    return papers.sent(permit.document, name=f"izin-{permit.pk}")


@access.to(rights.may("judge_products"))
@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    permit = get_object_or_404(Permit, pk=pk)
    moves.press(request, permits, permit, act, kind="permit", field="state")
    return redirect("console:permit", pk)
