"""The pages of the address book. An address of somebody else does not exist."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace import access
from marketplace.accounts import address_forms, addresses
from marketplace.accounts.models import SavedAddress, User
from marketplace.regions import directory


@access.to(access.logged_in)
@require_safe
@never_cache
def book(request: HttpRequest) -> HttpResponse:
    return render(request, "account/addresses.html", {"addresses": addresses.of(cast(User, request.user))})


@access.to(access.logged_in)
@require_http_methods(["GET", "POST"])
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@access.to(access.logged_in)
@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, _mine(request, pk))


@access.to(access.logged_in)
@require_POST
def make_main(request: HttpRequest, pk: int) -> HttpResponse:
    addresses.make_main(_mine(request, pk))
    messages.success(request, _("Changes saved."))
    return redirect("account_addresses")


@access.to(access.logged_in)
@require_http_methods(["GET", "POST"])
@never_cache
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete."""
    address = _mine(request, pk)
    if request.method != "POST":
        return render(request, "account/address_delete.html", {"address": address})
    addresses.delete(address)
    messages.success(request, _("{name} was deleted.").format(name=address.label))
    return redirect("account_addresses")


def _mine(request: HttpRequest, pk: int) -> SavedAddress:
    return get_object_or_404(addresses.of(cast(User, request.user)), pk=pk)


def _form(request: HttpRequest, address: SavedAddress | None) -> HttpResponse:
    user = cast(User, request.user)
    if request.method != "POST" or request.POST.get("do") == "districts":
        sent = request.POST.dict() if request.method == "POST" else {}
        shown = {**address_forms.start_with(address, user.get_full_name()), **sent}
        return _show(request, address, address_forms.AddressForm(initial=shown, province=_province(shown)))
    form = address_forms.AddressForm(request.POST, province=_province(request.POST))
    if not form.is_valid() or not _keep(user, address, form):
        return _show(request, address, form, status=422)
    messages.success(request, _("Address saved."))
    return redirect("account_addresses")


def _keep(user: User, address: SavedAddress | None, form: address_forms.AddressForm) -> bool:
    try:
        if address is None:
            addresses.add(user, form.values())
        else:
            addresses.change(address, form.values())
    except addresses.Full as full:
        form.add_error(None, str(full))
    return form.is_valid()


def _province(data: Any) -> str:
    sent = data.get("province", "")
    return sent if sent in dict(directory.provinces()) else directory.JAMBI


def _show(request: HttpRequest, address: SavedAddress | None, form: Any, status: int = 200) -> HttpResponse:
    return render(request, "account/address_form.html", {"address": address, "form": form}, status=status)
