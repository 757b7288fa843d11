"""API Gateway: REQUEST authorizers."""

import contextvars
import inspect

from ministack.services import apigateway_v1

from .shape import expect


def let_authorizers_see_the_route():
    """A REQUEST authorizer may name context.httpMethod and context.path among its identity sources."""
    expect(apigateway_v1._authorize_request_v1, 'api_id', 'stage_name', 'method_obj', 'method', 'request_path')
    expect(apigateway_v1._request_identity_sources, 'identity_source', 'headers', 'query_params', 'stage')
    route = contextvars.ContextVar('route')
    authorize, read_sources = apigateway_v1._authorize_request_v1, apigateway_v1._request_identity_sources
    signature = inspect.signature(authorize)

    async def authorize_route(*args, **named):
        call = signature.bind(*args, **named).arguments
        route.set({'context.httpMethod': call['method'], 'context.path': call['request_path']})
        return await authorize(*args, **named)

    def read_sources_and_route(identity_source, headers, query_params, stage):
        names = [name.strip() for name in (identity_source or '').split(',') if name.strip()]
        known = route.get()
        values = [
            known[name] if name in known else read_sources(name, headers, query_params, stage)[1][0] for name in names
        ]
        return all(values), values

    apigateway_v1._authorize_request_v1 = authorize_route
    apigateway_v1._request_identity_sources = read_sources_and_route
