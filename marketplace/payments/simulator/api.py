"""One API call from its bytes to its answer: key, endpoint, parameters, idempotency, effect, journal, faults."""

import random
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from marketplace.payments.simulator import (
    agenda,
    errors,
    expand,
    faults,
    idempotency,
    ids,
    journal,
    parameters,
    routes,
    webhooks,
    wire,
)
from marketplace.payments.simulator.world import (
    Body,
    Call,
    Origin,
    Route,
    World,
    origin,
)

JSON = "application/json"
_HTML = b"<!DOCTYPE html><html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: str
    headers: dict[str, str]  # names in lowercase
    body: bytes


@dataclass
class Reply:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    type: str = JSON


def answer(world: World, request: Request) -> Reply:
    """Raises Dropped when the dial wants silence."""
    request_id = ids.new("req", 14)
    try:
        _disturb(world, request)
        reply = _checked(world, request, request_id)
    except errors.ApiError as refusal:
        reply = Reply(refusal.status, wire.encode(refusal.body()), refusal.headers)
        _note(world, request, request_id, refusal.status, {}, refusal.message)
    except errors.Html as page:
        reply = Reply(page.status, _HTML, page.headers, "text/html")
        _note(world, request, request_id, page.status, {}, "HTML")
    reply.headers["Request-Id"] = request_id
    return reply


def _disturb(world: World, request: Request) -> None:
    """What happens on the way to the API."""
    facts = {"method": request.method, "path": request.path}
    if faults.is_down(world) or faults.take(world, "drop_before", **facts) is not None:
        raise errors.Dropped
    if (options := faults.take(world, "latency", **facts)) is not None:
        time.sleep(float(options.get("seconds", 0.1)) + random.uniform(0, float(options.get("spread", 0))))
    faults.refuse(world, request.method, request.path)


def _checked(world: World, request: Request, request_id: str) -> Reply:
    _authenticate(request)
    found = routes.match(request.method, unquote(request.path))
    if found is None:
        raise errors.unknown_url(request.method, request.path)
    route, names = found
    text = request.query if request.method == "GET" else _text(request.body)
    call = Call(
        request.method,
        unquote(request.path),
        parameters.checked(route.params, wire.decode(text)),
        _account(world, request),
        request.headers.get("idempotency-key", "") if request.method == "POST" else "",
        request_id,
        names,
    )
    return _once(world, request, route, call) if call.key else _run(world, request, route, call)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise errors.invalid("Invalid request body: it is not UTF-8.") from error


def _authenticate(request: Request) -> None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise errors.unauthorized("You did not provide an API key. Use a Bearer token in the Authorization header.")
    if not key.startswith("sk_test_") or len(key) <= len("sk_test_"):
        raise errors.unauthorized(f"Invalid API Key provided: {key[:8]}***. The simulator takes sk_test_ keys only.")


def _account(world: World, request: Request) -> str:
    account = request.headers.get("stripe-account", "")
    if account and world.store.find("account", account) is None:
        message = f"The provided key does not have access to account '{account}' (or that account does not exist)."
        raise errors.ApiError(403, message, code="account_invalid")
    return account


def _once(world: World, request: Request, route: Route, call: Call) -> Reply:
    kept = idempotency.begin(world, call)
    if kept is not None:
        _note(world, request, call.request_id, kept[0], {}, "replayed")
        return Reply(*kept)
    try:
        return _run(world, request, route, call)
    finally:
        idempotency.end(world, call)


def _run(world: World, request: Request, route: Route, call: Call) -> Reply:
    facts = {"method": request.method, "path": request.path}
    if (options := faults.take(world, "sleep_before", **facts)) is not None:
        time.sleep(float(options.get("seconds", 1)))
    agenda.run_due(world)
    cause = Origin(call.request_id, call.key or None)
    token = origin.set(cause)
    try:
        reply = _execute(world, request, route, call)
    finally:
        origin.reset(token)
    _after(world, cause, facts)
    return reply


def _execute(world: World, request: Request, route: Route, call: Call) -> Reply:
    """Effect, kept answer and journal entry in one transaction; a refusal leaves the last two only."""
    with world.store.transaction():
        status, body = _effect(world, route, call)
        if "error" not in body and faults.take(world, "error_after", method=call.method, path=call.path) is not None:
            _note(world, request, call.request_id, 500, body, "500 after the effect")
            status, body = 500, errors.server_error().body()
        else:
            _note(world, request, call.request_id, status, body, body.get("error", {}).get("message", ""))
        content = wire.encode(body)
        if call.key:
            idempotency.keep(world, call, status, content)
    return Reply(status, content, {"Idempotency-Key": call.key} if call.key else {})


def _effect(world: World, route: Route, call: Call) -> tuple[int, Body]:
    if faults.take(world, "error_before", method=call.method, path=call.path) is not None:
        return 500, errors.server_error().body()
    try:
        with world.store.transaction():
            body = route.act(world, call)
            return 200, expand.expanded(world, body, call.params.get("expand", []))
    except errors.ApiError as refusal:
        return refusal.status, refusal.body()


def _after(world: World, cause: Origin, facts: dict[str, str]) -> None:
    """What happens on the way back: events that overtake the reply, silence, a cut."""
    if faults.take(world, "webhook_before_reply", **facts) is not None:
        webhooks.deliver(world, list(cause.events))
    if (options := faults.take(world, "sleep_after", **facts)) is not None:
        time.sleep(float(options.get("seconds", 1)))
    if faults.take(world, "drop_after", **facts) is not None:
        raise errors.Dropped


def _note(world: World, request: Request, request_id: str, status: int, body: Body, remark: str) -> None:
    subjects: list[Any] = [*request.path.split("/"), request.headers.get("idempotency-key"), *journal.subjects(body)]
    journal.write(
        world,
        "request",
        subjects,
        request_id=request_id,
        method=request.method,
        path=request.path,
        parameters=request.query if request.method == "GET" else request.body.decode("utf-8", "replace"),
        key=request.headers.get("idempotency-key"),
        account=request.headers.get("stripe-account"),
        status=status,
        object=body.get("id"),
        remark=remark,
    )
