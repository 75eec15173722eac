"""The one door to the environment: every setting of a deployment is read through `env`, each named in `.env.example`."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"

env = environ.Env()
env.read_env(str(ROOT / ".env"))
