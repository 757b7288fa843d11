"""Starts LiteLLM without a database behind one address: HOST (127.0.0.1) and PORT (4001)."""

import os
import sys
from pathlib import Path

# LiteLLM reads these while it is imported: nothing may be fetched, and nothing of its administration may be served.
SETTINGS = {
    "LITELLM_MODE": "PRODUCTION",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_BLOG_POSTS": "True",
    "LITELLM_LOCAL_POLICY_TEMPLATES": "True",
    "LITELLM_LOCAL_AUTOROUTER_PRESETS": "True",
    "NO_DOCS": "True",
    "NO_REDOC": "True",
    "NO_OPENAPI": "True",
    "DISABLE_ADMIN_UI": "True",
    "HF_HUB_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "DEFAULT_MAX_RETRIES": "0",
    "CONFIG_FILE_PATH": str(Path(__file__).with_name("config.yaml")),
}
FORBIDDEN = (
    "DATABASE_URL",
    "DIRECT_URL",
    "LITELLM_CONFIG_BUCKET_NAME",
    "LITELLM_LICENSE",
    "LITELLM_WORKER_STARTUP_HOOKS",
    "SERVER_ROOT_PATH",
    "WORKER_CONFIG",
)


def required_key(name: str, purpose: str) -> str:
    """The key in the environment, or the end of the process with a sentence that says what to set."""
    value = os.environ.get(name, "")
    if not value:
        sys.exit(f"{name} is not set: give the key {purpose}.")
    return value


def main() -> None:
    """Checks the keys, prepares the environment and serves until stopped."""
    master_key = required_key("LITELLM_MASTER_KEY", "that inference requests carry")
    control_key = required_key("LITELLM_CONTROL_KEY", "that replaces the model list")
    if master_key == control_key:
        sys.exit("LITELLM_MASTER_KEY and LITELLM_CONTROL_KEY are the same: give two different keys.")
    os.environ.update(SETTINGS)
    for name in FORBIDDEN:
        os.environ.pop(name, None)

    import uvicorn
    from gate import gate

    uvicorn.run(
        gate(master_key, control_key),
        host=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "4001")),
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=110,
    )


if __name__ == "__main__":
    main()
