"""Who is told of conversations and complaints."""

from marketplace.events.models import Event
from marketplace.notices import talk
from marketplace.shop.complaints.models import Answer, Ticket
from marketplace.shop.conversations.models import Message, Report
from tasks.registry import handles

_THREAD = ("vendor", "shopper", "vendor_order__order__purchase", "vendor_order__order__shipping_address")


@handles("conversation.message")
def tell_other_side_of_message(event: Event) -> None:
    rows = Message.objects.select_related(*(f"thread__{path}" for path in _THREAD))
    talk.message_written(rows.get(pk=event.payload["message_id"]))


@handles("conversation.reported")
def tell_staff_of_reported_message(event: Event) -> None:
    talk.message_reported(_report(event))


@handles("conversation.decided")
def tell_both_sides_of_decision(event: Event) -> None:
    talk.report_decided(_report(event))


@handles("complaint.received")
def confirm_complaint(event: Event) -> None:
    talk.complaint_received(Ticket.objects.get(pk=event.payload["ticket_id"]))


@handles("complaint.answered")
def send_answer_to_complaint(event: Event) -> None:
    talk.complaint_answered(Answer.objects.select_related("ticket").get(pk=event.payload["answer_id"]))


@handles("complaint.closed")
def tell_that_complaint_is_closed(event: Event) -> None:
    talk.complaint_closed(Ticket.objects.get(pk=event.payload["ticket_id"]))


def _report(event: Event) -> Report:
    rows = Report.objects.select_related(*(f"message__thread__{path}" for path in _THREAD))
    return rows.get(pk=event.payload["report_id"])
