"""What must be right before anything is sent: the address, the key, the certificates."""

from __future__ import annotations

import os
import re
import ssl
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import truststore

from console.api.errors import ApiError, Trouble

if TYPE_CHECKING:
    from pydantic import SecretStr

_KEY = re.compile(r"[\x21-\x7e]{8,512}")


def checked_base(base_url: str) -> SplitResult:
    """Take a base URL apart, without a trailing `/` or `/v1`, which every path brings along.

    Raises:
        ApiError: of kind SETUP, if nothing could be reached under it.
    """
    try:
        parts = urlsplit(base_url.strip())
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        parts, usable = urlsplit(""), False
    if not usable or "@" in parts.netloc or parts.query or parts.fragment:
        raise ApiError(
            Trouble.SETUP,
            "The base URL must look like https://api.oneinbox.ai or http://host:port.",
        )
    return parts._replace(path=parts.path.rstrip("/").removesuffix("/v1"))


def checked_key(key: SecretStr) -> SecretStr:
    """Make sure that a key can stand in a header, as one that cannot would end up in an error.

    Raises:
        ApiError: of kind SETUP, without the key.
    """
    if not _KEY.fullmatch(key.get_secret_value()):
        raise ApiError(
            Trouble.SETUP,
            "The API key is not one: 8 to 512 plain characters without spaces are expected.",
        )
    return key


def trust() -> tuple[str, ssl.SSLContext]:
    """Find the certificate authorities to trust: what to call them, and a context with them.

    Those of the system, and those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.

    Raises:
        ApiError: of kind SETUP, if one of the variables names nothing usable.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    file, folders = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if file:
        try:
            context.load_verify_locations(cafile=file)
        except OSError:
            raise _unusable("SSL_CERT_FILE") from None
    if folders and not any(Path(folder).is_dir() for folder in folders.split(os.pathsep)):
        raise _unusable("SSL_CERT_DIR")
    named = [name for name, value in (("SSL_CERT_FILE", file), ("SSL_CERT_DIR", folders)) if value]
    return " and ".join(named) or "the system's authorities", context


def _unusable(variable: str) -> ApiError:
    return ApiError(
        Trouble.SETUP, f"{variable} names no usable certificates. Correct it or unset it."
    )
