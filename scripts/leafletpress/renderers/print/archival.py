"""PDF/A-2a beside PDF/UA-1: a file that archives can keep, and that says it is accessible.

The engine can claim one of the two. ISO 19005-2 asks for a description of every name in the metadata that it does not
know itself, and the one of PDF/UA is such a name (6.6.2.3); both stand in the one block that readers look into.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.css import ColorProfile

_END = b"</rdf:RDF>"

_CLAIM = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def claiming_both(stock: Callable[..., bytes]) -> Callable[..., bytes]:
    """The engine's way to write metadata, with the claim of PDF/UA-1 added."""

    def generate_rdf_metadata(variant: str, version: int, conformance: str | None) -> bytes:
        metadata = stock(variant, version, conformance)
        assert metadata.endswith(_END), "the engine's metadata end with their one block"
        return metadata.removesuffix(_END) + _CLAIM + _END

    return generate_rdf_metadata


def colour_profile(file: Any, *described: Any) -> Any:
    """The engine's colour space, with its file closed when it has been read."""
    with file:
        return ColorProfile(file, *described)
