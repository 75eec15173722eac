"""Oscar's migrations of this app, found where Oscar keeps them, with ours (`mp_...`) beside them."""

import oscar.apps.partner.migrations as base

__path__ = [*__path__, *base.__path__]
