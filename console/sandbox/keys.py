"""Who may ask: the secret key everywhere, the publishable one for web call tokens alone."""

from typing import Annotated

from fastapi import Header, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from console.sandbox.answers import ApiProblem

SECRET_KEY = "oi_sk_sandbox"  # noqa: S105 -- known to everybody
PUBLISHABLE_KEY = "oi_pk_sandbox"
REGISTERED_ORIGIN = "http://localhost"

_bearer = HTTPBearer(auto_error=False, description="A key of the account, `oi_sk_…` or `oi_pk_…`.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


async def secret_key(bearer: Bearer) -> None:
    """Let the secret key through; a publishable one gets 403, anything else 401."""
    key = _key(bearer)
    if key == PUBLISHABLE_KEY:
        raise ApiProblem(403, "A publishable key can only start web calls. Use a secret key.")
    if key != SECRET_KEY:
        raise _unauthorized("Invalid or revoked API key.")


async def publishable_key(bearer: Bearer, origin: Annotated[str | None, Header()] = None) -> None:
    """Let a publishable key through when it comes from a registered origin."""
    key = _key(bearer)
    if key == SECRET_KEY:
        raise ApiProblem(403, "This endpoint takes a publishable key (oi_pk_…), not a secret one.")
    if key != PUBLISHABLE_KEY:
        raise _unauthorized("Invalid or revoked API key.")
    if origin != REGISTERED_ORIGIN:
        words = f"Origin {origin or 'none'} is not registered for this publishable key."
        raise ApiProblem(403, f"ORIGIN_NOT_ALLOWED: {words}")


def _key(bearer: HTTPAuthorizationCredentials | None) -> str:
    if bearer is None or not bearer.credentials:
        raise _unauthorized("Missing API key. Send it as 'Authorization: Bearer <key>'.")
    return bearer.credentials


def _unauthorized(words: str) -> ApiProblem:
    return ApiProblem(401, words, {"WWW-Authenticate": "Bearer"})
