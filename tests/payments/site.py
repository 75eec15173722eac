"""Our site as it runs: real HTTP, a thread per request, commits that are real. And a browser without JavaScript."""

import threading
from typing import Any
from urllib.parse import urlsplit

import requests
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.urls import reverse

WEBHOOK = "/webhooks/stripe/"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        pass


class Site:
    def __init__(self) -> None:
        self.server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet, allow_reuse_address=False)
        self.server.daemon_threads = True
        self.server.set_app(WSGIHandler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Visitor:
    """A shopper's browser, let in to one order by the key of its mail."""

    def __init__(self, site: Site, order: Any) -> None:
        self.site, self.order, self.session = site, order, requests.Session()
        self.page = self.get(f"{reverse('orders:detail', args=[order.number])}?kunci={order.purchase.token}")
        assert self.page.status_code == 200

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.site.url + path, timeout=30)

    def post(self, path: str, **arguments: Any) -> requests.Response:
        headers = {"X-CSRFToken": self.session.cookies["csrftoken"], "Referer": self.site.url + path}
        return self.session.post(self.site.url + path, headers=headers, timeout=60, **arguments)

    def press_pay(self) -> str:
        """Where the button leads: the gateway's page, or back to the order page (a path)."""
        answer = self.post(reverse("checkout:pay", args=[self.order.number]), allow_redirects=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def come_back(self) -> requests.Response:
        """Stripe's page sends the browser to our return address."""
        return self.get(reverse("checkout:return", args=[self.order.number]))


def is_ours(address: str) -> bool:
    return not urlsplit(address).netloc
