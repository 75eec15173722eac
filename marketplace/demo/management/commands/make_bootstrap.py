"""Write the schema snapshot that `manage.py demo` starts from, after a change of migrations."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from marketplace.demo import bootstrap


class Command(BaseCommand):
    help = "Write marketplace/demo/bootstrap.sql.gz from the migrations."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "migrated.sqlite3"
            environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
            migrate = [sys.executable, str(settings.ROOT / "manage.py"), "migrate", "--verbosity=0", "--skip-checks"]
            subprocess.run(migrate, check=True, env=environment)
            bootstrap.write(bootstrap.dump(database))
        self.stdout.write(f"{bootstrap.SNAPSHOT.relative_to(settings.ROOT)} written")
