"""XML written piece by piece, so that a feed of any length takes no memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator  # it writes, and reads nothing
from xml.sax.xmlreader import AttributesImpl


class XmlWriter:
    """Elements into a binary stream as UTF-8, one a line. Texts must be of XML's characters (``view/safe.py``)."""

    def __init__(self, out: BinaryIO) -> None:
        self._generator = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._generator.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element with what is written inside the block."""
        self._generator.startElement(name, AttributesImpl(attributes or {}))
        self._generator.characters("\n")
        yield
        self._generator.endElement(name)
        self._generator.characters("\n")

    def leaf(self, name: str, text: str = "", **attributes: str | None) -> None:
        """An element with text alone; attributes that are None are left out, ``xml_lang`` is ``xml:lang``."""
        given = {key.replace("xml_", "xml:"): value for key, value in attributes.items() if value is not None}
        self._generator.startElement(name, AttributesImpl(given))
        self._generator.characters(text)
        self._generator.endElement(name)
        self._generator.characters("\n")

    def close(self) -> None:
        """End the document."""
        self._generator.endDocument()
