"""What a person agreed to and when: written at sign-up and with every order, never changed, kept as the proof of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from marketplace.accounts.models import Consent, User
from marketplace.front import places

Document = Consent.Document


Source = Callable[[str], str]


def _from_settings(document: str) -> str:
    return settings.TERMS_VERSION


_source: list[Source] = [_from_settings]


def version_from(source: Source) -> None:
    """Ask this for the version of `terms` and `privacy` in force; called in `AppConfig.ready` by who keeps the pages."""
    _source[:] = [source]


def version(document: str) -> str:
    """The version of a document that is in force; empty while there is none."""
    return _source[0](document)


def at_sign_up(user: User) -> None:
    """The new account agreed to terms and privacy policy; saying so twice is once."""
    _write(timezone.now(), (Document.TERMS, Document.PRIVACY), user=user)


def with_order(number: str, user: User | None, at: datetime) -> None:
    """Whoever placed this order agreed to the terms; a guest's consent is found by the number."""
    _write(at, (Document.TERMS,), user=user, order_number=number)


def of(user: User) -> QuerySet[Consent]:
    """A person's consents, the latest first."""
    return user.consents.order_by("-at", "-pk")


def join(number: str, user: User) -> None:
    """A guest's order joined an account: so does the consent given with it."""
    Consent.objects.filter(order_number=number, user=None).update(user=user)


def _is_shown(document: str) -> bool:
    """Nobody agrees to what cannot be read: without its page the forms do not ask."""
    return bool(places.address(document))


def _write(at: datetime, documents: tuple[Document, ...], **whose: Any) -> None:
    in_force = [(one, version(one)) for one in documents if _is_shown(one)]
    rows = [Consent(document=one, version=which, at=at, **whose) for one, which in in_force if which]
    Consent.objects.bulk_create(rows, ignore_conflicts=True)
