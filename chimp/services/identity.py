"""What the site says of its customers, as far as those need to know who only ask for it.

The proof itself is in `site_identity`, with a library that is loaded where a site has a key.
"""

from collections.abc import Callable

from chimp.core.people import Customer

Identify = Callable[[str], Customer]
"""The customer that the site has signed for; raises IdentityRefused."""


class IdentityRefused(Exception):
    """It proves nothing; `str()` says why, in words for whoever made it."""
