"""django-oscar. Only what differs from its defaults; our own rules are not Oscar settings."""

from oscar.defaults import *

OSCAR_SHOP_NAME = "Pasar Jambi"
OSCAR_DEFAULT_CURRENCY = "IDR"
OSCAR_CURRENCY_FORMAT = {"IDR": {"currency_digits": False, "format": "'Rp'\u00a0#,##0"}}
OSCAR_HOMEPAGE = "/"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_ALLOW_ANON_REVIEWS = False
OSCAR_MODERATE_REVIEWS = True
OSCAR_EAGER_ALERTS = False
OSCAR_FROM_EMAIL = "pesanan@pasarjambi.example.id"
OSCAR_INITIAL_ORDER_STATUS = "awaiting_payment"
OSCAR_INITIAL_LINE_STATUS = "awaiting_payment"
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 999
OSCAR_THUMBNAILER = "oscar.core.thumbnails.SorlThumbnail"
OSCAR_BASKET_COOKIE_OPEN = "keranjang"
OSCAR_BASKET_COOKIE_LIFETIME = 30 * 24 * 60 * 60

THUMBNAIL_FORMAT = "WEBP"
THUMBNAIL_QUALITY = 62
THUMBNAIL_PRESERVE_FORMAT = False
THUMBNAIL_KEY_PREFIX = "thumb"
