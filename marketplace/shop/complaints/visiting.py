"""Who may read a complaint: whoever sent or looked it up in this session, its account, and whoever has the mailed key."""

from django.core import signing
from django.http import Http404, HttpRequest

from marketplace.accounts.models import User
from marketplace.shop.complaints.models import Ticket

SESSION_KEY = "tickets"
MOST_REMEMBERED = 20
_SALT = "complaints"


def key_of(ticket: Ticket) -> str:
    """The key in our mails that opens the complaint without an account."""
    return signing.Signer(salt=_SALT).signature(ticket.number)


def remember(request: HttpRequest, ticket: Ticket) -> None:
    known = [number for number in request.session.get(SESSION_KEY, []) if number != ticket.number]
    request.session[SESSION_KEY] = [*known, ticket.number][-MOST_REMEMBERED:]


def ticket_or_404(request: HttpRequest, number: str) -> Ticket:
    """The complaint, if this visitor may read it; one of a stranger and one that never was look the same."""
    ticket = Ticket.objects.prefetch_related("answers").filter(number=number).first()
    if ticket is None or not _may_read(request, ticket):
        raise Http404
    return ticket


def has_key(request: HttpRequest, ticket: Ticket) -> bool:
    try:
        signing.Signer(salt=_SALT).unsign(f"{ticket.number}:{request.GET.get('kunci', '')}")
    except signing.BadSignature:
        return False
    return True


def _may_read(request: HttpRequest, ticket: Ticket) -> bool:
    if ticket.number in request.session.get(SESSION_KEY, []) or has_key(request, ticket):
        return True
    return isinstance(request.user, User) and ticket.user_id == request.user.pk
