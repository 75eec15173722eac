"""The parts of a person's data that accounts keep themselves: profile, e-mail addresses, address book, consents."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import addresses, consents, personal
from marketplace.accounts.models import User
from marketplace.front import formats


def register() -> None:
    labels = {"email": _("Email"), "name": _("Full name"), "language": _("Language"), "since": _("Account since")}
    labels |= {"last_login": _("Last login")}
    personal.register("account", _profile, title=_("Account"), labels=labels)
    confirmed = {"email": _("Email"), "confirmed": _("Confirmed"), "main": _("Main email")}
    personal.register("emails", _emails, title=_("Email addresses"), labels=confirmed)
    personal.register("addresses", _addresses, _erase_addresses, title=_("Addresses"), labels=_ADDRESS)
    agreed = {"document": _("Document"), "version": _("Version"), "at": _("When"), "order": _("Order number")}
    personal.register("consents", _consents, title=_("Consents"), labels=agreed)


_ADDRESS = {
    "label": _("Save as"),
    "recipient": _("Recipient"),
    "phone": _("Mobile number"),
    "street": _("Street and house number"),
    "village": _("Village"),
    "landmark": _("Landmark"),
    "district": _("District"),
    "regency": _("Regency"),
    "province": _("Province"),
    "postcode": _("Postcode"),
    "main": _("Main address"),
}


def _profile(user: User) -> personal.Rows:
    about = {"email": user.email, "name": user.get_full_name(), "language": user.language}
    return [{**about, "since": user.date_joined, "last_login": user.last_login}]


def _emails(user: User) -> personal.Rows:
    rows = EmailAddress.objects.filter(user=user).order_by("pk")
    return [{"email": one.email, "confirmed": one.verified, "main": one.primary} for one in rows]


def _addresses(user: User) -> personal.Rows:
    return [
        {
            "label": one.label,
            "recipient": one.recipient,
            "phone": formats.phone(one.phone),
            "street": one.street,
            "village": one.village,
            "landmark": one.landmark,
            "district": one.district.name,
            "regency": one.district.parent.name if one.district.parent else "",
            "province": one.district.parent.parent.name if one.district.parent and one.district.parent.parent else "",
            "postcode": one.postcode,
            "main": one.is_main,
        }
        for one in addresses.of(user)
    ]


def _erase_addresses(user: User) -> None:
    user.saved_addresses.all().delete()


def _consents(user: User) -> personal.Rows:
    """They stay after a deletion, as the proof that there was one, beside a row that names nobody."""
    return [
        {"document": str(one.get_document_display()), "version": one.version, "at": one.at, "order": one.order_number}
        for one in consents.of(user)
    ]
