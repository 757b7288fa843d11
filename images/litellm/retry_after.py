"""Keeps a provider's Retry-After for `messages`, where LiteLLM loses it: on its other routes it sends the header below."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

HEADER = b"llm_provider-retry-after"

# A list of its own for every request, so that the tasks LiteLLM starts for it write into the same one.
_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]


def listen(logging: Any) -> None:
    """Notes the Retry-After of every failure that LiteLLM tells its callbacks of, through `logging`."""
    tell = logging.post_call_failure_hook

    async def listening(*args: Any, **facts: Any) -> Any:
        heard, seconds = _heard.get(), told_by(facts.get("original_exception"))
        if heard is not None and seconds:
            heard.append(seconds)
        return await tell(*args, **facts)

    logging.post_call_failure_hook = listening


def told_by(failure: Any) -> str | None:
    """The Retry-After of the provider's answer that a failure of LiteLLM stands for."""
    answer = getattr(getattr(failure, "response", None), "headers", None)
    for headers in (answer, getattr(failure, "litellm_response_headers", None), getattr(failure, "headers", None)):
        seconds = headers.get("retry-after") if hasattr(headers, "get") else None
        if isinstance(seconds, str) and seconds.isascii() and seconds.isprintable():
            return seconds
    return None


def passing_on(send: Send) -> Send:
    """Adds what is heard in the course of one request to the head of its answer, unless LiteLLM does."""
    heard: list[str] = []
    _heard.set(heard)

    async def send_with_it(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 400 and heard:
            headers = list(message["headers"])
            if all(name.lower() != HEADER for name, _ in headers):
                message = {**message, "headers": [*headers, (HEADER, heard[-1].encode())]}
        await send(message)

    return send_with_it
