"""Why a call ended and what came of it, in a person's words.

Both are open sets that are not always spelled alike (the API notes, Calls): what the catalogue of
failures knows has its words, the rest is shown word for word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from console.api.vocabulary import normal
from console.insight.catalogue import built_in

if TYPE_CHECKING:
    from console.api.records.call import Call

_SIP = re.compile(r"sip_?(\d{3})")
_NO_OUTCOME = ("", "none")
_OUTCOMES = {
    normal(words): words
    for words in (
        "Appointment booked",
        "Not interested",
        "Not connected",
        "Voicemail",
        "Interested",
    )
}
_UNANSWERED = {
    "busy": "The line was busy",
    "no answer": "Nobody answered",
    "declined": "The call was declined",
    "nobody joined": "Nobody joined the call",
    "stopped": "The call was stopped before anybody answered",
    "canceled": "The call was canceled before anybody answered",
}


def ending_words(call: Call) -> str:
    """Why the call ended, such as `carrier refused` or `declined (603)`; empty without a reason."""
    return reason_words(call.end_reason)


def reason_words(end_reason: str | None) -> str:
    """An end reason in a person's words."""
    if sip := _SIP.fullmatch(normal(end_reason)):
        row = built_in().of_code("sip", int(sip[1]))
        return f"{row.name} ({sip[1]})" if row else f"SIP {sip[1]}"
    if end_reason and (row := built_in().of_word(end_reason)):
        return row.name
    words = (end_reason or "").strip().replace("_", " ")
    return words.lower() if words.isupper() else words


def outcome_words(call: Call) -> str:
    """What came of the call, such as `Not interested`; empty where nothing did."""
    outcome = (call.outcome or call.analysis.outcome or "").strip()
    plain = normal(outcome)
    return "" if plain in _NO_OUTCOME else _OUTCOMES.get(plain, outcome)


def result_words(call: Call) -> str:
    """What an operator asks first of an ended call.

    The outcome of a completed call and the reason of any other's end; where that says nothing
    beyond the status, the other of the two.
    """
    status = normal(call.status)
    reason = ending_words(call)
    if normal(reason) == status:
        reason = ""
    outcome = outcome_words(call)
    return (outcome or reason) if status == "completed" else (reason or outcome)


def never_answered(call: Call) -> str | None:
    """Why nobody spoke in a call that was never answered, as the beginning of a sentence.

    None where a person's line or an operator was not the cause: then something went wrong.
    """
    plain_reason = ending_words(call).partition(" (")[0]
    return _UNANSWERED.get(plain_reason) or _UNANSWERED.get(normal(call.status).replace("_", " "))
