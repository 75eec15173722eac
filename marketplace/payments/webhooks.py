"""Stripe tells us something: check the signature, store it once, answer. What it means is worked out later, from the row."""

import json

import stripe
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace import access
from marketplace.events import outbox
from marketplace.payments import keys, stripe_checkout
from marketplace.payments.models import WebhookEvent

LARGEST_BODY = 256 * 1024


class Refused(Exception):
    """Not signed by Stripe for us, or not an event that we can read. Answered with 400, nothing is stored."""


@csrf_exempt
@access.to(access.anyone)
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    try:
        event = read(request.body, request.headers.get("Stripe-Signature", ""))
    except Refused:
        return HttpResponse("refused", status=400, content_type="text/plain")
    store(event)
    return HttpResponse("stored", content_type="text/plain")


def read(body: bytes, signature: str) -> dict:
    """The event in a request body. Raises Refused for a wrong signature, an old one, odd bytes, JSON, version or mode."""
    if len(body) > LARGEST_BODY:
        raise Refused("too large")
    try:
        # A non-ASCII signature raises TypeError, a body that is no UTF-8 UnicodeDecodeError, no JSON ValueError.
        stripe.WebhookSignature.verify_header(body.decode(), signature, settings.STRIPE_WEBHOOK_SECRET, tolerance=300)
        event = json.loads(body)
        known = event["api_version"] == stripe.api_version and event["livemode"] is stripe_checkout.is_live()
        kind, event_id, about = event["type"], event["id"], event["data"]["object"]
    except (stripe.SignatureVerificationError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused(str(error)) from error
    fits = isinstance(kind, str) and isinstance(event_id, str) and isinstance(about, dict)
    if not known or not fits or len(event_id) > 255 or not event_id.isascii():
        raise Refused("another version, mode or shape")
    return event


@transaction.atomic
def store(event: dict) -> None:
    """Keep an event once per id, with the outbox row that has it processed."""
    row, fresh = WebhookEvent.objects.get_or_create(
        event_id=event["id"], defaults={"kind": event["type"][:80], "body": event}
    )
    if fresh:
        outbox.record("webhook.received", key=keys.fitting("webhook", row.event_id), webhook_event_id=row.pk)
