"""The words of mails and notices, editable in both languages, with a preview and a check of their gaps."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from marketplace import access
from marketplace.console import diary, rights
from marketplace.console.forms import WordingForm
from marketplace.console.views.lists import frame
from marketplace.notices import messages as catalogue
from marketplace.notices import wording
from marketplace.notices.models import Wording

TITLE = _("Words of mails")
AUDIENCES = {
    catalogue.Audience.SHOPPER: _("To buyers"),
    catalogue.Audience.VENDOR: _("To sellers"),
    catalogue.Audience.STAFF: _("To PLUT staff"),
}


@access.to(rights.may("edit_wording"))
def index(request: HttpRequest) -> HttpResponse:
    """Every message with its subject in each language, and whether staff have put their own words in place."""
    own = {(row.message, row.language): row for row in Wording.objects.all()}
    groups = [
        (label, [_row(message, own) for message in catalogue.CATALOGUE.values() if message.audience == audience])
        for audience, label in AUDIENCES.items()
    ]
    return render(request, "console/wordings.html", {"groups": groups, **frame(TITLE, icon="mail")})


@access.to(rights.may("edit_wording"))
def edit(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """One message in one language. "Preview" shows it with examples and saves nothing."""
    message = _message(code, language)
    own = Wording.objects.filter(message=code, language=language).first()
    now = own or message.words[language]
    form = WordingForm(request.POST or None, message=message, initial={"subject": now.subject, "body": now.body})
    preview: catalogue.Words | None = wording.filled(catalogue.Words(now.subject, now.body), wording.example(message))
    if request.method == "POST" and form.is_valid():
        words = catalogue.Words(**form.cleaned_data)
        if "preview" not in request.POST:
            _save(request, code, language, words, own)
            return redirect("console:wording", code, language)
        preview = wording.filled(words, wording.example(message))
    elif request.method == "POST":
        preview = None
    context = {
        "form": form,
        "preview": preview,
        "own": own,
        "language": language,
        "code": code,
        "languages": settings.LANGUAGES,
        "placeholders": [(name, catalogue.PLACEHOLDERS[name]) for name in message.placeholders],
    }
    title = message.words["id"].subject
    page = frame(title, ("console:wordings", TITLE), icon="mail")
    return render(request, "console/wording.html", {**context, **page})


@access.to(rights.may("edit_wording"))
@require_POST
def reset(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Back to the built-in words."""
    _message(code, language)
    row = Wording.objects.filter(message=code, language=language).first()
    if row:
        diary.note(request, row, "wording", before=f"{row.subject}\n\n{row.body}")
        row.delete()
        messages.success(request, gettext("The built-in words are back."))
    return redirect("console:wording", code, language)


def _row(message: catalogue.Message, own: dict[tuple[str, str], Wording]) -> dict[str, Any]:
    cells = [
        (language, name, own.get((message.code, language)) or message.words[language], (message.code, language) in own)
        for language, name in settings.LANGUAGES
    ]
    return {"code": message.code, "cells": cells}


def _message(code: str, language: str) -> catalogue.Message:
    try:
        message = catalogue.message(code)
    except catalogue.Unknown:
        raise Http404 from None
    if language not in message.words:
        raise Http404
    return message


def _save(request: HttpRequest, code: str, language: str, words: catalogue.Words, own: Wording | None) -> None:
    before = f"{own.subject}\n\n{own.body}" if own else ""
    row, _created = Wording.objects.update_or_create(
        message=code, language=language, defaults={"subject": words.subject, "body": words.body}
    )
    diary.note(request, row, "wording", before=before, after=f"{words.subject}\n\n{words.body}")
    messages.success(request, gettext("Changes saved."))
