"""Transfer to PLUT's account with a unique code. Staff compare the bank statement; a proof is a hint, never a payment."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.events import outbox
from marketplace.payments.gateway import Found, PageState, SentRefund
from marketplace.payments.models import Payment, PaymentAttempt, Refund, TransferProof

AWAITING = (Payment.State.PENDING, Payment.State.PROOF_RECEIVED, Payment.State.MISMATCH)


class TooMany(Exception):
    """An order has all the proofs it may have."""


class NotWaiting(Exception):
    """No proof waits for a look any more."""


MOST_PROOFS = 5
# Long enough to ask one's bank for the slip, whatever was left of the time to pay.
TIME_FOR_ANOTHER = timedelta(hours=24)


class BankTransfer:
    def page_for(self, payment: Payment, return_url: str) -> str:
        """The order page itself shows what to transfer, where and until when."""
        return reverse("orders:detail", args=[payment.order.number])

    def look_up(self, attempt: PaymentAttempt) -> Found:
        return Found(PageState.OPEN)

    def close(self, attempt: PaymentAttempt) -> Found:
        return Found(PageState.CLOSED)

    def send_refund(self, refund: Refund) -> SentRefund | None:
        return None

    def look_up_refund(self, refund: Refund) -> SentRefund | None:
        return None

    def fee_sen(self, reference: str) -> int | None:
        return 0


@transaction.atomic
def ask_again(payment: Payment, reason: str) -> None:
    """The proof says nothing: the buyer is asked for another one and has at least a day for it. Raises NotWaiting.

    `reason` is one of `TransferProof.Refusal`. An earlier deadline moves to a day from now, a later one stays.
    """
    now = timezone.now()
    until = max(payment.expires_at, now + TIME_FOR_ANOTHER)
    waiting = Payment.objects.filter(pk=payment.pk, state=Payment.State.PROOF_RECEIVED)
    if not waiting.update(state=Payment.State.PENDING, expires_at=until):
        raise NotWaiting
    payment.state, payment.expires_at = Payment.State.PENDING, until
    payment.proofs.filter(refused_at=None).update(refused_at=now, refused_for=reason)
    with translation.override("en"):
        words = str(TransferProof.Refusal(reason).label)
    newest = payment.proofs.order_by("-pk").values_list("pk", flat=True).first()
    outbox.record("payment.proof_asked", key=f"payment.proof_asked:{newest}", payment_id=payment.pk, reason=words)


def refusal_of(payment: Payment) -> str:
    """Why another proof was asked for, in the reader's words; empty when none is being asked for."""
    last = payment.proofs.order_by("-pk").first() if payment.state == Payment.State.PENDING else None
    return last.get_refused_for_display() if last and last.refused_for else ""


@transaction.atomic
def receive_proof(payment_id: int, slip: ContentFile) -> TransferProof:
    """Keep a slip that `pictures.clean_slip` has checked, and put the payment in front of staff. Raises TooMany."""
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    if payment.proofs.filter(refused_at=None).count() >= MOST_PROOFS:
        raise TooMany
    proof = TransferProof.objects.create(payment=payment, file=slip)
    # Also after a wrong amount: whoever sent the right one since must not lose the order before staff have looked.
    Payment.objects.filter(pk=payment.pk, state__in=AWAITING).update(state=Payment.State.PROOF_RECEIVED)
    outbox.record("payment.proof_received", key=f"payment.proof_received:{proof.pk}", payment_id=payment.pk)
    return proof
