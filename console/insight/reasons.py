"""Why a call ended: the catalogue's row for the codes that stand in its record, wherever they do.

A number is a code only beside words that make it one: `SIP 486`, `Twilio error 21215`, or under
a key such as `hangup_cause`. What a caller's own data says (variables, extracted data) is never
read as one, and prose only where the call did not come to a good end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from console.api.fields import members
from console.api.records.call import Call
from console.api.vocabulary import is_terminal, normal
from console.insight.catalogue import Fault, Row, plain
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.insight.catalogue import Catalogue

_FAMILY_NAMES = {
    "twilio": "Twilio", "sip": "SIP", "q850": "Q.850", "livekit": "LiveKit",
    "llm": "LLM", "tts": "TTS", "stt": "STT",
}  # fmt: skip
_PARTS = {
    "llm": "llm|model|openai|anthropic|claude|gpt|groq|gemini|mistral|deepseek|xai",
    "tts": "tts|voice|eleven[ _-]?labs|cartesia|playht|rime|minimax|shisa",
    "stt": "stt|asr|transcriber|deepgram|assembly[ _-]?ai|whisper|speechmatics|gladia",
}

_SIP = re.compile(
    r"(?<![a-z0-9])sip(?:/2\.0)?(?:[\s:/=_#()-]|status|code|error|response|cause|reason)*"
    r"([3-6]\d\d)(?!\d)",
    re.IGNORECASE,
)
_TWILIO = re.compile(r"\btwilio\b[^\n\d]{0,40}(\d{5})(?!\d)", re.IGNORECASE)
_Q850 = re.compile(r"\bq\.?850\b[\s;:,_-]*(?:cause)?[\s:=#]*(\d{1,3})(?!\d)", re.IGNORECASE)
_PROVIDER = re.compile(
    r"(?<![a-z])(?:" + "|".join(f"(?P<{part}>{names})" for part, names in _PARTS.items()) + ")"
    r"(?![a-z])(?P<between>[^\n\d]{0,60}?)(?<!\d)(?P<status>[45]\d\d)(?!\d)",
    re.IGNORECASE,
)
_TELLS_OF_ERROR = re.compile(
    r"error|status|http|code|return|fail|quota|answer|respon", re.IGNORECASE
)
_BARE_TWILIO = re.compile(r"(?:^|\b(?:error|code)[\s:#=_-]*)(\d{5})(?!\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}(?!\d)")
_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"
    r"(?<![a-z0-9])(?=[a-f]*\d)[0-9a-f]{8,}(?![a-z0-9])|\+?\d{6,}",
    re.IGNORECASE,
)

_KEYS_OF_FAMILIES = {
    "twilio": re.compile(r"twilio_.*(?:error|code)|carrier_error_code"),
    "sip": re.compile(r"sip_?(?:call_?)?(?:status|response|error|hangup|cause|code)[a-z_]*"),
    "q850": re.compile(r"q_?850.*|hangup_cause(?:_code)?|isdn_cause|cause_code"),
    "livekit": re.compile(r"disconnect(?:ion)?_reason"),
    "llm": re.compile(r"llm_(?:status|error|http)[a-z_]*"),
    "tts": re.compile(r"tts_(?:status|error|http)[a-z_]*"),
    "stt": re.compile(r"stt_(?:status|error|http)[a-z_]*"),
}
_KEY_OF_ERROR = re.compile(
    r"(?:.*_)?(?:errors?|failure|(?:error|failure)_(?:code|type|text|reason|message|detail)s?)|"
    r"(?:end|ended|fail|hangup|status|termination|sip|disconnect|disconnection)_?(?:reason|cause)"
)
_NO_ERRORS_IN = frozenset(Call.model_fields) - {"metadata"} | {
    "messages", "transcript", "latency", "analysis",
}  # fmt: skip
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a call ended.

    Attributes:
        key: what is the same for calls that ended for the same reason.
        words: what to call it: the row's name, else what the record says, word for word.
        row: the catalogue's explanation; None for a reason that nobody has explained yet.
        code: the code it was recognised by, such as `Twilio 21215`; empty for mere words.
        said: the text in which it was found.
        place: where in the record that stands, such as `metadata.carrier_error`.
    """

    key: str
    words: str
    row: Row | None
    code: str = ""
    said: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """Something that a record says.

    Attributes:
        family: whose code it is by its key; empty when its own words have to tell.
        error: whether it stands where only errors stand, so that fewer words do.
    """

    place: str
    text: str
    family: str = ""
    error: bool = False


def reason_of(call: Call, catalogue: Catalogue) -> Reason | None:
    """Why an ended call ended; None for a live one, and for a completed one that doesn't say.

    The most telling row wins: one that is not vague, then a vague one, then one of a good end;
    among equals what stands first: the end reason, error fields, the analysis, tools' errors.
    """
    if not is_terminal(call.status):
        return None
    best, unknown = None, None
    for text in _texts(call):
        found = _reason_in(text, catalogue)
        if found is None:
            unknown = unknown or (text if text.error else None)
        elif best is None or _rank(found) < _rank(best):
            best = found
        if best is not None and _rank(best) == 0:
            break
    return best or _unexplained(call, unknown, catalogue)


def failure_of(call: Call, catalogue: Catalogue) -> Reason | None:
    """Why a call failed; None for a live one, and for one that came to a good end."""
    reason = reason_of(call, catalogue)
    good = reason is None or (reason.row is not None and reason.row.fault is Fault.NORMAL)
    return None if good else reason


def _rank(reason: Reason) -> int:
    row = reason.row
    return 2 if row is None or row.fault is Fault.NORMAL else int(row.vague)


def _unexplained(call: Call, unknown: _Text | None, catalogue: Catalogue) -> Reason | None:
    if unknown is not None:
        said = clean(unknown.text, limit=200)
        return Reason(f"said:{_alike(said)}", said, None, said=said, place=unknown.place)
    row = None if normal(call.status) == "completed" else catalogue.of_word(call.status or "")
    return row and Reason(row.id, row.name, row, said=call.status or "", place="status")


def mark_of(said: str) -> str:
    """What a row's `words` recognise a reason by that nobody has explained yet.

    `*` stands for what differs from call to call.
    """
    return plain(_ID.sub("*", said))


def _alike(words: str) -> str:
    """What is left of a reason without what differs from call to call: ids and long numbers."""
    return plain(_ID.sub("0", words))


def _reason_in(text: _Text, catalogue: Catalogue) -> Reason | None:
    for family, number in _codes(text):
        row = catalogue.of_code(family, number)
        if row is not None:
            code = f"{_FAMILY_NAMES[family]} {number}"
            return Reason(row.id, row.name, row, code, clean(text.text, limit=300), text.place)
    row = catalogue.of_word(text.text) if text.error or text.family else None
    return row and Reason(row.id, row.name, row, "", clean(text.text), text.place)


def _codes(text: _Text) -> Iterator[tuple[str, int]]:
    """The codes in a text, the most telling first."""
    words = text.text
    if text.family and (number := _NUMBER.search(words)):
        yield text.family, int(number[0])
    patterns = [("twilio", _TWILIO), ("sip", _SIP), ("q850", _Q850)]
    if text.error:
        patterns.append(("twilio", _BARE_TWILIO))
    for family, pattern in patterns:
        for found in pattern.finditer(words):
            yield family, int(found[1])
    for found in _PROVIDER.finditer(words):
        if text.error or _TELLS_OF_ERROR.search(found["between"]):
            yield _part(found), int(found["status"])


def _part(found: re.Match[str]) -> str:
    return next(part for part in _PARTS if found[part])


def _texts(call: Call) -> Iterator[_Text]:
    """What may tell why the call ended, the most reliable first."""
    raw = call.raw
    if call.end_reason:
        yield _Text("end_reason", call.end_reason, error=True)
    for name, value in raw.items():
        if name not in _NO_ERRORS_IN:
            yield from _fields(value, (name,))
    analysis = members(raw.get("analysis"))
    for name, value in analysis.items():
        if name != "extracted_data":
            yield from _fields(value, ("analysis", name))
    if normal(call.status) != "completed":
        yield from _prose(raw, analysis)


def _fields(value: Any, path: tuple[str, ...]) -> Iterator[_Text]:
    """The values, however deep, whose key says that they are about an error."""
    if isinstance(value, dict) and len(path) < _DEEPEST:
        for name, member in cast("dict[str, Any]", value).items():
            yield from _fields(member, (*path, name))
    elif isinstance(value, list):
        for member in cast("list[Any]", value)[:_DEEPEST]:
            yield from _fields(member, path)
    elif isinstance(value, str | int) and not isinstance(value, bool) and value:
        family, error = _meaning(path[-1])
        error = error or any(_meaning(key)[1] for key in path[:-1])
        if family or error:
            yield _Text(clean(".".join(path), limit=120), str(value)[:2000], family, error)


@lru_cache(maxsize=512)
def _meaning(key: str) -> tuple[str, bool]:
    """Whose code a key names, and whether what it names is an error."""
    name = plain(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key))
    of_family = (family for family, keys in _KEYS_OF_FAMILIES.items() if keys.fullmatch(name))
    family = next(of_family, "")
    return family, _KEY_OF_ERROR.fullmatch(name) is not None


def _prose(raw: Any, analysis: Any) -> Iterator[_Text]:
    """What was written about the call, and what its tools answered when they failed."""
    summary = analysis.get("summary")
    if isinstance(summary, str):
        yield _Text("analysis.summary", summary[:2000])
    if isinstance(raw.get("ai_summary"), str) and raw["ai_summary"] != summary:
        yield _Text("ai_summary", raw["ai_summary"][:2000])
    messages = raw.get("messages")
    for message in cast("list[Any]", messages) if isinstance(messages, list) else ():
        said = members(message)
        if said.get("is_error") is True and isinstance(said.get("content"), str):
            yield _Text("messages", said["content"][:2000])
