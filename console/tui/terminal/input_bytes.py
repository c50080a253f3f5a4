"""From whatever bytes a terminal sends to text that Textual's parser can take."""

from __future__ import annotations

import codecs
import re

# Reports that are nobody's input, but whose bytes would be typed as keys or break the decoder:
# - the legacy X10 mouse report, CSI M and three bytes that are not UTF-8 beyond column 95; a
#   terminal sends it after a reconnect that lost its mouse mode;
# - mouse reports of embedded terminals with "NaN" in place of a coordinate.
_NOISE = re.compile(rb"\x1b\[(?:M[\x20-\xff]{3}|<(?=[^mM]*NaN)[\d;.Na-]*[mM])")
_PERHAPS_NOISE = re.compile(rb"\x1b\[(?:M[\x20-\xff]{0,2}|<[\d;.Na-]{0,40})\Z")


class InputDecoder:
    """Decodes what was read, piece by piece; pieces may end anywhere, even within a character.

    Bytes that are no UTF-8 become U+FFFD. Mouse reports that cannot be understood are dropped.
    """

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = b""

    def decode(self, data: bytes) -> str:
        """Take the next piece; may return nothing when it ends within a character or report."""
        data = _NOISE.sub(b"", self._held + data)
        unfinished = _PERHAPS_NOISE.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._held = data[cut:]
        return self._utf8.decode(data[:cut])
