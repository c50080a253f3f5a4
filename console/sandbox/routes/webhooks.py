"""Webhooks: where the platform would send messages. The sandbox only says what it sent."""

import hashlib

from fastapi import APIRouter, Depends
from starlette.responses import Response

from console.sandbox.answers import Answer
from console.sandbox.keys import secret_key
from console.sandbox.pages import Limit, LongLimit, Offset, offset_page
from console.sandbox.routes.deps import AWorld
from console.sandbox.schemas.base import PROBLEMS, OffsetPage
from console.sandbox.schemas.webhooks import Delivery, Webhook, WebhookPatch, WebhookRequest
from console.sandbox.world.deliveries import deliveries_of, trial_delivery

router = APIRouter(
    prefix="/webhooks", tags=["webhooks"], dependencies=[Depends(secret_key)], responses=PROBLEMS
)


@router.post("", status_code=201, response_model=Webhook, summary="Create webhook")
async def create(body: WebhookRequest, world: AWorld) -> Response:
    """Make a webhook, to be attached to agents by their `webhook_id`."""
    webhooks = world.account.webhooks
    digest = hashlib.sha256(f"{world.options.seed}/{len(webhooks)}/{body.url}".encode())
    secret = f"whsec_{digest.hexdigest()[:32]}"
    webhook = webhooks.add(body.model_dump() | {"secret": secret, "status": "active"})
    world.account.note("create", "webhook", webhook["id"])
    return Answer(webhook, 201)


@router.get("", response_model=OffsetPage[Webhook], summary="List webhooks")
async def index(world: AWorld, limit: Limit = 20, offset: Offset = 0) -> Response:
    """All webhooks, the oldest first."""
    return Answer(offset_page(list(world.account.webhooks), limit, offset))


@router.get("/{webhook_id}", response_model=Webhook, summary="Get webhook")
async def read(webhook_id: str, world: AWorld) -> Response:
    """One webhook."""
    return Answer(world.account.webhooks.get(webhook_id))


@router.patch("/{webhook_id}", response_model=Webhook, summary="Update webhook")
async def update(webhook_id: str, body: WebhookPatch, world: AWorld) -> Response:
    """Change or disable a webhook."""
    webhook = world.account.webhooks.change(webhook_id, body.changes())
    world.account.note("update", "webhook", webhook_id)
    return Answer(webhook)


@router.delete("/{webhook_id}", status_code=204, summary="Delete webhook")
async def delete(webhook_id: str, world: AWorld) -> Response:
    """Remove a webhook, from its agents too."""
    account = world.account
    account.webhooks.remove(webhook_id)
    for agent in account.agents.all_real(webhook_id=webhook_id):
        account.agents.change(agent["id"], {"webhook_id": None})
    account.note("delete", "webhook", webhook_id)
    return Response(status_code=204)


@router.post("/{webhook_id}/test", response_model=Delivery, summary="Test webhook")
async def test(webhook_id: str, world: AWorld) -> Response:
    """Pretend to send a message."""
    world.account.webhooks.get(webhook_id)
    trials = world.account.trial_deliveries
    trial = trial_delivery(webhook_id, len(trials) + 1, world.clock.now())
    trials.append(trial)
    return Answer(trial)


@router.get("/{webhook_id}/deliveries", response_model=OffsetPage[Delivery],
            summary="List deliveries")  # fmt: skip
async def deliveries(
    webhook_id: str, world: AWorld, limit: LongLimit = 50, offset: Offset = 0
) -> Response:
    """What was sent to a webhook, the newest first."""
    webhook = world.account.webhooks.real(webhook_id)
    trials = [each for each in world.account.trial_deliveries if each["webhook_id"] == webhook_id]
    sent = [*trials, *deliveries_of(webhook, world.calls(), world.clock.now())]
    sent.sort(key=lambda delivery: delivery["created_at"], reverse=True)
    return Answer(offset_page(sent, limit, offset))
