"""Credentials, which newer pages of the documentation call integrations."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from console.sandbox.answers import Answer, ApiProblem
from console.sandbox.keys import secret_key
from console.sandbox.pages import Limit, Offset, offset_page
from console.sandbox.routes.deps import AWorld
from console.sandbox.schemas.base import PROBLEMS, OffsetPage
from console.sandbox.schemas.numbers import Credential, CredentialPatch, CredentialRequest

_PROVIDERS = {
    "twilio", "telnyx", "openai", "gemini", "anthropic", "groq", "elevenlabs", "cartesia",
    "deepgram", "shisa", "minimax", "resend", "sendgrid", "cal.com",
}  # fmt: skip

router = APIRouter(tags=["credentials"], dependencies=[Depends(secret_key)], responses=PROBLEMS)


@router.post("", status_code=201, response_model=Credential, summary="Store credential")
async def create(body: CredentialRequest, world: AWorld) -> Response:
    """Keep a provider's key."""
    if body.provider not in _PROVIDERS:
        known = ", ".join(sorted(_PROVIDERS))
        raise ApiProblem(400, f"Unknown provider {body.provider!r}. Known: {known}.")
    fields = {
        "name": body.name,
        "provider": body.provider,
        "masked_key": masked(body.api_key),
    }
    credential = world.account.credentials.add(fields)
    world.account.note("create", "credential", credential["id"])
    return Answer(credential, 201)


@router.get("", response_model=OffsetPage[Credential], summary="List credentials")
async def index(world: AWorld, limit: Limit = 20, offset: Offset = 0) -> Response:
    """All credentials, the oldest first."""
    return Answer(offset_page(list(world.account.credentials), limit, offset))


@router.get("/{credential_id}", response_model=Credential, summary="Get credential")
async def read(credential_id: str, world: AWorld) -> Response:
    """One credential, its key masked."""
    return Answer(world.account.credentials.get(credential_id))


@router.patch("/{credential_id}", response_model=Credential, summary="Update credential")
async def update(credential_id: str, body: CredentialPatch, world: AWorld) -> Response:
    """Rename a credential or give it another key."""
    world.account.credentials.get(credential_id)
    changes = {"name": body.name} if body.name else {}
    if body.api_key:
        changes["masked_key"] = masked(body.api_key)
        world.account.broken_credentials.discard(credential_id)
    credential = world.account.credentials.change(credential_id, changes)
    world.account.note("update", "credential", credential_id)
    return Answer(credential)


@router.delete("/{credential_id}", status_code=204, summary="Delete credential")
async def delete(credential_id: str, world: AWorld) -> Response:
    """Forget a key that no number is reached with."""
    account = world.account
    account.credentials.get(credential_id)
    users = [
        number["phone_number"]
        for number in account.numbers.all_real()
        if account.credential_of.get(number["id"]) == credential_id
    ]
    if users:
        raise ApiProblem(409, f"Still used by {', '.join(users)}.")
    account.credentials.remove(credential_id)
    account.note("delete", "credential", credential_id)
    return Response(status_code=204)


def masked(key: str) -> str:
    """A key as it may be shown: its end, where it is long enough to keep the rest secret."""
    return f"••••{key[-4:]}" if len(key) >= 12 else "••••"
