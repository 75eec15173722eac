"""A small client of the control API, for tests, the demo and whoever tries the simulator by hand."""

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode


class Refused(Exception):
    """The simulator would not; the message says why. ``status`` is that of the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Control:
    """``Control("http://127.0.0.1:12000").pay(session.url)``. Amounts are minor units, times seconds."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")

    def health(self) -> dict[str, Any]:
        """``now`` of the simulator's clock, its ``offset`` from the machine's, and how many faults are set."""
        found: dict[str, Any] = self._get("health")
        return found

    def set_fault(
        self, kind: str, *, times: int | None = 1, scope: dict[str, str] | None = None, **options: Any
    ) -> int:
        """Turn the dial; ``faults.KINDS`` lists what there is. ``times=None`` lasts until cleared.

        ``scope`` narrows by shell pattern: ``method`` and ``path`` of the call, ``event`` type, ``object`` (an id or a
        value of its metadata).
        """
        return int(self._post("faults", kind=kind, times=times, scope=scope or {}, options=options)["id"])

    def faults(self) -> list[dict[str, Any]]:
        return self._rows("faults")

    def clear_faults(self, id: int | None = None) -> None:
        self._post("faults/clear", id=id)

    def advance(self, seconds: int) -> int:
        """Move the clock forward; whatever falls due happens before this returns. Gives the new time."""
        return int(self._post("clock", seconds=seconds)["now"])

    def pay(self, session: str, card: str = "4242424242424242", email: str | None = None) -> dict[str, Any]:
        """Pay a Session (its id or URL) as the page would: ``status``, ``payment_status``, ``redirect``, ..."""
        return self._act("pay", session=session, card=card, email=email)

    def decline(self, session: str) -> dict[str, Any]:
        return self.pay(session, card="4000000000000002")

    def authenticate(self, session: str, succeed: bool = True) -> dict[str, Any]:
        """Answer the 3-D Secure question that card 4000 0025 0000 3155 asked."""
        return self._act("authenticate", session=session, succeed=succeed)

    def pay_delayed(self, session: str, succeed: bool = True) -> dict[str, Any]:
        """Pay by a delayed method; the money comes, or fails to, once the clock has moved on."""
        return self._act("pay_delayed", session=session, succeed=succeed)

    def expire(self, session: str) -> dict[str, Any]:
        return self._act("expire", session=session)

    def open_dispute(self, charge: str, **options: Any) -> dict[str, Any]:
        """Dispute a charge (or its intent): ``amount``, ``reason``, ``inquiry`` True for an early warning."""
        return self._act("disputes/open", charge=charge, **options)

    def decide_dispute(self, dispute: str, won: bool) -> dict[str, Any]:
        return self._act("disputes/decide", dispute=dispute, won=won)

    def activate(self, account: str, active: bool = True) -> dict[str, Any]:
        """Let a connected account pass, or close it again."""
        return self._act("activate", account=account, active=active)

    def fail_payout(self, payout: str) -> dict[str, Any]:
        return self._act("payouts/fail", payout=payout)

    def pay_out(self, account: str = "") -> dict[str, Any] | None:
        """Make the automatic payout of all that is available in IDR; None if there is nothing."""
        made: dict[str, Any] | None = self._post("payouts/run", account=account)
        return made

    def deliver_now(self) -> list[int]:
        """Send every webhook that is due, in order, and wait; the statuses of the answers, 0 for none."""
        return list(self._post("flush")["statuses"])

    def deliveries(self) -> list[dict[str, Any]]:
        return self._rows("deliveries")

    def journal(self, kind: str = "", object: str = "", after: int = 0) -> list[dict[str, Any]]:
        """What happened, oldest first; ``kind``: request, event, delivery, fault, page, clock."""
        return self._rows("journal", kind=kind, object=object, after=after)

    def objects(self, kind: str, account: str = "") -> list[dict[str, Any]]:
        """All objects of a kind (``charge``, ``refund``, ...), oldest first."""
        return self._rows("objects", kind=kind, account=account)

    def reset(self, **options: Any) -> None:
        """Forget everything; ``opening_balance`` in minor units of IDR."""
        self._post("reset", **options)

    def _act(self, act: str, **body: Any) -> dict[str, Any]:
        outcome: dict[str, Any] = self._post(act, **body)
        return outcome

    def _rows(self, act: str, **query: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._get(act, **query)
        return rows

    def _get(self, act: str, **query: Any) -> Any:
        return self._send(urllib.request.Request(f"{self.base}/_control/{act}?{urlencode(query)}"))

    def _post(self, act: str, **body: Any) -> Any:
        data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        return self._send(urllib.request.Request(f"{self.base}/_control/{act}", data, headers))

    def _send(self, request: urllib.request.Request) -> Any:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(error.code, json.load(error)["error"]) from error
