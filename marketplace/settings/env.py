"""The one door to the environment: all settings of a deployment are read through `env` and named in `.env.example`."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"

env = environ.Env()
env.read_env(str(ROOT / ".env"))

# Where `make demo` puts the Stripe simulator: the port beside the shop's.
SIMULATOR = f"http://127.0.0.1:{env.int('PORT', default=8000) + 1}"
