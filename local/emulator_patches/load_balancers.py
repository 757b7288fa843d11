"""Load balancers: which paths are theirs, and who hangs up on whom."""

import asyncio
import contextvars

from ministack import app
from ministack.services import alb

from .shape import expect


def keep_no_path_from_load_balancers():
    """A load balancer's /health is its target's: MiniStack would answer it, and others, itself whatever the Host."""
    expect(app._handle_pre_body_request, 'method', 'path', 'headers', 'query_params', 'request_id')
    expect(app._is_potential_alb_request, 'host', 'path')
    answer_early = app._handle_pre_body_request

    async def answer_early_for_others(method, path, headers, query_params, request_id):
        if app._is_potential_alb_request(headers.get('host', ''), path):
            return None
        return await answer_early(method, path, headers, query_params, request_id)

    app._handle_pre_body_request = answer_early_for_others


def hang_up_on_targets_at_once():
    """A client that leaves before its target answered ends that request too: MiniStack notices only while it streams."""
    expect(app.app, 'scope', 'receive', 'send')
    expect(alb._proxy_http_target, 'target', 'tg', 'method', 'path', 'headers', 'body', 'query_params')
    expect(alb._await_http_disconnect, 'receive')
    serve, proxy = app.app, alb._proxy_http_target
    receiving = contextvars.ContextVar('receiving')

    async def serve_and_remember(scope, receive, send):
        gone = False

        async def receive_again():
            nonlocal gone
            message = {'type': 'http.disconnect'} if gone else await receive()
            gone = message['type'] == 'http.disconnect'
            return message

        receiving.set(receive_again)
        await serve(scope, receive_again, send)

    async def proxy_while_awaited(*args, **named):
        answer = asyncio.ensure_future(proxy(*args, **named))
        departure = asyncio.ensure_future(alb._await_http_disconnect(receiving.get()))
        await asyncio.wait({answer, departure}, return_when=asyncio.FIRST_COMPLETED)
        departure.cancel()
        if not answer.done():
            answer.cancel()
            return 502, {}, b''
        return await answer

    app.app, alb._proxy_http_target = serve_and_remember, proxy_while_awaited
