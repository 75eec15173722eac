"""Buttons that move a shop, a listing or a review: what may be pressed now, and pressing it."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.console import badges, diary
from marketplace.console.forms import ReasonForm

# The first word of a page is not a threat: what takes something away is a plain button that opens a form first.
LOUD = {"approve", "reopen", "submit", "put_back", "show_again"}

LABELS = {
    "submit": gettext_lazy("Send for review"),
    "approve": gettext_lazy("Approve"),
    "send_back": gettext_lazy("Ask for changes"),
    "reject": gettext_lazy("Reject"),
    "suspend": gettext_lazy("Suspend"),
    "reopen": gettext_lazy("Reopen"),
    "close": gettext_lazy("Close for good"),
    "take_down": gettext_lazy("Take down"),
    "put_back": gettext_lazy("Put on sale again"),
    "refuse": gettext_lazy("Do not publish"),
    "hide": gettext_lazy("Take down"),
    "show_again": gettext_lazy("Publish again"),
    "revoke": gettext_lazy("Revoked by issuer"),
}


@dataclass(frozen=True)
class Verb:
    act: str
    label: Any
    needs_reason: bool
    loud: bool


def verbs(rules: ModuleType, thing: Model, rights: dict[str, bool]) -> list[Verb]:
    """The moves of `vendors.onboarding`, `vendors.curation` or of reviews that fit now and that this person may make."""
    acts = [act for act in rules.allowed(thing) if rights[act]]
    return [Verb(act, LABELS[act], rules.MOVES[act].needs_reason, act in LOUD) for act in acts]


def press(request: HttpRequest, rules: ModuleType, thing: Model, act: str, *, kind: str, field: str) -> None:
    """Make one move, tell the person how it went, and write the diary.

    The state the person saw comes with the form: if it is no longer the present one, nothing is changed.
    """
    if act not in rules.MOVES:
        raise Http404
    seen = request.POST.get("seen", getattr(thing, field))
    setattr(thing, field, seen)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A reason has at most 300 characters."))
        return
    reason = form.cleaned_data["reason"]
    arguments = [reason] if rules.MOVES[act].needs_reason else []
    try:
        getattr(rules, act)(thing, request.user, *arguments)
    except rules.Refused as refused:
        messages.error(request, str(refused))
        return
    now = getattr(thing, field)
    diary.note(request, thing, kind, before=seen, after=now, reason=" ".join(arguments))
    messages.success(request, _("Now “{state}”.").format(state=badges.of(kind, now).label))
