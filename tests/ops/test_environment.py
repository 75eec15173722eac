""".env.example and the settings name the same variables."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Read by the demo's command, by the container's health check and by Docker Compose.
BESIDES = {"PORT", "HOST", "POSTGRES_PASSWORD"}
NOT_VARIABLES = {"read_env", "db_url_config"}


def read_by_the_settings() -> set[str]:
    names = set()
    for path in (ROOT / "marketplace" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _is_env(node.func):
                names.add(ast.literal_eval(node.args[0]))
    return names


def _is_env(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return _is_env(function.value) and function.attr not in NOT_VARIABLES
    return isinstance(function, ast.Name) and function.id == "env"


def test_the_example_names_every_variable_that_is_read_and_no_other():
    example = set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert example == read_by_the_settings() | BESIDES


def test_only_the_one_door_leads_to_the_environment():
    for path in (ROOT / "marketplace" / "settings").glob("*.py"):
        assert "os.environ" not in path.read_text(), f"{path.name} reads the environment past `env`"
