"""Where a source of pathways is: what another process needs to open it too."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayAccess:
    """A schema of a database. It can be pickled; it shows ``endpoint``, never the URL.

    ``url`` is a SQLAlchemy URL (``postgresql+psycopg``, ``mysql+pymysql``, ``sqlite``).
    ``schema`` is the schema in PostgreSQL, the database in MariaDB and MySQL; in SQLite, ``main``.
    """

    endpoint: str
    schema: str
    url: str = field(repr=False)
