"""`make lighthouse`: Lighthouse as a phone, the median of five runs of each page of a filled shop behind granian.

Asks for Node and Debian's `chromium`. Figures of speed move with the load of the machine; audits that fail do not. The
basket says noindex, as it must, so its SEO is not counted.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from tests.flows.site import Shopper

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"LCP": "largest-contentful-paint", "CLS": "cumulative-layout-shift", "TBT": "total-blocking-time"}
FLAGS = "--headless=new --no-sandbox --disable-gpu"
HEADLINE = ("page", "perf", "a11y", "best", "seo", "LCP ms", "CLS", "TBT ms", "kB", "requests")
# Marked by what the page is for: a basket is nobody's to find.
NOT_FOUND = {"basket"}


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = int(os.environ.get("PORT", "8180"))
        environment = _environment(Path(folder), port)
        _fill(environment)
        server = _start(environment, port)
        try:
            pages, cookies = _pages(f"http://127.0.0.1:{port}")
            _print_row(HEADLINE)
            failed = {name: _measure(name, url, cookies.get(name, ""), runs, folder) for name, url in pages.items()}
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(15)
    for name, audits in failed.items():
        for audit, title in audits.items():
            print(f"{name}: {audit}: {title}")


def _environment(folder: Path, port: int) -> dict[str, str]:
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.load.public_settings",
        "DATABASE_URL": f"sqlite:///{folder / 'shop.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_MEDIA_ROOT": str(folder / "private"),
        "STATIC_ROOT": str(folder / "static"),
        "QUEUE_DIRECTORY": str(folder / "queue"),
        "MAINTENANCE_FILE": str(folder / "maintenance"),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "CHROME_PATH": shutil.which("chromium") or "",
    }
    os.environ["CHROME_PATH"] = own["CHROME_PATH"]
    return {**os.environ, **own}


def _fill(environment: dict[str, str]) -> None:
    for command in (("migrate", "--noinput"), ("load_demo",), ("collectstatic", "--noinput")):
        subprocess.run([sys.executable, "manage.py", *command, "-v0"], cwd=ROOT, env=environment, check=True)


def _start(environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    """Raises RuntimeError when the shop does not answer within a minute."""
    granian = [str(ROOT / ".venv" / "bin" / "granian"), "--interface", "wsgi", "--port", str(port), "--no-ws"]
    size = ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    server = subprocess.Popen(
        [*granian, *size, "marketplace.wsgi:application"], cwd=ROOT, env=environment, start_new_session=True
    )
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return server
        except OSError:
            time.sleep(0.5)
    os.killpg(server.pid, signal.SIGTERM)
    raise RuntimeError("the shop did not answer")


def _pages(base: str) -> tuple[dict[str, str], dict[str, str]]:
    """The pages to measure by name, each seen once before, and the cookies of the one that needs a basket."""
    shopper = Shopper(base)
    home = BeautifulSoup(shopper.get("/").text, "html.parser")
    product = home.select_one(".goods a[href]")
    shop = BeautifulSoup(shopper.get("/toko/").text, "html.parser").select_one(
        "main a[href^='/toko/']:not([href*='?'])"
    )
    assert product and shop
    pages = {"home": "/", "list": "/belanja/", "product": str(product["href"]), "storefront": str(shop["href"])}
    pages["basket"] = "/keranjang/"
    for path in pages.values():
        shopper.get(path)
    pk = pages["product"].rstrip("/").rsplit("_", 1)[1]
    shopper.post(f"/keranjang/tambah/{pk}/", {"quantity": "1"})
    cookies = "; ".join(f"{one.name}={one.value}" for one in shopper.session.cookies)
    return {name: base + path for name, path in pages.items()}, {"basket": cookies}


def _measure(name: str, url: str, cookies: str, runs: int, folder: str) -> dict[str, str]:
    """Print the medians of a page; returns the audits that failed in its last run, with their titles."""
    reports = [_report(url, cookies, folder) for _ in range(runs)]
    row: list[Any] = [name]
    row += ["-" if key == "seo" and name in NOT_FOUND else _median(reports, _score, key) for key in CATEGORIES]
    row += [_median(reports, _time, audit) for audit in TIMES.values()]
    row += [_median(reports, _weight, None), _median(reports, _requests, None)]
    _print_row(row)
    audits = reports[-1]["audits"].values()
    weighed = {ref["id"] for one in reports[-1]["categories"].values() for ref in one["auditRefs"]}
    return {
        one["id"]: one["title"]
        for one in audits
        if one["id"] in weighed and one["score"] is not None and one["score"] < 0.9
        and one["scoreDisplayMode"] in ("binary", "metricSavings")
    }  # fmt: skip


def _report(url: str, cookies: str, folder: str) -> dict[str, Any]:
    out = Path(folder) / "report.json"
    command = ["npx", "--yes", "lighthouse@12", url, "--quiet", "--output=json", f"--output-path={out}"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    if cookies:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookies})}")
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return json.loads(out.read_text("utf-8"))


def _median(reports: list[dict[str, Any]], figure: Any, key: Any) -> float:
    return round(statistics.median(figure(report, key) for report in reports), 3)


def _score(report: dict[str, Any], category: str) -> float:
    return round(100 * (report["categories"][category]["score"] or 0))


def _time(report: dict[str, Any], audit: str) -> float:
    value = report["audits"][audit].get("numericValue", 0)
    return round(value, 3) if audit == TIMES["CLS"] else round(value)


def _weight(report: dict[str, Any], _key: None) -> float:
    return round(report["audits"]["total-byte-weight"]["numericValue"] / 1000, 1)


def _requests(report: dict[str, Any], _key: None) -> int:
    return len(report["audits"]["network-requests"]["details"]["items"])


def _print_row(row: Any) -> None:
    print("".join(f"{one!s:>11}" for one in row), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
