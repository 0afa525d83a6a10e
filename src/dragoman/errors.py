"""Every error that dragoman raises, with its code and what to try.

DragomanError
├── InputError          a document or file that cannot be read (the rest goes on)      exit status 1
├── UsageError          a command or call that makes no sense                          exit status 2
├── StoreError          a store that cannot be opened or written                      exit status 3
└── KnowledgeError      broken words, facts, models or configuration                   exit status 3
"""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # input
    "I001": "{where}: no such file or folder. Check the spelling, or use - to read standard input.",
    "I002": "{where}: the file is empty. Remove it from the list, or check the step that wrote it.",
    "I003": "{where}: this is binary data, not text ({detail}). Convert it to text, HTML or JSON first.",
    "I004": "{where}: the encoding could not be told. Save the file as UTF-8.",
    "I005": "{where}: not valid JSON ({detail}). Mend or remove it.",
    "I006": '{where}: no usable "text" in this JSON ({detail}). Each object needs a "text" string.',
    "I007": "{where}: {detail} is not a date. Write the publication date as YYYY-MM-DD.",
    "I008": "{where}: the text seems to be {detail}, and only English is read. It was skipped.",
    "I009": "{where}: {detail}; the limit for one document is {limit}. Split it.",
    "I010": "{where}: no article text was found in this HTML page. Give the text itself.",
    "I011": "{where}: could not be opened ({detail}). Check the permissions.",
    "I012": "{where}: the text is empty once control characters and blanks are taken out.",
    "I013": "{where}: the step {detail} failed on this document. Please report it with the document.",
    "I014": "{where}: {detail} is not a file format that is read. Use .txt, .html, .json or .jsonl.",
    "I015": "{where}: no word of a known language was found. It was skipped.",
    "I016": "{where}: {detail}. Leave the key out, or give the right type.",
    "I017": "{where}: the compressed file is damaged ({detail}). Unpack it by hand, or fetch it again.",
    "I018": "{where}: the folder holds no file that dragoman reads. Give .txt, .html, .json or .jsonl files.",
    "I019": "{where}: {detail}. Mark an actor and a recipient: offsets in JSON Lines, or <s>, <t> in a table.",
    "I020": "{where}: {detail}. The line was left out.",
    "I021": "{where}: no event file of GDELT, ICEWS or POLECAT: {detail}.",
    "I022": "{where}: a quotation mark is opened here and never closed. Close it, or write it twice inside a cell.",
    # usage
    "U001": "Nothing to read: give files, folders, or - for standard input.",
    "U002": "{detail} is not a date. Write --published as YYYY-MM-DD.",
    "U003": "{detail} is not one of {limit}.",
    "U004": '{where}: gold documents were expected here (JSON with "text" and "events"): {detail}',
    "U005": "The output could not be written ({detail}). Check the disk and the permissions.",
    "U006": "No document given here has an event with the id or words {detail}. `dragoman read` shows both; "
    "explain needs the same --knowledge and --fast.",
    "U007": "{where}: {detail}",
    "U008": "{detail} is no way to ask. There are: {limit}.",
    "U010": "Nobody in this store is called {detail}. `dragoman events --text WORDS` looks into the texts.",
    "U009": "{where}: {detail} is no value for this. Give {limit}.",
    # store
    "S001": "{where}: there is no store here. `dragoman add` makes one; --store or DRAGOMAN_STORE names another place.",
    "S002": "{where}: not usable as a store ({detail}). Give the file of a store, a new file, or a PostgreSQL URL.",
    "S003": "{where}: {detail} is too old to keep a store safely; {limit} or newer is needed.",
    "S004": "{where}: this store was made by a newer version of dragoman (tables {detail}). Install that version.",
    "S005": "{where}: the store could not be written ({detail}). Wait for the other program, or check the disk.",
    "S006": "{where}: another text is stored under this id. Give it an id of its own, or add it with --replace.",
    "S007": "There is no run {detail} in this store. `dragoman runs` lists them.",
    "S008": "{where}: the database does not answer ({detail}). Check that it runs, its address and the password.",
    # knowledge
    "K001": "{where}: {detail}",
    "K002": "{where}: not valid TOML ({detail}).",
    "K003": "{where}: {detail} is not a folder that holds knowledge (world/, en/ or events/).",
    "K004": "The language model is not installed ({detail}). Run `make setup`.",
    "K005": "{where}: the example does not hold: {detail}",
    "K006": "{where}: {detail} is not a value of this setting. Give {limit}.",
    "K007": "{where}: the relation encoder could not be loaded ({detail}). Install the package anew, "
    "or give --fast to do without.",
}


class DragomanError(Exception):
    """An error with a code; `str()` says what happened, where, and what to try."""

    exit_status = 1

    def __init__(self, code: str, *, where: str = "", detail: str = "", limit: str = ""):
        self.code = code
        self.where = where
        self.detail = detail
        self.message = MESSAGES[code].format(where=where or "input", detail=detail, limit=limit)
        super().__init__(f"[{code}] {self.message}")
        self._parts = (code, where, detail, limit)

    def __reduce__(self):
        # Exceptions cross process borders with --jobs; the default pickling loses keyword arguments.
        code, where, detail, limit = self._parts
        return _rebuild, (type(self), code, where, detail, limit)


def _rebuild(kind: type[DragomanError], code: str, where: str, detail: str, limit: str) -> DragomanError:
    return kind(code, where=where, detail=detail, limit=limit)


class InputError(DragomanError):
    """A document that cannot be read; the others still can."""

    exit_status = 1


class UsageError(DragomanError):
    """A call that makes no sense, whatever the documents hold."""

    exit_status = 2


class StoreError(DragomanError):
    """A store that cannot be opened, read or written."""

    exit_status = 3


class KnowledgeError(DragomanError):
    """Words, facts, models or configuration that are broken."""

    exit_status = 3
