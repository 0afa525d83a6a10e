"""Changes of the store's tables over time: Alembic, without its configuration files."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

FOLDER = Path(__file__).parent


def upgrade(connection: sa.Connection) -> None:
    """Bring the tables of a connection's database to the last migration, inside its transaction."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, script, fn=lambda revision, _: script._upgrade_revs("head", revision)) as context:
        context.configure(connection=connection, transactional_ddl=False)
        context.run_migrations()
