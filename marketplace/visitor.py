"""What a cached page must not carry, brought to it by a small request of its own."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace import access
from marketplace.accounts.models import User
from marketplace.notices import inbox
from marketplace.shop.requests import ShopRequest
from marketplace.shop.wishes import favourites


@access.to(access.anyone)
@require_safe
@never_cache
def visitor(request: ShopRequest) -> JsonResponse:
    """Pieces in the basket, unread notices, whether logged in, favourites, a CSRF token, waiting messages."""
    user = request.user
    return JsonResponse(
        {
            "basket": request.basket.num_items if request.basket.pk else 0,
            "notices": inbox.unread_for_user(user) if isinstance(user, User) else 0,
            "favourites": favourites.ids(user) if isinstance(user, User) else [],
            "signed_in": user.is_authenticated,
            "csrf": get_token(request),
            "toasts": render_to_string("components/toasts.html", {}, request),
        }
    )
