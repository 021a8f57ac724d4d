"""The documents themselves: in memory while they are few, below a folder of this process when they are many."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path

import tantivy

from souk.product.model import Product
from souk.product.search import counts, edges, fields, words

IN_MEMORY_MAX = 20_000
"""Products; with more the index goes to disk and is mapped, so that memory stays bounded."""
_WRITER_HEAP_BYTES = 32_000_000
_FOLDER = "souk-search"


class Index:
    """One index. Written by one thread at a time, read by any number; a reader sees what was last committed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.schema = fields.schema()
        self.reader = words.Reader()
        self.counts = counts.Counts()
        self.edges = edges.Edges()
        self.generation = 0
        """Grows with every commit. Whoever reads it before taking a searcher sees that state, or a later one."""
        self._folder = folder
        self._index = tantivy.Index(self.schema, path=None if folder is None else str(folder))
        for name, analyzer in words.analyzers().items():
            self._index.register_tokenizer(name, analyzer)
        self._writer = self._index.writer(_WRITER_HEAP_BYTES, num_threads=1)
        self._writing = threading.Lock()

    @classmethod
    def for_products(cls, count: int, owner: str) -> Index:
        """An empty index fit for so many products; on disk it lies in a folder named after `owner` and this process."""
        if count <= IN_MEMORY_MAX:
            return cls()
        remove_abandoned()
        return cls(Path(tempfile.mkdtemp(prefix=f"{_FOLDER}.{os.getpid()}.{owner}.")))

    @property
    def is_in_memory(self) -> bool:
        return self._folder is None

    def put(self, products: Iterable[Product], gone: Iterable[str] = ()) -> None:
        """Replace these products and drop those `gone` (by id); seen after `commit`."""
        with self._writing:
            for product_id in gone:
                self._writer.delete_documents_by_term("id", product_id)
            for product in products:
                self._writer.delete_documents_by_term("id", product.id)
                self._writer.add_document(fields.document(product))

    def add(self, products: Iterable[Product]) -> None:
        """Add products that are not in it, none of them twice: a quarter cheaper than replacing what is not there."""
        with self._writing:
            for product in products:
                self._writer.add_document(fields.document(product))

    def commit(self) -> None:
        """Let readers see what was put."""
        with self._writing:
            self._writer.commit()
            self._index.reload()
            self.generation += 1

    def searcher(self) -> tantivy.Searcher:
        """One unchanging state of the index."""
        return self._index.searcher()

    def count(self) -> int:
        """Documents in it."""
        return self.searcher().num_docs

    def close(self) -> None:
        """Leave nothing behind on disk."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def remove_abandoned() -> None:
    """Remove the folders of processes that ended without removing them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}.*"):
        owner = folder.name.split(".")[1]
        if owner.isdigit() and not _is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)  # signal 0 asks and does nothing
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True
