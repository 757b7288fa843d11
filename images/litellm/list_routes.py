"""Prints every route that LiteLLM itself would serve, as JSON; the tests ask for all of them."""

import json
from collections.abc import Iterator
from typing import Any

from litellm.proxy._lazy_features import register_all_features
from litellm.proxy.proxy_server import app


def flat(routes: list[Any]) -> Iterator[Any]:
    """The routes, with included routers replaced by theirs."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from flat(route.original_router.routes)
        else:
            yield route


register_all_features(app)
listed = [[method, route.path] for route in flat(app.routes) for method in getattr(route, "methods", None) or ["GET"]]
print("\n" + json.dumps(listed))
