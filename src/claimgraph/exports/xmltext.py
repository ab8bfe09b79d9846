"""Any text in; text that may stand in an XML 1.0 document out."""

from __future__ import annotations

import re

__all__ = ["escape_xml", "xml_chars"]

#: What XML 1.0 forbids even as a reference: controls, halves of surrogate pairs, two non-characters.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: White space that a parser would change, in attributes or anywhere, is written as references.
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_TABLE = str.maketrans(_ESCAPES)


def xml_chars(text: str) -> str:
    r"""Drop the characters that no XML document can hold.

    >>> xml_chars("a\x00b\x1b[31m\ud800\ufffe c")
    'ab[31m c'
    """
    return _FORBIDDEN.sub("", text)


def escape_xml(text: object) -> str:
    r"""Write text for an element or an attribute in either kind of quotes, so that it is read back as it was.

    >>> escape_xml("<b a='1'>&\n\x00")
    '&lt;b a=&#39;1&#39;&gt;&amp;&#10;'
    """
    return xml_chars(str(text)).translate(_TABLE)
