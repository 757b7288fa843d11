"""The models that LiteLLM serves, replaced as a whole while it runs."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from litellm import Router
from litellm.types.router import Deployment
from pydantic import ValidationError

# Fields that LiteLLM refuses for models it does not know by name, although the endpoint may well understand them.
COMPATIBLE_PROVIDERS = ("openai/", "hosted_vllm/")
PASSED_PARAMETERS = ["dimensions", "parallel_tool_calls", "reasoning_effort", "user", "verbosity"]
REFERENCES = ("os.environ/", "oidc/")


class InvalidModels(Exception):
    """The wanted list has a wrong shape; nothing was changed."""


class OlderGeneration(Exception):
    """A newer list is already served; nothing was changed."""


class ModelList:
    """The list of one LiteLLM router, and the generation it came with."""

    def __init__(self, router: Callable[[], Router]) -> None:
        self._router = router
        self._generation = 0
        self.names: frozenset[str] = frozenset()

    def current(self) -> dict[str, object]:
        """The generation served and the names that requests may use."""
        return {"generation": self._generation, "names": sorted(self.names)}

    def replace(self, document: Any) -> dict[str, object]:
        """Serves `document["models"]` and nothing else, unless `document["generation"]` is older than what is served.

        Without an await between the first and the last change, no request sees half a list. A model that LiteLLM
        itself cannot serve (an unknown provider) is left out and reported, so that it does not hold up the others.
        """
        generation, wanted = parse(document)
        if generation < self._generation:
            raise OlderGeneration(f"Generation {self._generation} is served, {generation} is older.")
        router = self._router()
        router.ignore_invalid_deployments = False
        ids = {deployment.model_info.id for deployment in wanted}
        removed = [old for old in list(router.model_id_to_deployment_index_map) if old not in ids]
        for old in removed:
            router.delete_deployment(old)
        changed, rejected = [], []
        for deployment in wanted:
            try:
                if router.upsert_deployment(deployment) is not None:
                    changed.append(deployment.model_info.id)
            except Exception as reason:  # LiteLLM raises many kinds here; all mean that it cannot serve this model
                rejected.append({"id": deployment.model_info.id, "reason": str(reason)[:300]})
        self._generation = generation
        self.names = frozenset(router.get_model_names())
        return {**self.current(), "changed": changed, "removed": removed, "rejected": rejected}


def parse(document: Any) -> tuple[int, list[Deployment]]:
    """The document's generation and models, or a sentence about the first thing wrong with it."""
    if not isinstance(document, dict) or not isinstance(document.get("models"), list):
        raise InvalidModels("The body must be an object with generation and models.")
    generation = document.get("generation")
    if type(generation) is not int or generation < 1:
        raise InvalidModels("generation must be a whole number above 0.")
    wanted = [parse_model(entry, f"models[{index}]") for index, entry in enumerate(document["models"])]
    uses = Counter(deployment.model_info.id for deployment in wanted)
    repeated = sorted(id for id, count in uses.items() if count > 1)
    if repeated:
        raise InvalidModels(f"model_info.id is used more than once: {', '.join(repeated)}.")
    return generation, wanted


def parse_model(entry: Any, where: str) -> Deployment:
    """One model; the sentence about a wrong one never repeats its values, which may be credentials."""
    if not isinstance(entry, dict) or not isinstance(entry.get("model_info"), dict):
        raise InvalidModels(f"{where} must be an object with model_name, litellm_params and model_info.")
    id = entry["model_info"].get("id")
    if not isinstance(id, str) or not id:
        raise InvalidModels(f"{where}.model_info.id must be a text.")
    if any(text.startswith(REFERENCES) for text in texts_in(entry)):
        raise InvalidModels(f"{where} refers to this machine's environment or files: give the value itself.")
    try:
        deployment = Deployment(**with_defaults(entry))
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_url=False, include_context=False)[0]
        field = ".".join([where, *map(str, first["loc"])])
        raise InvalidModels(f"{field}: {first['msg']}.") from invalid
    if not deployment.model_name or "*" in deployment.model_name:
        raise InvalidModels(f"{where}.model_name must be a name without wildcard.")
    return deployment


def with_defaults(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry without retries of LiteLLM's own. Fields that a model does not know are dropped for a provider, as
    LiteLLM knows its models; an OpenAI-compatible endpoint gets them all and answers for itself."""
    params = entry.get("litellm_params")
    if not isinstance(params, dict):
        return entry
    compatible = str(params.get("model")).startswith(COMPATIBLE_PROVIDERS) and params.get("api_base")
    fields = {"allowed_openai_params": PASSED_PARAMETERS} if compatible else {"drop_params": True}
    defaults = {"max_retries": 0, **fields}
    return {**entry, "litellm_params": {**defaults, **params}}


def texts_in(value: Any) -> Iterator[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
