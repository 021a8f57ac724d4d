"""Real servers that a test may stop, wipe and start again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from souk.local import binaries


@dataclass
class Server:
    """A program with a folder and a port of its own; one that is to be started again keeps both."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def command(self) -> Sequence[str]:
        raise NotImplementedError

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self, *, wipe: bool = False) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None
        if wipe:
            shutil.rmtree(self.home)


class Nats(Server):
    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    @property
    def command(self) -> Sequence[str]:
        binary = str(binaries.find(binaries.NATS))
        return [binary, "-a", "127.0.0.1", "-p", str(self.port), "-js", "-sd", str(self.home)]


class Valkey(Server):
    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    @property
    def command(self) -> Sequence[str]:
        binary = str(binaries.find(binaries.VALKEY))
        return [binary, "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.home), "--save", ""]
