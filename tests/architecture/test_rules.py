"""What the sources must look like, read off their syntax trees."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("marketplace", "vendors", "cms", "search", "tasks")
OURS = ("marketplace.", "vendors", "cms", "search", "tasks")
# Where rupiah are reckoned: not one float may touch them.
MONEY = (
    "marketplace/money.py",
    "marketplace/fields.py",
    "marketplace/shop/audit.py",
    "marketplace/shop/checkout",
    "marketplace/shop/order",
    "marketplace/shop/partner",
    "marketplace/payments/*.py",
    "vendors/commission.py",
    "vendors/ledger.py",
    "vendors/models",
    "vendors/shipping.py",
)
# `|safe` in a template is a door for scripts. Each one that stands would have its reason here.
SAFE_TEMPLATES: dict[str, str] = {}
# Rows of samples, one after the other, that nothing is reckoned in.
LONG_LISTS = {"marketplace/front/samples.py"}


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def written_by_hand() -> list[Path]:
    return [path for path in sources() if "migrations" not in path.parts]


def money_sources() -> list[Path]:
    found: list[Path] = []
    for place in MONEY:
        path = ROOT / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else sorted(ROOT.glob(place))
    return [path for path in found if "migrations" not in path.parts]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def floats_in(source: str) -> list[int]:
    """The lines of a module that make or name a float: `float(...)`, `: float`, `1.5`. A wait in `..._SECONDS` is no money."""
    tree = ast.parse(source)
    waits = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Assign) and _is_a_wait(one)}
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "float":
            lines.append(node.lineno)
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and id(node) not in waits:
            lines.append(node.lineno)
    return sorted(lines)


def _is_a_wait(one: ast.Assign) -> bool:
    return all(isinstance(target, ast.Name) and target.id.endswith("SECONDS") for target in one.targets)


def modules_imported_by(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_no_column_of_any_model_of_ours_is_a_float():
    columns = [field for model in _models_of_ours() for field in model._meta.get_fields()]
    assert [str(field) for field in columns if isinstance(field, models.FloatField)] == []


@pytest.mark.parametrize("path", money_sources(), ids=name)
def test_modules_of_money_know_no_float(path):
    assert floats_in(path.read_text()) == []


def test_the_search_for_floats_finds_them():
    assert floats_in("a = float(b)\ndef f(x: float): ...\ny = 1.5\nz = 3 // 2\nSECONDS = 0.5") == [1, 2, 3]


def test_no_file_has_more_than_400_lines():
    assert [name(path) for path in written_by_hand() if len(path.read_text().splitlines()) > 400] == []


def test_no_function_has_more_than_40_lines():
    long = [
        f"{name(path)}:{one.name} {one.end_lineno - one.lineno + 1}"
        for path in written_by_hand()
        if name(path) not in LONG_LISTS
        for one in functions(path)
        if one.end_lineno is not None and one.end_lineno - one.lineno + 1 > 40
    ]
    assert long == []


def test_only_what_happens_later_imports_tasks():
    importers = [
        name(path)
        for path in sources()
        if "tasks" not in path.relative_to(ROOT).parts[:1]
        and any(module == "tasks" or module.startswith("tasks.") for module in modules_imported_by(path))
    ]
    assert importers == []


def test_templates_of_ours_mark_nothing_as_safe_but_what_is_named_here():
    pattern = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off")
    marked = {
        name(path)
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.html")
        if pattern.search(path.read_text())
    }
    assert marked == SAFE_TEMPLATES.keys()


def test_every_model_of_ours_is_made_by_a_migration():
    state = MigrationLoader(None, ignore_no_migrations=True).project_state()
    missing = {model._meta.label for model in _models_of_ours()} - {
        f"{apps.get_app_config(label).label}.{state.models[label, model].name}" for label, model in state.models
    }
    assert missing == set()


def test_every_public_function_of_money_says_what_it_does():
    silent = [
        f"{name(path)}:{node.name}"
        for path in (
            ROOT / "marketplace/money.py",
            ROOT / "vendors/ledger.py",
            ROOT / "marketplace/shop/partner/stock.py",
        )
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def _models_of_ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(OURS) and model._meta.managed]
