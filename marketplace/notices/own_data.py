"""Notices and mails as a part of a person's data, and a buyer's name in what shops and staff were told."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from marketplace.accounts import personal, proof
from marketplace.accounts.models import User
from marketplace.notices import inbox, values
from marketplace.notices.models import Mail, Notice
from marketplace.shop.order import visiting


def register() -> None:
    told = {"at": _("When"), "subject": _("Subject"), "text": _("Text"), "read": _("Read")}
    personal.register("notices", _notices, _erase_notices, title=_("Notifications"), labels=told)
    sent = {"at": _("When"), "to": _("Email"), "subject": _("Subject")}
    personal.register("mails", _mails, _erase_mails, title=_("Mails to you"), labels=sent)


def _notices(user: User) -> personal.Rows:
    lines = inbox.written(inbox.for_user(user).order_by("pk"), user.language)
    return [
        {"at": one.notice.at, "subject": one.words.subject, "text": one.words.body, "read": one.notice.read_at}
        for one in lines
    ]


def _erase_notices(user: User) -> None:
    inbox.for_user(user).delete()
    nameless = values.packed({"buyer": values.phrase(noop("The buyer"))})
    about = _any(Q(path__contains=order.number) for order in visiting.of_account(user))
    for notice in Notice.objects.filter(about, user=None):
        if "buyer" in notice.values:
            Notice.objects.filter(pk=notice.pk).update(values={**notice.values, **nameless})


def _mails(user: User) -> personal.Rows:
    """Those to addresses that are shown to be theirs, without what is in them: some hold a code or a key."""
    mails = Mail.objects.filter(recipient__in=proof.addresses(user)).order_by("pk")
    return [{"at": one.queued_at, "to": one.recipient, "subject": one.subject} for one in mails.defer("text", "html")]


def _erase_mails(user: User) -> None:
    """Our copies of mails to the person, and of those to shops and staff about their orders."""
    Mail.objects.filter(Q(recipient__iexact=user.email) | Q(recipient__in=proof.addresses(user))).delete()
    orders = visiting.of_account(user).select_related("purchase")
    about = _any(Q(text__contains=order.number) | Q(text__contains=order.purchase.token) for order in orders)
    Mail.objects.filter(about).delete()


def _any(questions: Iterable[Any]) -> Q:
    """Any of these; nothing when there are none."""
    asked = Q(pk__in=[])
    for question in questions:
        asked |= question
    return asked
