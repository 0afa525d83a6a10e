"""Words and facts as data: loads every table, with a user's folder of the same shape laid over the packaged one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actors import AgentRules, Officeholder, OfficeRules, Organisation
from dragoman.knowledge.attribution import AttributionRules
from dragoman.knowledge.dates import DateRules
from dragoman.knowledge.events import CameoLabel, Crosswalk, CrosswalkDifference, EventType, Goldstein
from dragoman.knowledge.merging import MergeRules
from dragoman.knowledge.names import GivenName, NameRules
from dragoman.knowledge.places import PlaceRules
from dragoman.knowledge.schema import Row, numbered_rows, read_csv, read_toml
from dragoman.knowledge.sentences import SentenceRules
from dragoman.knowledge.status import StatusExample, StatusRules
from dragoman.knowledge.topics import TopicRules
from dragoman.knowledge.world import Country, CountryCodes, PlaceRow, Sector, StateCode

DATA = Path(__file__).parent / "data"

# One row for each table: its name in Knowledge, its file, the model of its rows (or of the whole file).
TABLES: tuple[tuple[str, str, type[Row]], ...] = (
    ("countries", "world/countries.csv", Country),
    ("places", "world/places.csv", PlaceRow),
    ("organisations", "world/organisations.csv", Organisation),
    ("officeholders", "world/officeholders.csv", Officeholder),
    ("state_codes", "world/state_codes.csv", StateCode),
    ("country_codes", "world/country_codes.csv", CountryCodes),
    ("sectors", "world/sectors.csv", Sector),
    ("goldstein", "events/goldstein.csv", Goldstein),
    ("cameo_labels", "events/cameo_labels.csv", CameoLabel),
    ("crosswalk", "events/crosswalk.csv", Crosswalk),
    ("crosswalk_differences", "events/crosswalk_differences.csv", CrosswalkDifference),
    ("sentences", "en/sentences.toml", SentenceRules),
    ("names", "en/names.toml", NameRules),
    ("given_names", "en/given_names.csv", GivenName),
    ("agents", "en/agents.toml", AgentRules),
    ("offices", "en/offices.toml", OfficeRules),
    ("attribution", "en/attribution.toml", AttributionRules),
    ("dates", "en/dates.toml", DateRules),
    ("toponyms", "en/places.toml", PlaceRules),
    ("status", "en/status.toml", StatusRules),
    ("status_examples", "en/status_examples.csv", StatusExample),
    ("topics", "en/topics.toml", TopicRules),
    ("merging", "en/merging.toml", MergeRules),
)

# What makes two rows of a table the same fact: a row of an overlay takes the place of the packaged one.
KEYS: dict[str, tuple[str, ...]] = {
    "countries": ("iso3",),
    "places": ("name", "country"),
    "organisations": ("name", "country"),
    "officeholders": ("person", "role", "country", "start"),
    "state_codes": ("system", "code", "since"),
    "country_codes": ("iso3",),
    "sectors": ("code",),
    "goldstein": ("cameo",),
    "cameo_labels": ("cameo",),
    "crosswalk": ("cameo",),
    "crosswalk_differences": ("cameo", "type", "mode"),
    "given_names": ("name",),
    "status_examples": ("text", "trigger"),
}


class Knowledge(Row):
    """All tables, checked; made by `load_knowledge`."""

    countries: tuple[Country, ...]
    places: tuple[PlaceRow, ...]
    organisations: tuple[Organisation, ...]
    officeholders: tuple[Officeholder, ...]
    state_codes: tuple[StateCode, ...]
    country_codes: tuple[CountryCodes, ...]
    sectors: tuple[Sector, ...]
    goldstein: tuple[Goldstein, ...]
    cameo_labels: tuple[CameoLabel, ...]
    crosswalk: tuple[Crosswalk, ...]
    crosswalk_differences: tuple[CrosswalkDifference, ...]
    sentences: SentenceRules
    names: NameRules
    given_names: tuple[GivenName, ...]
    agents: AgentRules
    offices: OfficeRules
    attribution: AttributionRules
    dates: DateRules
    toponyms: PlaceRules
    status: StatusRules
    status_examples: tuple[StatusExample, ...]
    topics: TopicRules
    merging: MergeRules
    events: tuple[EventType, ...]


PARTS = ("world", "en", "events")
ONTOLOGY = "ontology"


@lru_cache(maxsize=4)
def load_knowledge(overlay: Path | None = None) -> Knowledge:
    """Return the packaged knowledge with a user's folder laid over it.

    A CSV of the overlay adds its rows before the packaged ones and takes the place of those with the same key; a
    TOML file replaces the packaged file of the same name; an event type of a new name is added. A folder `ontology`
    in it takes the place of all packaged event types.
    Raises KnowledgeError: K003 where the overlay is no such folder, K001 and K002 for mistakes in a file.
    """
    if overlay is not None and not any((overlay / part).is_dir() for part in (*PARTS, ONTOLOGY)):
        raise KnowledgeError("K003", where="--knowledge", detail=str(overlay))
    if overlay is not None:
        _refuse_strangers(overlay)
    tables = {name: _table(name, file, model, overlay) for name, file, model in TABLES}
    return Knowledge.model_construct(events=_events(overlay), **tables)


def _refuse_strangers(overlay: Path) -> None:
    """Refuse a file of an overlay that no table has: most likely its name is misspelt."""
    known = {file for _, file, _ in TABLES}
    for part in PARTS:
        for path in sorted((overlay / part).glob("*.csv")) + sorted((overlay / part).glob("*.toml")):
            name = f"{part}/{path.name}"
            if name not in known and not (part == "events" and path.suffix == ".toml"):
                raise KnowledgeError(
                    "K001", where=str(path), detail=f"no table has this name; one of {sorted(known)} was expected"
                )


def own_lines(overlay: Path | None) -> dict[Row, str]:
    """Return where each row of an overlay's CSV tables stands, as "folder/file.csv:line"; none without an overlay."""
    if overlay is None:
        return {}
    files = ((overlay / file, model) for _, file, model in TABLES if file.endswith(".csv"))
    return {
        row: f"{path}:{number}" for path, model in files if path.is_file() for number, row in numbered_rows(path, model)
    }


def row_key(table: str, row: Row) -> tuple:
    """Return what makes two rows of a CSV table the same fact."""
    return tuple(getattr(row, field) for field in KEYS[table])


def same_fact(table: str, left: Row, right: Row) -> bool:
    """Tell whether two rows are the same fact: all of the key agrees, the start of a term at the coarser precision."""
    for field in KEYS[table]:
        a, b = getattr(left, field), getattr(right, field)
        if a == b:
            continue
        dated = field == "start" and a is not None and b is not None
        if not dated or a[: len(b)] != b[: len(a)]:
            return False
    return True


def overlaid(table: str, own: tuple[Any, ...], packaged: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return an overlay's rows, then the packaged ones that none of them replaces.

    A term of office yields to an overlay's term of the same person (by any spelling) in the same office that overlaps
    it, too: else a date that the overlay corrects would stay as it was.
    """
    laid = Facts(table, own)
    return own + tuple(row for row in packaged if laid.same(row) is None and laid.overlapping(row) is None)


class Facts:
    """The rows of a table, quickly found by what makes them the same fact."""

    def __init__(self, table: str, rows: Iterable[Any]):
        self.table = table
        self._rows: dict[Any, list[Any]] = {}
        self._terms: dict[tuple, list[Any]] = {}
        for row in rows:
            self._rows.setdefault(getattr(row, KEYS[table][0]), []).append(row)
            for key in self._offices(row):
                self._terms.setdefault(key, []).append(row)

    def _offices(self, row: Any) -> list[tuple]:
        """Return the office of a term with each spelling of the person; none for other tables."""
        if self.table != "officeholders":
            return []
        return [(name, row.role, row.country) for name in dict.fromkeys((row.person, *row.aliases))]

    def same(self, row: Any) -> Any | None:
        """Return the first row that is the same fact as `row`, or None."""
        near = self._rows.get(getattr(row, KEYS[self.table][0]), ())
        return next((other for other in near if same_fact(self.table, row, other)), None)

    def overlapping(self, row: Any) -> Any | None:
        """Return the first term of the same person in the same office that has days in common with `row`, or None."""
        near = (other for key in self._offices(row) for other in self._terms.get(key, ()))
        return next((other for other in near if _overlap(row, other)), None)


def _overlap(left: Officeholder, right: Officeholder) -> bool:
    """Tell whether two terms overlap by more than the precision of their dates: one may end in the year of the next."""

    return all(
        end is None or start[: len(end)] < end[: len(start)]
        for start, end in ((left.start, right.end), (right.start, left.end))
    )


def _table(name: str, file: str, model: type[Row], overlay: Path | None) -> Any:
    own = overlay / file if overlay is not None else None
    if not file.endswith(".csv"):
        return read_toml(own if own is not None and own.is_file() else DATA / file, model)
    rows = read_csv(DATA / file, model)
    return overlaid(name, read_csv(own, model), rows) if own is not None and own.is_file() else rows


def _events(overlay: Path | None) -> tuple[EventType, ...]:
    own = overlay / ONTOLOGY if overlay is not None else None
    replaced = own is not None and own.is_dir()
    files = {path.name: path for path in sorted((own if replaced else DATA / "events").glob("*.toml"))}
    if replaced and not files:
        raise KnowledgeError("K003", where="--knowledge", detail=f"{own} has no TOML file and")
    if overlay is not None and not replaced:
        files |= {path.name: path for path in sorted((overlay / "events").glob("*.toml"))}
    folder = ONTOLOGY if replaced else "events"
    types = tuple(
        read_toml(files[name], EventType).model_copy(update={"file": f"{folder}/{name}"}) for name in sorted(files)
    )
    for name, kind in zip(sorted(files), types):
        ids = [frame.id for frame in kind.frame]
        double = next((i for i in ids if ids.count(i) > 1), None)
        if double:
            raise KnowledgeError("K001", where=str(files[name]), detail=f"two frames have the id {double!r}")
    return types
