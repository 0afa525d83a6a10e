"""Words that tell that a paragraph is not about politics, and figures of speech (`data/en/topics.toml`)."""

from __future__ import annotations

from pydantic import field_validator

from dragoman.knowledge.events import expand
from dragoman.knowledge.schema import Row


class Topic(Row):
    """A field other than politics: `strong` words each name it, of `weak` words several are needed.

    Single words in lower case, dictionary forms.
    """

    name: str
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()

    @field_validator("strong", "weak")
    @classmethod
    def _are_words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            if word != word.lower() or " " in word or not word:
                raise ValueError(f"{word!r} is not a single word in lower case")
        return value


class Figurative(Row):
    """Figures of speech of one kind, in lower case, inflected forms included.

    In the table `|` stands between alternatives of one place ("war|battle of words"); here they are written out.
    """

    words: tuple[str, ...]

    @field_validator("words")
    @classmethod
    def _are_phrases(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in value:
            if phrase != phrase.lower().strip() or not phrase:
                raise ValueError(f"{phrase!r} is not in lower case")
        return tuple(dict.fromkeys(wording for phrase in value for wording in expand(phrase)))


class TopicRules(Row):
    """All fields and all figures of speech."""

    topic: tuple[Topic, ...]
    figurative: tuple[Figurative, ...] = ()
