"""What is told of conversations and complaints. No mail carries what somebody wrote: it says that there is something to read.

One mail per thread while it is unread: its key is the first message that the reader has not seen.
"""

from django.conf import settings
from django.db.models import Choices
from django.utils import translation

from marketplace.notices import facts, inbox, links, messages, post
from marketplace.notices.staff import LANGUAGE as STAFF_LANGUAGE
from marketplace.notices.values import Phrase, Values, phrase
from marketplace.notices.vendor import language_of
from marketplace.shop.complaints import visiting
from marketplace.shop.complaints.models import Answer, Ticket
from marketplace.shop.conversations import page, talking
from marketplace.shop.conversations.models import Message, Report, Side, Thread


def message_written(message: Message) -> None:
    """Tell the other side, once until it has read; nothing when it has read this already."""
    thread, reader = message.thread, Side(message.side).other
    first = talking.first_unread(thread, reader)
    if first and message.pk > thread.read_by(reader):
        _tell_side(reader, "conversation.message", thread, f"m{first}", _of_thread(thread))


def message_reported(report: Report) -> None:
    values: Values = {**_of_thread(report.message.thread), "reason": _named(Report.Reason(report.reason))}
    _tell_staff("conversation.reported", str(report.pk), values, links.report_desk_path(report))


def report_decided(report: Report) -> None:
    """Both sides hear the outcome, in the same words."""
    outcome = _named(Report.Outcome(report.outcome))
    values = {**_of_thread(report.message.thread), "outcome": outcome, "note": report.outcome_note}
    for side in Side:
        _tell_side(side, "conversation.decided", report.message.thread, f"r{report.pk}", values)


def complaint_received(ticket: Ticket) -> None:
    _tell_writer("complaint.received", ticket, ticket.pk)
    values: Values = {"ticket": ticket.number, "subject": _named(Ticket.Kind(ticket.kind))}
    _tell_staff("complaint.received", str(ticket.pk), values, links.ticket_desk_path(ticket))


def complaint_answered(answer: Answer) -> None:
    """The answer itself stands in the mail: it was written to be sent."""
    _tell_writer("complaint.answered", answer.ticket, f"a{answer.pk}", answer=answer.text)


def complaint_closed(ticket: Ticket) -> None:
    _tell_writer("complaint.closed", ticket, ticket.pk)


def _named(choice: Choices) -> Phrase:
    """The label of a choice, to be translated when it is read."""
    with translation.override("en"):
        return phrase(str(choice.label))


def _of_thread(thread: Thread) -> Values:
    return {"shop": thread.vendor.name, "buyer": page.buyer_of(thread), "subject": thread.about}


def _tell_side(side: str, code: str, thread: Thread, row: str, values: Values) -> None:
    message = messages.message(f"{code}.{side}")
    key = f"{message.code}:{thread.pk}:{row}"
    if side == Side.VENDOR:
        language = language_of(thread.vendor)
        path, address, name = links.talk_path(thread, language), thread.vendor.email, thread.vendor.name
        url = links.whole(path)
        inbox.tell_vendor(thread.vendor, key, message, values, path)
    else:
        address, language, name, url = _shopper(thread)
        if thread.shopper:
            inbox.tell_user(thread.shopper, key, message, values, links.thread_path(thread, language))
    post.queue(key, message, address, language, values, name=name, url=url)


def _shopper(thread: Thread) -> tuple[str, str, str, str]:
    """(address, language, name, button) of the buyer; a guest's button opens the order by its key."""
    if thread.shopper:
        user = thread.shopper
        return user.email, user.language, user.get_full_name(), links.whole(links.thread_path(thread, user.language))
    order = thread.vendor_order.order  # type: ignore[union-attr]  # only an account has threads without an order
    purchase = order.purchase
    return purchase.email, purchase.language, facts.greeting_name(order), links.order_page(order, purchase.language)


def _tell_writer(code: str, ticket: Ticket, row: int | str, **also: str) -> None:
    message = messages.message(f"{code}.shopper")
    url = f"{links.whole(links.ticket_path(ticket, ticket.language))}?kunci={visiting.key_of(ticket)}"
    values = {"ticket": ticket.number, **also}
    post.queue(f"{message.code}:{row}", message, ticket.email, ticket.language, values, name=ticket.name, url=url)


def _tell_staff(code: str, row: str, values: Values, path: str) -> None:
    message = messages.message(f"{code}.staff")
    key = f"{message.code}:{row}"
    address = settings.ROLE_ADDRESSES.get("support")
    if address:
        post.queue(key, message, address, STAFF_LANGUAGE, values, url=links.whole(path))
    inbox.tell_staff(key, message, values, path)
