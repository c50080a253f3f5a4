"""Keys of other providers, as far as one can tell from their looks."""

from __future__ import annotations

import re

PROVIDERS = (
    "twilio", "telnyx", "openai", "gemini", "anthropic", "groq", "elevenlabs", "cartesia",
    "deepgram", "shisa", "minimax", "resend", "sendgrid", "cal.com",
)  # fmt: skip
"""Those that the platform names, carriers first; an open set (the API notes, Credentials)."""

CARRIERS = {"twilio": "Twilio", "telnyx": "Telnyx"}
"""Those that carry calls, as people call them (the API notes, Phone numbers)."""

USUAL_METADATA = {"twilio": ("account_sid",)}
"""What stands beside a key, where it is likely: no field is documented for it."""

_SHORTEST = 8
_MASK = re.compile(r"[•*…·●]")
_SHOWN_END = re.compile(r"[•*…·●.]([A-Za-z0-9_-]{3,8})$")
_ACCOUNT_SID = re.compile(r"AC[0-9a-f]{32}")
_USUAL = {
    "anthropic": (r"sk-ant-", "begin with sk-ant-"),
    "cal.com": (r"cal_", "begin with cal_"),
    "gemini": (r"AIza", "begin with AIza"),
    "groq": (r"gsk_", "begin with gsk_"),
    "openai": (r"sk-(?!ant-)", "begin with sk-"),
    "resend": (r"re_", "begin with re_"),
    "sendgrid": (r"SG\.", "begin with SG."),
    "telnyx": (r"KEY", "begin with KEY"),
    "twilio": (r"[0-9a-f]{32}$", "are 32 digits and letters a to f"),
}


def problem_with_key(key: str) -> str | None:
    """What makes it certain that this is no key, in words without the key; None when nothing."""
    if not key:
        return "The key is missing."
    if _MASK.search(key):
        return "This is a masked key: copy the whole one."
    if any(each.isspace() for each in key):
        return "A key has no spaces or line breaks."
    if not (key.isascii() and key.isprintable()):
        return "A key has no special characters."
    if len(key) < _SHORTEST:
        return "This is too short for a key."
    return None


def doubt_about_key(provider: str, key: str) -> str | None:
    """What is unusual about a key of a provider, in words without the key; None when nothing.

    Providers change the looks of their keys: a doubt is no reason to refuse one.
    """
    provider = provider.strip().lower()
    if provider == "twilio" and _ACCOUNT_SID.fullmatch(key):
        return "This looks like the Account SID; the key is the auth token beside it."
    looks, words = _USUAL.get(provider, ("", ""))
    return None if re.match(looks, key) else f"Keys of {provider} usually {words}."


def masked(shown: str) -> str:
    """A masked key as it may be shown: what a server has left open is masked here."""
    if _MASK.search(shown) or "..." in shown or len(shown) < _SHORTEST:
        return shown
    return f"••••{shown[-4:]}"


def shows_key(masked: str | None, key: str) -> bool | None:
    """Whether a masked key can be this one, by its last characters; None when it shows none."""
    shown = _SHOWN_END.search(masked or "")
    return key.endswith(shown[1]) if shown else None
