from vendors.models.commission import CommissionRule
from vendors.models.hours import OpeningHours
from vendors.models.ledger import Entry, Posting
from vendors.models.listing import Listing
from vendors.models.orders import VendorOrder, VendorOrderChange, VendorOrderLine
from vendors.models.permits import Permit
from vendors.models.shipping import ShippingMethod, ShippingZone
from vendors.models.vendor import Membership, Vendor, VendorChange

__all__ = [
    "CommissionRule",
    "Entry",
    "Listing",
    "Membership",
    "OpeningHours",
    "Permit",
    "Posting",
    "ShippingMethod",
    "ShippingZone",
    "Vendor",
    "VendorChange",
    "VendorOrder",
    "VendorOrderChange",
    "VendorOrderLine",
]
