"""What is said on the calls of an agent that somebody has just made."""

from __future__ import annotations

from console.sandbox.catalogue.catalogue import Conversation, Line

COMMON = (
    Conversation(
        agent="",
        ending="user_hangup",
        outcome="Interested",
        sentiment="positive",
        summary="Caller asked about order status. Agent provided tracking info.",
        entities={"request": "order status"},
        key_points=("Parcel left the warehouse this morning",),
        lines=(
            Line("agent", "Hi! How can I help?"),
            Line("user", "I have a question about my order. It was meant to come on Tuesday."),
            Line("agent", "Let me look that up. Could you tell me the name it was placed under?"),
            Line(
                "user", "Sure, same name you have there. It's the small parcel, not the [big] one."
            ),
            Line("agent", "Thank you. It left the warehouse this morning and comes tomorrow."),
            Line("user", "Tomorrow is fine. Before noon would be even better 🙂"),
            Line("agent", "I have asked for a delivery before noon. Is there anything else?"),
            Line("user", "No, that was all. Bye!"),
        ),
        weight=3,
    ),
    Conversation(
        agent="",
        ending="agent_hangup",
        outcome="Not Interested",
        sentiment="neutral",
        summary="The person who answered only wanted to hear how the agent sounds.",
        lines=(
            Line("agent", "Hello! What can I do for you today?"),
            Line("user", "Nothing really, I'm just trying this out. Say something longer."),
            Line(
                "agent",
                "Gladly. I answer questions, look things up and keep my sentences short, "
                "which makes this one an exception.",
            ),
            Line("user", "Ha. Good. And do you mind if I interrupt y—"),
            Line("agent", "Not at all, go ahead."),
            Line("user", "No, I'm done. Thanks."),
            Line("agent", "You are welcome. Goodbye!"),
        ),
        weight=2,
    ),
    Conversation(
        agent="",
        ending="voicemail",
        outcome="Voicemail",
        sentiment="neutral",
        summary="Reached a voicemail and left a short message.",
        follow_up_needed=True,
        lines=(
            Line(
                "user", "The person you have called is not available. Please speak after the tone."
            ),
            Line("agent", "Hello, sorry to have missed you. We will try again tomorrow. Goodbye!"),
        ),
    ),
)
"""Conversations that fit anybody."""
