"""Has every SQLite transaction take the write lock when it begins.

Two transactions that both read first and write then cannot both go on: SQLite fails one at once,
however long the timeout ("database is locked"), and Glance answers 500. MySQL and PostgreSQL let
the second one wait, and so does ``BEGIN IMMEDIATE``.
"""

from sqlalchemy import event, text
from sqlalchemy.engine import Connection, Engine


@event.listens_for(Engine, "begin")
def _begin_immediate(connection: Connection) -> None:
    # oslo.db would begin itself, later than this, and looks for the mark that it did so already.
    connection.execute(text("BEGIN IMMEDIATE"))
    connection.info["in_transaction"] = True
