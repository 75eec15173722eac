"""The pages of a person's own data: what they agreed to, the download, and the end of the account."""

from typing import Any, cast

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace import access
from marketplace.accounts import consents, erasure, fresh_code, takeout
from marketplace.accounts.forms import CodeForm, PasswordForm
from marketplace.accounts.models import User

MOST_CONSENTS = 50


@access.to(access.logged_in)
@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    about = {"file": takeout.of(user).first(), "consents": consents.of(user)[:MOST_CONSENTS]}
    return render(request, "account/data.html", about)


@access.to(access.logged_in)
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    takeout.ask(cast(User, request.user))
    messages.success(request, _("We are putting your data together and write to you when it is ready."))
    return redirect("account_data")


@access.to(access.logged_in)
@require_safe
@never_cache
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own file, within its day. Somebody else's does not exist."""
    file = get_object_or_404(cast(User, request.user).data_files, pk=pk)
    if not file.expires_at or file.expires_at <= timezone.now():
        messages.info(request, _("This file can no longer be fetched. Ask for a new one."))
        return redirect("account_data")
    answer = HttpResponse(bytes(file.content), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="pasar-jambi-{timezone.localdate(file.ready_at)}.zip"'
    return answer


@access.to(access.logged_in)
@require_http_methods(["GET", "POST"])
@never_cache
def delete(request: HttpRequest) -> HttpResponse:
    """Say why it must wait, or ask for the password or a mailed code, then delete."""
    user = cast(User, request.user)
    reasons = erasure.obstacles(user)
    if reasons or request.method != "POST":
        return _ask(request, reasons, _form(request, user), 422 if request.method == "POST" else 200)
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        messages.error(request, _("Too many tries. Try again in a few minutes."))
        return _ask(request, [], _form(request, user), 429)
    if request.POST.get("do") == "code":
        fresh_code.send(request, user)
        messages.success(request, _("The code is on its way to {email}.").format(email=user.email))
        return redirect("account_delete")
    return _delete(request, user)


@access.to(access.anyone)
@require_safe
@never_cache
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "account/deleted.html")


def _delete(request: HttpRequest, user: User) -> HttpResponse:
    form = _form(request, user, request.POST)
    if form is None or not form.is_valid():
        return _ask(request, [], form, 422)
    try:
        erasure.erase(user)
    except erasure.Refused as refused:
        return _ask(request, refused.reasons, form, 422)
    logout(request)
    return redirect("account_deleted")


def _form(request: HttpRequest, user: User, data: Any = None) -> Any:
    """Asks for the code that was mailed, else for the password; None for a person without one who has no code yet."""
    if fresh_code.is_sent(request):
        return CodeForm(data, request=request)
    return PasswordForm(data, user=user) if user.has_usable_password() else None


def _ask(request: HttpRequest, reasons: list[str], form: Any, status: int) -> HttpResponse:
    about = {"reasons": reasons, "form": form, "code_is_sent": fresh_code.is_sent(request)}
    return render(request, "account/delete.html", about, status=status)
