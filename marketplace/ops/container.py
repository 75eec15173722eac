"""`python -m marketplace.ops.container`: the container's health check; exit status 0 when the web process answers."""

import os
import sys
import urllib.error
import urllib.request

address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz"
host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
request = urllib.request.Request(address, headers={"Host": host, "X-Forwarded-Proto": "https"})
try:
    with urllib.request.urlopen(request, timeout=3) as answer:
        sys.exit(answer.status != 200)
except (urllib.error.URLError, TimeoutError):
    sys.exit(1)
