"""Two addresses for load balancers and containers. They name parts, never versions, hosts or reasons."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from marketplace import access
from marketplace.ops import probes


@access.to(access.anyone)
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives. Asks nothing of anybody, so that an outage elsewhere never restarts it."""
    return HttpResponse("ok\n", content_type="text/plain")


@access.to(access.anyone)
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve. 503 without the database only: without cache or broker orders are still taken."""
    parts = {name: "ok" if probes.answers(probe) else "away" for name, probe in probes.PROBES.items()}
    return JsonResponse(parts, status=200 if parts["database"] == "ok" else 503)
