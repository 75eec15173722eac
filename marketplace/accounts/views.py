"""A person's own page: the ways to their orders, notices, settings and work."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace import access
from marketplace.accounts import desks, hub
from marketplace.accounts.forms import LanguageForm
from marketplace.accounts.models import User
from marketplace.front import toasts


@access.to(access.logged_in)
@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    about = {
        "blocks": hub.shown_to(user),
        "languages": settings.LANGUAGES,
        "shops": [member.vendor for member in user.memberships.select_related("vendor").order_by("pk")],
        "works_for_plut": desks.works_for_plut(user),
    }
    return render(request, "account/account.html", about)


@access.to(access.logged_in)
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language of mails and of the pages a person starts on, and show the account in it."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("account")
    language = form.cleaned_data["language"]
    user = cast(User, request.user)
    user.language = language
    user.save(update_fields=["language"])
    with override(language):
        toasts.tell(request, _("Changes saved."))
    answer = HttpResponseRedirect(translate_url(request.build_absolute_uri("/akun/"), language))
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
    return answer
