"""Why a call ended and what came of it, in a person's words.

Both are open sets that are not always spelled alike (the API notes, Calls): what is known has words
of its own, the rest is shown word for word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from console.api.vocabulary import normal

if TYPE_CHECKING:
    from console.api.records.call import Call

_SIP = re.compile(r"sip_?(\d{3})")
_SIP_WORDS = {
    "401": "carrier login wrong",
    "403": "carrier refused",
    "404": "no such number",
    "407": "carrier login wrong",
    "408": "no reply",
    "480": "unavailable",
    "484": "number incomplete",
    "486": "busy",
    "487": "canceled",
    "488": "media settings refused",
    "500": "carrier fault",
    "502": "carrier fault",
    "503": "carrier overloaded",
    "504": "no reply",
    "600": "busy",
    "603": "declined",
    "604": "no such number",
    "607": "unwanted",
    "608": "blocked as spam",
}
_REASON_WORDS = {
    "agent_error": "agent crashed",
    "agent_hangup": "agent hung up",
    "api_stop": "stopped",
    "busy": "busy",
    "call_failed": "not connected",
    "call_rejected": "declined",
    "call_transfer": "transferred",
    "canceled": "canceled",
    "carrier_rejected": "carrier refused",
    "concurrency_limit_reached": "too many calls at once",
    "dial_busy": "busy",
    "dial_failed": "not connected",
    "dial_no_answer": "no answer",
    "inactivity": "silence too long",
    "invalid_destination": "number wrong",
    "manual_stopped": "stopped",
    "max_duration": "time limit",
    "max_duration_reached": "time limit",
    "no_answer": "no answer",
    "normal_clearing": "ended normally",
    "not_found": "no such number",
    "originator_cancel": "canceled",
    "participant_never_joined": "nobody joined",
    "platform_timeout": "platform timed out",
    "provider_auth_failed": "carrier login wrong",
    "silence_timeout": "silence too long",
    "time_limit": "time limit",
    "timeout": "timed out",
    "user_busy": "busy",
    "user_declined": "declined",
    "user_hangup": "caller hung up",
    "voicemail": "voicemail",
    "voicemail_reached": "voicemail",
}
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
    reason = normal(call.end_reason)
    if sip := _SIP.fullmatch(reason):
        code = sip[1]
        return f"{_SIP_WORDS[code]} ({code})" if code in _SIP_WORDS else f"SIP {code}"
    if reason in _REASON_WORDS:
        return _REASON_WORDS[reason]
    words = (call.end_reason or "").strip().replace("_", " ")
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
