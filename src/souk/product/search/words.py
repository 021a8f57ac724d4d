"""How text becomes words, and how one word that somebody typed is looked for.

A word is looked for by its stem, and the last word also as a beginning. Only a word that the index has never seen is
taken for a slip: then words at a small edit distance count too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
import tantivy

from souk.product.model import Tree

PLAIN = "souk_plain"
STEMMED = "souk_stemmed"
WORDS_MAX = 10
"""Words of one search; what is typed beyond is left out."""
_WORD_LENGTH_MAX = 40
_PREFIX_LENGTH_MIN = 2
_ONE_SLIP_LENGTH_MIN = 4
_TWO_SLIPS_LENGTH_MIN = 8
_SMALL_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})

Where = Literal["title", "facts", "anywhere"]


class Word(msgspec.Struct, frozen=True):
    """One word as typed (lower case, without marks), its stem, and the categories whose title has it."""

    plain: str
    stem: str
    is_last: bool
    category_ids: tuple[str, ...]


def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    """By name: words as they are, and words cut down to their English stem."""
    return {PLAIN: _builder().build(), STEMMED: _builder().filter(tantivy.Filter.stemmer("english")).build()}


def _builder() -> tantivy.TextAnalyzerBuilder:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_WORD_LENGTH_MAX))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )


class Reader:
    """Reads what people type, with the analyzers that the index was written with."""

    def __init__(self) -> None:
        self._analyzers = analyzers()

    def words(self, text: str, tree: Tree) -> list[Word]:
        """The words of a search; small words are left out unless nothing else is there."""
        plain = self._analyzers[PLAIN].analyze(text)
        plain = [word for word in plain if word not in _SMALL_WORDS] or plain
        plain = plain[:WORDS_MAX]
        stems = [self._stem(word) for word in plain]
        shelves = self._shelves(tree) if plain else {}
        return [
            Word(word, stem, index == len(plain) - 1, tuple(dict.fromkeys(shelves.get(stem, ()))))
            for index, (word, stem) in enumerate(zip(plain, stems, strict=True))
        ]

    def titles_like(self, text: str, titles: Sequence[str]) -> list[int]:
        """Positions of the titles in which a word begins like the last word typed, and the others all occur."""
        typed = self._analyzers[PLAIN].analyze(text)
        if not typed:
            return []
        return [
            index
            for index, title in enumerate(titles)
            if (has := self._analyzers[PLAIN].analyze(title))
            and any(word.startswith(typed[-1]) for word in has)
            and all(word in has for word in typed[:-1])
        ]

    def _stem(self, word: str) -> str:
        stems = self._analyzers[STEMMED].analyze(word)
        return stems[0] if stems else word

    def _shelves(self, tree: Tree) -> dict[str, list[str]]:
        shelves: dict[str, list[str]] = {}
        for category in tree.by_id.values():
            for stem in self._analyzers[STEMMED].analyze(category.title):
                shelves.setdefault(stem, []).extend(tree.within(category.id))
        return shelves


def is_known(word: Word, searcher: tantivy.Searcher) -> bool:
    """Whether the index, or a category, has this word (or, for the last one, a word that begins so)."""
    if word.category_ids or searcher.doc_freq("facts", word.stem) or searcher.doc_freq("body", word.stem):
        return True
    return _may_begin(word) and bool(searcher.terms_with_prefix("facts_plain", word.plain, limit=1))


def query(word: Word, where: Where, *, forgiving: bool, schema: tantivy.Schema) -> tantivy.Query:
    """Documents that have the word there; `forgiving` counts words that differ by a slip or two."""
    either = [tantivy.Query.term_query(schema, "title" if where == "title" else "facts", word.stem, "basic")]
    if where != "title":
        if word.category_ids:
            either.append(tantivy.Query.term_set_query(schema, "category", list(word.category_ids)))
        slips = _slips_allowed(word.plain) if forgiving else 0
        begins = _may_begin(word)
        if slips or begins:
            either.append(tantivy.Query.fuzzy_term_query(schema, "facts_plain", word.plain, slips, True, begins))
    if where == "anywhere":
        either.append(tantivy.Query.term_query(schema, "body", word.stem, "basic"))
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in either])


def _may_begin(word: Word) -> bool:
    return word.is_last and len(word.plain) >= _PREFIX_LENGTH_MIN


def _slips_allowed(plain: str) -> int:
    if len(plain) < _ONE_SLIP_LENGTH_MIN or plain.isdigit():
        return 0
    return 1 if len(plain) < _TWO_SLIPS_LENGTH_MIN else 2
