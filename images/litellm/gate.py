"""The ASGI application around LiteLLM: few routes pass; two of our own replace the model list and try a model."""

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from litellm.proxy import proxy_server
from model_list import InvalidModels, ModelList, OlderGeneration
from request_body import UnreadableBody, parse, passed_headers, without_steering
from retry_after import listen, passing_on
from trial import try_once

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

CONTROL_PATH = "/internal/models"
TRIAL_PATH = "/internal/connection-tests"
HEALTH_PATHS = frozenset(["/health/liveliness", "/health/readiness"])
INFERENCE_PATHS = frozenset(
    [
        "/v1/audio/speech",
        "/v1/chat/completions",
        "/v1/completions",
        "/v1/embeddings",
        "/v1/images/generations",
        "/v1/messages",
        "/v1/messages/count_tokens",
        "/v1/rerank",
        "/v1/responses",
    ]
)
MAX_TRIAL_BODY_BYTES = 64 * 1024
MAX_CONTROL_BODY_BYTES = 8 * 1024 * 1024
MAX_INFERENCE_BODY_BYTES = 32 * 1024 * 1024


class Refused(Exception):
    """A request that is answered with an error of ours, in OpenAI's envelope."""

    def __init__(self, status: int, message: str, code: str, param: str | None = None, **facts: object) -> None:
        super().__init__(message)
        kinds = {401: "authentication_error", 502: "server_error"}
        error = {"message": message, "type": kinds.get(status, "invalid_request_error"), "param": param, "code": code}
        self.status = status
        self.body = {**facts, "error": error}


def gate(master_key: str, control_key: str) -> App:
    """LiteLLM's application behind the allow-list and the master key; the control routes behind their own key."""
    models = ModelList(lambda: proxy_server.llm_router)
    listen(proxy_server.proxy_logging_obj)

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await proxy_server.app(scope, receive, send)
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1008})
        method, path = scope["method"], scope["path"]
        try:
            if method == "GET" and path in HEALTH_PATHS:
                return await proxy_server.app(scope, receive, send)
            if method == "POST" and path in INFERENCE_PATHS:
                require_key(scope, master_key, "the master key")
                body = await admitted_body(receive, models)
                headers = passed_headers(scope["headers"], len(body))
                scope = {**scope, "headers": headers}
                return await proxy_server.app(scope, replay(body, receive), repaired(passing_on(send)))
            if path not in (CONTROL_PATH, TRIAL_PATH):
                raise Refused(404, "There is no such route.", "not_found")
            require_key(scope, control_key, "the control key")
            answer = control(method, receive, models) if path == CONTROL_PATH else trial(method, receive)
            await reply(send, 200, await answer)
        except Refused as refused:
            await reply(send, refused.status, refused.body)

    return app


def require_key(scope: Message, key: str, name: str) -> None:
    """Refuses a request whose bearer token is not the key; takes as long for a near miss as for a far one."""
    token = dict(scope["headers"]).get(b"authorization", b"").removeprefix(b"Bearer ")
    if not hmac.compare_digest(token, key.encode()):
        raise Refused(401, f"This route needs {name} as bearer token.", "invalid_api_key")


async def trial(method: str, receive: Receive) -> dict[str, object]:
    """Answers POST of the trial route."""
    if method != "POST":
        raise Refused(405, "Use POST to try a model.", "method_not_allowed")
    try:
        return await try_once(parse(await read_body(receive, MAX_TRIAL_BODY_BYTES)))
    except InvalidModels as invalid:
        raise Refused(400, str(invalid), "invalid_models") from invalid
    except UnreadableBody as unreadable:
        raise Refused(400, str(unreadable), "invalid_json") from unreadable


async def control(method: str, receive: Receive, models: ModelList) -> dict[str, object]:
    """Answers GET and PUT of the control route."""
    if method == "GET":
        return models.current()
    if method != "PUT":
        raise Refused(405, "Use GET to read the model list, PUT to replace it.", "method_not_allowed")
    try:
        return models.replace(parse(await read_body(receive, MAX_CONTROL_BODY_BYTES)))
    except OlderGeneration as older:
        raise Refused(409, str(older), "conflict", **models.current()) from older
    except InvalidModels as invalid:
        raise Refused(400, str(invalid), "invalid_models") from invalid
    except UnreadableBody as unreadable:
        raise Refused(400, str(unreadable), "invalid_json") from unreadable


async def admitted_body(receive: Receive, models: ModelList) -> bytes:
    """The body of a request for a model in the list. LiteLLM itself would also take deployment ids and `a,b`."""
    try:
        request = parse(await read_body(receive, MAX_INFERENCE_BODY_BYTES))
    except UnreadableBody as unreadable:
        raise Refused(400, str(unreadable), "invalid_json") from unreadable
    model = request.get("model")
    if not isinstance(model, str):
        raise Refused(400, "You must provide a model parameter.", "missing_model", "model")
    if model not in models.names:
        raise Refused(404, f"The model {json.dumps(model)} does not exist.", "model_not_found", "model")
    return without_steering(request)


async def read_body(receive: Receive, limit: int) -> bytes:
    """The whole body, up to a limit in bytes."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(400, "The request ended before its body did.", "incomplete_body")
        body += message.get("body", b"")
        if len(body) > limit:
            raise Refused(413, f"The body is larger than {limit} bytes.", "request_too_large")
        if not message.get("more_body"):
            return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """Hands over the body that was read, then what comes after it: the client's leaving stops the provider."""
    pending = [body]

    async def receive_again() -> Message:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return receive_again


def repaired(send: Send) -> Send:
    """Turns the answer `null` into a 502: LiteLLM sends it, as 200, when a provider answers 422 twice."""
    start: list[Message] = []

    async def send_repaired(message: Message) -> None:
        if message["type"] == "http.response.start":
            return start.append(message)
        if start and message.get("body") == b"null" and not message.get("more_body"):
            start.clear()
            refused = Refused(502, "The provider refused the request as unprocessable (422).", "upstream_unprocessable")
            return await reply(send, refused.status, refused.body)
        if start:
            await send(start.pop())
        await send(message)

    return send_repaired


async def reply(send: Send, status: int, value: dict[str, object]) -> None:
    """Sends a JSON answer in one piece."""
    data = json.dumps(value).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
