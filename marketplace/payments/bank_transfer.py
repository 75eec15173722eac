"""Transfer to PLUT's account with a unique code. Staff compare the bank statement; a proof is a hint, never a payment."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from marketplace.events import outbox
from marketplace.payments.gateway import Found, PageState, SentRefund
from marketplace.payments.models import Payment, PaymentAttempt, Refund, TransferProof

AWAITING = (Payment.State.PENDING, Payment.State.PROOF_RECEIVED, Payment.State.MISMATCH)


class TooMany(Exception):
    """An order has all the proofs it may have."""


MOST_PROOFS = 5


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
def receive_proof(payment_id: int, slip: ContentFile) -> TransferProof:
    """Keep a slip that `pictures.clean_slip` has checked, and put the payment in front of staff. Raises TooMany."""
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    if payment.proofs.count() >= MOST_PROOFS:
        raise TooMany
    proof = TransferProof.objects.create(payment=payment, file=slip)
    # Also after a wrong amount: whoever sent the right one since must not lose the order before staff have looked.
    Payment.objects.filter(pk=payment.pk, state__in=AWAITING).update(state=Payment.State.PROOF_RECEIVED)
    outbox.record("payment.proof_received", key=f"payment.proof_received:{proof.pk}", payment_id=payment.pk)
    return proof
