"""HTTP: sorts requests to the API, the pages and the control, and writes their answers."""

import json
import logging
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from marketplace.payments.simulator import (
    agenda,
    api,
    control_api,
    errors,
    faults,
    hosted_page,
    page_html,
    webhooks,
)
from marketplace.payments.simulator.objects import balance
from marketplace.payments.simulator.settings import Settings
from marketplace.payments.simulator.world import Origin, World, origin

_LARGEST_BODY = 2_000_000
_PAGES = {"pay": hosted_page.show_payment, "onboard": hosted_page.show_onboarding}
log = logging.getLogger(__name__)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, settings: Settings) -> None:
        super().__init__((settings.host, settings.port), Handler)
        settings.port = self.server_address[1]
        self.world = World(settings)
        balance.open_with(self.world, settings.opening_balance)
        self.courier = webhooks.Courier(self.world)
        self.courier.start()

    def server_close(self) -> None:
        self.courier.stop()
        super().server_close()
        self.world.store.close()


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet per answer
    server_version, sys_version = "stripe-simulator", ""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        try:
            reply = self._reply()
        except errors.Dropped:
            self._drop()
            return
        except Exception:
            log.exception("%s %s", self.command, self.path)
            reply = api.Reply(500, json.dumps(errors.server_error().body()).encode())
        self._write(reply)

    def _reply(self) -> api.Reply:
        world, target = self.server.world, urlsplit(self.path)
        body = self._body()
        if target.path.startswith("/_control/"):
            query, type = dict(parse_qsl(target.query)), self.headers.get("Content-Type", "")
            return control_api.answer(world, self.command, target.path, query, body, type)
        if target.path.startswith("/c/"):
            return self._page(world, target.path, dict(parse_qsl(target.query)), body)
        headers = {name.lower(): value for name, value in self.headers.items()}
        return api.answer(world, api.Request(self.command, target.path, target.query, headers, body))

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > _LARGEST_BODY:
            raise errors.Dropped
        return self.rfile.read(int(length))

    def _page(self, world: World, path: str, query: dict[str, str], body: bytes) -> api.Reply:
        if faults.is_down(world):
            raise errors.Dropped
        kind, _, id = path.removeprefix("/c/").partition("/")
        form: dict[str, Any] = dict(parse_qsl(body.decode("utf-8", "replace")))
        accepted = self.headers.get("Accept-Language", "")
        visit = hosted_page.Visit(self.command, id, form, query.get("lang", ""), accepted)
        agenda.run_due(world)
        cause = Origin()
        token = origin.set(cause)
        try:
            with world.store.transaction():
                page = _PAGES.get(kind, hosted_page.show_nothing)(world, visit)
        finally:
            origin.reset(token)
        if not world.settings.manual_delivery:
            # Stripe lets the shop answer `completed`, for ten seconds at most, before the buyer returns
            awaited = [id for id, type in cause.events.items() if type == "checkout.session.completed"]
            webhooks.deliver(world, awaited)
        headers = {"Content-Security-Policy": page_html.CONTENT_POLICY, "Cache-Control": "no-store"}
        if page.location:
            headers["Location"] = page.location
        return api.Reply(page.status, page.html.encode(), headers, "text/html; charset=utf-8")

    def _write(self, reply: api.Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def _drop(self) -> None:
        """End the connection without a byte, so that the caller cannot tell what happened."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        log.debug(format, *args)
