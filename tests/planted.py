"""What the seeded sandbox plants in its calls, as the catalogue of failures calls it."""

from __future__ import annotations

REASONS = {
    "user_busy": "busy",
    "no_answer": "no_answer",
    "sip_603": "declined",
    "sip_480": "unavailable",
    "CARRIER_REJECTED": "carrier_refused",
    "carrier_rejected": "country_blocked",
    "call_failed": "number_invalid",
    "provider_auth_failed": "carrier_login",
    "agent_error": "agent_crashed",
    "participant_never_joined": "nobody_joined",
    "platform_timeout": "platform_timeout",
    "silence_timeout": "silence",
    "max_duration": "time_limit",
}
"""What each planted end is, in the catalogue; every other end is a good one."""
GOOD_ENDS = {"user_hangup", "USER_HANGUP", "agent_hangup", "call_transfer", "voicemail"}
"""The ends at which nothing went wrong."""
