"""Tries one model for the router's connection test: the way requests go, but on no list and remembered nowhere."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import litellm
from model_list import InvalidModels, parse_model

# Below the router's own limit, so that it hears how the trial ended.
LIMIT_SECONDS = 9
# What LiteLLM writes before and into a provider's words.
PREFIX = re.compile(r"^(litellm\.)?(\w+Error: )*(\w+Exception( Invalid Authentication)? - )?")
UNREACHED = ("Connection error", "Cannot connect to host", "Name or service not known")
MESSAGES = [{"role": "user", "content": "Say OK."}]


async def try_once(document: Any) -> dict[str, object]:
    """What the model of `document["litellm_params"]` answers, or how its provider says no. Raises InvalidModels."""
    kind, stream, params = parse_trial(document)
    started = time.monotonic()
    try:
        async with asyncio.timeout(LIMIT_SECONDS):
            answer = await (embed(params) if kind == "embedding" else chat(params, stream))
    except TimeoutError:
        return {"ok": False, "status": 504, "message": f"No answer within {LIMIT_SECONDS} s."}
    except Exception as reason:  # LiteLLM raises many kinds here; all mean that the model did not answer
        return {"ok": False, **told(reason, params)}
    return {"ok": True, "ms": round((time.monotonic() - started) * 1000), "answer": answer[:200]}


def parse_trial(document: Any) -> tuple[str, bool, dict[str, Any]]:
    """The kind of call, whether it streams, and what LiteLLM needs to make it."""
    if not isinstance(document, dict) or document.get("kind") not in ("chat", "embedding"):
        raise InvalidModels('The body must be an object with litellm_params, stream, and kind "chat" or "embedding".')
    entry = {"model_name": "trial", "litellm_params": document.get("litellm_params"), "model_info": {"id": "trial"}}
    deployment = parse_model(entry, "model")
    return document["kind"], document.get("stream") is True, deployment.litellm_params.model_dump(exclude_none=True)


async def chat(params: dict[str, Any], stream: bool) -> str:
    """The first word of an answer, or the whole of one that does not stream."""
    answer = await litellm.acompletion(**params, messages=MESSAGES, max_tokens=16, stream=stream)
    return await first_word(answer) if stream else answer.choices[0].message.content or ""


async def first_word(pieces: AsyncIterator[Any]) -> str:
    """What comes first in a stream that says anything; nothing for one that only thinks."""
    async for piece in pieces:
        if piece.choices and piece.choices[0].delta.content:
            return str(piece.choices[0].delta.content)
    return ""


async def embed(params: dict[str, Any]) -> str:
    """How long the vector of a text is."""
    answer = await litellm.aembedding(**params, input=["OK"])
    return f"A vector of {len(answer.data[0]['embedding'])} numbers"


def told(reason: Exception, params: dict[str, Any]) -> dict[str, object]:
    """The provider's status, or none if it was not reached, and its words without credentials."""
    words = str(getattr(reason, "message", None) or reason)
    if "LLM Provider NOT provided" in words:
        message = f'LiteLLM knows no such provider: {params["model"]} must begin with one, as "bedrock/" or "anthropic/".'
        return {"status": 400, "message": message}
    for name, value in params.items():
        if isinstance(value, str) and len(value) >= 8 and any(part in name for part in ("key", "secret", "token")):
            words = words.replace(value, "…")
    status = getattr(reason, "status_code", None)
    was_reached = type(status) is int and not any(sign in words for sign in UNREACHED)
    return {"status": status if was_reached else None, "message": PREFIX.sub("", words).split(" Handle with ")[0][:1000]}
