"""Run the simulator until it is told to stop."""

import logging
import signal
import sys
import threading

from marketplace.payments.simulator import settings
from marketplace.payments.simulator.server import Server


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="stripe simulator: %(message)s")
    server = Server(settings.parse(sys.argv[1:]))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    host, port = server.server_address[:2]
    print(f"stripe simulator: http://{host!s}:{port}", flush=True)
    server.serve_forever(poll_interval=0.1)
    server.server_close()


main()
