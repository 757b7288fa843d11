"""Takes out of a request what would steer LiteLLM itself: callers speak to a model, not to the proxy."""

from typing import Any

import orjson
from litellm.proxy.auth.auth_utils import _BANNED_REQUEST_BODY_PARAMS
from litellm.types.utils import all_litellm_params

# The master key may do everything, so LiteLLM would obey: `fallbacks` alone reaches models outside a caller's groups.
# Its own lists come first; the rest are fields that its router reads although they are on no list.
STEERING_FIELDS = (
    frozenset(all_litellm_params)
    | frozenset(_BANNED_REQUEST_BODY_PARAMS)
    | {
        "additional_drop_params",
        "call_type",
        "content_policy_fallbacks",
        "context_window_fallbacks",
        "deployment",
        "deployment_id",
        "disable_fallbacks",
        "disable_global_guardrails",
        "drop_params",
        "extra_body",
        "extra_headers",
        "fallback_model_group",
        "guardrail_config",
        "include_fallback_errors",
        "litellm_params",
        "model_group",
        "model_group_retry_policy",
        "model_id",
        "organization",
        "original_function",
        "original_generic_function",
        "original_model_group",
        "policies",
        "priority",
        "router_settings_override",
        "routing_strategy_args",
        "specific_deployment",
        "timeout",
    }
) - {"metadata"}
STEERING_PREFIXES = ("_", "aws_", "azure_", "litellm_", "mock_", "standard_", "user_api_key", "vertex_")
PASSED_HEADERS = frozenset(
    [b"accept", b"anthropic-beta", b"anthropic-version", b"authorization", b"host", b"traceparent"]
)


class UnreadableBody(Exception):
    """The body is not a JSON object."""


def parse(body: bytes) -> dict[str, Any]:
    """The request as an object, read by the same parser that LiteLLM uses."""
    try:
        request = orjson.loads(body)
    except orjson.JSONDecodeError as invalid:
        raise UnreadableBody("The body is not JSON.") from invalid
    if not isinstance(request, dict):
        raise UnreadableBody("The body must be a JSON object.")
    return request


def without_steering(request: dict[str, Any]) -> bytes:
    """The request as LiteLLM may see it; of `metadata` only what the providers' protocols allow there, plain texts."""
    kept = {name: value for name, value in request.items() if not steers(name)}
    if isinstance(kept.get("metadata"), dict):
        kept["metadata"] = {name: value for name, value in kept["metadata"].items() if is_plain(name, value)}
    return orjson.dumps(kept)


def steers(name: str) -> bool:
    """Whether a field speaks to LiteLLM instead of the model."""
    return name in STEERING_FIELDS or name.startswith(STEERING_PREFIXES)


def is_plain(name: str, value: Any) -> bool:
    """Whether an entry of `metadata` is a text that LiteLLM would not take for a setting."""
    return isinstance(value, str) and not steers(name)


def passed_headers(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    """The few headers that LiteLLM needs; its own (`x-litellm-timeout` and others) would steer it too.

    The type is always JSON, as we read it: LiteLLM would read the same bytes as a form, and find another model there.
    """
    ours = [(b"content-type", b"application/json"), (b"content-length", str(length).encode())]
    return [header for header in headers if header[0] in PASSED_HEADERS] + ours
