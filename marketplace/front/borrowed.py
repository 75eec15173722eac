from django.utils.translation import gettext_noop as _

WORDS = (_("Enter a valid email address."),)
