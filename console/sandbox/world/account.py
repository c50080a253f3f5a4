"""The simulated account: its resources, and how they are filled from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.sandbox.world.tables import Table

if TYPE_CHECKING:
    from console.sandbox.catalogue.catalogue import AgentSpec, Catalogue
    from console.sandbox.world.clock import SimulatedClock
    from console.sandbox.world.orders import Record

BUILTIN_OUTCOMES = (
    "Appointment Booked", "Not Interested", "Not Connected", "Voicemail", "Interested",
)  # fmt: skip
GENERAL_PROMPT = (
    "You are a helpful, friendly voice assistant. Keep your answers short, one thought at a "
    "time, and ask when something is unclear."
)
AGENT_DEFAULTS: Record = {
    "webhook_id": None,
    "transcriber": {"provider": "deepgram", "model": "nova-3", "language": "en"},
    "tts": {
        "provider": "cartesia",
        "credential_id": None,
        "voice_id": "voice-default",
        "speed": 1.0,
        "stability": 0.5,
    },
    "first_message": None,
    "end_call_phrases": [],
    "max_duration_seconds": 600,
    "interruption_sensitivity": 0.5,
    "silence_timeout_seconds": 10,
    "enable_recording": False,
    "language": "en",
    "dynamic_variables": {},
    "voicemail_detection": False,
    "voicemail_message": None,
    "responsiveness": 0.5,
    "speed": 1.0,
    "background_sound": None,
    "emotions": False,
    "job_description": None,
    "metadata": {},
}
_WEBHOOK: Record = {
    "name": "CRM – call results",
    "url": "https://crm.example.com/hooks/calls",
    "events": ["call.started", "call.ended", "call.failed", "transcript.final"],
    "secret": "whsec_0123456789abcdef0123456789abcdef",
    "status": "active",
}
_DAY = 86_400.0
_BROKEN_CREDENTIAL = "twilio-legacy"


class Account:
    """Everything the account has but its calls.

    Attributes:
        trial_deliveries: the messages that were sent to try webhooks out.
        credential_of: a number's credential, which its record does not show.
        broken_credentials: ids of those whose key the carrier no longer accepts; a new key
            mends one.
        slugs: the catalogue's name of each agent that came from it, by id.
    """

    def __init__(self, seed: int, clock: SimulatedClock) -> None:
        def table(kind: str, prefix: str) -> Table:
            return Table(kind, prefix, seed, clock)

        self.agents = table("Agent", "agt")
        self.models = table("Model", "llm")
        self.numbers = table("Phone number", "phn")
        self.credentials = table("Credential", "crd")
        self.outcomes = table("Call outcome", "out")
        self.voices = table("Voice", "vc")
        self.webhooks = table("Webhook", "wh")
        self.tools = table("Tool", "tool")
        self.knowledge_bases = table("Knowledge base", "kb")
        self.audit_events = table("Audit event", "aud")
        self.trial_deliveries: list[Record] = []
        self.credential_of = dict[str, str | None]()
        self.broken_credentials = set[str]()
        self.slugs = dict[str, str]()
        self._made = clock.start - 40 * _DAY

    def fill(self, catalogue: Catalogue) -> None:
        """Take over what the catalogue has, as made some weeks ago."""
        credentials = {
            each.slug: self._old(
                self.credentials,
                name=each.name, provider=each.provider, masked_key=each.masked_key,
            )
            for each in catalogue.credentials
        }  # fmt: skip
        self.broken_credentials.add(credentials[_BROKEN_CREDENTIAL])
        for voice in catalogue.voices:
            credential = credentials[voice.credential] if voice.credential else None
            self._old(
                self.voices,
                provider=voice.provider, provider_voice_id=voice.provider_voice_id,
                name=voice.name, gender=voice.gender, language=voice.language,
                accent=voice.accent, preview_url=voice.preview_url, credential_id=credential,
            )  # fmt: skip
        self._fill_models(catalogue)
        webhook = self._old(self.webhooks, **_WEBHOOK)
        agents = {each.slug: self._fill_agent(each, catalogue) for each in catalogue.agents}
        self.agents.change(next(iter(agents.values())), {"webhook_id": webhook})
        for number in catalogue.numbers:
            identity = self._old(
                self.numbers,
                **number_fields(number.number, number.provider)
                | {
                    "friendly_name": number.friendly_name,
                    "agent_id": agents[number.agent] if number.agent else None,
                },
            )
            self.credential_of[identity] = credentials[number.credential]
        self._old(
            self.outcomes,
            name="callback_wanted", label="Callback wanted",
            description="The person asked to be called again at another time.", is_active=True,
        )  # fmt: skip

    def has_broken_key(self, number: Record) -> bool:
        """Whether the carrier no longer accepts the credential of a number."""
        return self.credential_of.get(number["id"]) in self.broken_credentials

    def note(self, action: str, kind: str, identity: str) -> None:
        """Keep an audit event about a change made over the API."""
        count = len(self.audit_events)
        self.audit_events.add(
            {
                "org_id": "org_sandbox",
                "user_id": None,
                "api_key_id": "key_sandbox",
                "action": action,
                "resource_type": kind,
                "resource_id": identity,
                "request_id": f"req_{count:08x}",
                "ip": "127.0.0.1",
                "user_agent": None,
                "payload_hash": None,
            }
        )

    def _old(self, table: Table, **fields: Any) -> str:
        """Add a record of some weeks ago; later ones are younger."""
        self._made += 0.4 * _DAY / (1 + len(table))
        return table.add(fields, at=self._made)["id"]

    def _fill_models(self, catalogue: Catalogue) -> None:
        tools = {
            each.slug: self._old(
                self.tools,
                name=each.name, type=each.type, description=each.description,
                config=dict(each.config),
            )
            for each in catalogue.tools
        }  # fmt: skip
        knowledge_bases = {
            each.slug: self._old(
                self.knowledge_bases,
                name=each.name, description=each.description, status="ready",
                sources=[dict(source) for source in each.sources],
            )
            for each in catalogue.knowledge_bases
        }  # fmt: skip
        for each in catalogue.models:
            self._old(
                self.models,
                name=each.name,
                provider=each.provider,
                model=each.model,
                system_prompt=each.system_prompt.strip(),
                temperature=each.temperature,
                max_tokens=each.max_tokens,
                tool_ids=[tools[slug] for slug in each.tools],
                knowledge_base_ids=[knowledge_bases[slug] for slug in each.knowledge_bases],
                custom_websocket_url=None,
            )

    def _fill_agent(self, spec: AgentSpec, catalogue: Catalogue) -> str:
        model = next(each for each in catalogue.models if each.slug == spec.model)
        voice = next(each for each in catalogue.voices if each.slug == spec.voice)
        known = self.voices.all_real(provider_voice_id=voice.provider_voice_id)[0]
        identity = self._old(
            self.agents,
            name=spec.name,
            llm_id=self.models.all_real(name=model.name)[0]["id"],
            **AGENT_DEFAULTS
            | {
                "transcriber": dict(spec.transcriber),
                "tts": AGENT_DEFAULTS["tts"]
                | {
                    "provider": spec.tts_provider,
                    "credential_id": known["credential_id"],
                    "voice_id": voice.provider_voice_id,
                },
                "first_message": spec.first_message,
                "max_duration_seconds": spec.max_duration_seconds,
                "enable_recording": spec.share > 10,
                "language": spec.language,
                "dynamic_variables": dict(spec.dynamic_variables),
            },
        )
        self.slugs[identity] = spec.slug
        return identity


def number_fields(phone_number: str, provider: str) -> Record:
    """A registered number as it is when nothing was said about it."""
    tail = phone_number[-6:]
    return {
        "phone_number": phone_number,
        "friendly_name": None,
        "provider": provider,
        "agent_id": None,
        "status": "active",
        "inbound_trunk_id": f"ST_in{tail}",
        "outbound_trunk_id": f"ST_out{tail}",
        "dispatch_rule_id": f"SDR_{tail}",
        "inbound_routing": None,
    }
