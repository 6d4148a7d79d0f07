"""Which characters a leaflet's text may hold, and which its ids.

Every format is made from the same text, so that the strictest of them, XML 1.0, decides.
"""

from __future__ import annotations

import re

NONCHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(end)}{chr(end + 1)}" for end in range(0xFFFE, 0x110000, 0x10000))
"For use inside a class: https://www.unicode.org/faq/private_use.html#noncharacters"
INVISIBLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff{NONCHARACTERS}]")
"""Controls, line ends that editors do not show, overrides of direction, which turn 15 mg into 51 mg, and what is no
character at all. Direction marks, isolates and joiners are not among them: right-to-left text needs them."""

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_START = re.compile(f"[{_START}]")
NOT_OF_A_NAME = re.compile(f"[^{_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]")
"https://www.w3.org/TR/xml-names/#NT-NCName"

OURS = "lp-"
"Ids of our own templates begin like this."


def xml_name(identifier: str) -> str:
    """The id as a name that XML allows and no template has; one that is such a name already stays as it is.

    The name follows from the id alone, so that a link from another leaflet arrives.
    """
    name = NOT_OF_A_NAME.sub("-", identifier)
    return name if NAME_START.match(name) and not name.startswith(OURS) else f"id-{name}"
