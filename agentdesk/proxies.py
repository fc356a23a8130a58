"""Where a request came from when proxies of ours stand in front: limits and locks count by this address."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def client_address(peer: str, forwarded: str, proxies: int) -> str:
    """The address that the outermost of our `proxies` saw; `peer` without one, or when it is no address.

    Every proxy appends to X-Forwarded-For whom it heard, so what stands further left is the client's own claim.
    """
    hops = [*(hop.strip() for hop in forwarded.split(",") if hop.strip()), peer]
    found = hops[max(len(hops) - 1 - proxies, 0)]
    try:
        return str(ip_address(found))
    except ValueError:
        return peer


class ClientAddressMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer, forwarded = request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", "")
        if settings.PROXIES and forwarded:
            request.META["REMOTE_ADDR"] = client_address(peer, forwarded, settings.PROXIES)
        return self.get_response(request)
