"""eBraille 1.0: a book for a braille display, which lays the lines out itself (daisy.org/s/ebraille/1.0).

A zip like an EPUB's. The text is in Unicode's cells; its structure is the leaflet's own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from leafletpress.braille.formatter import TABLE_AS_LIST
from leafletpress.braille.inline import BLOCKS, Inline, Run
from leafletpress.braille.options import Options
from leafletpress.braille.pef import DC, Publication
from leafletpress.braille.tables import grid_of
from leafletpress.braille.translation import BLANK, Translator
from leafletpress.errors import RenditionError
from leafletpress.interface import Interface, _

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DOCUMENT = "ebraille/leaflet.html"
