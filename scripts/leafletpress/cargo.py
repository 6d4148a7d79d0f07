"""Cargo: a job as bytes, and how it is done where nothing of this machine is at hand.

Paths within the project travel as names and are put below the folder in which the worker unpacked the project's files.
The store travels as a name too: each job is given an empty one, and what it puts there is sent back.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leafletpress.errors import LeafletPressError, Problem, UsageError
from leafletpress.extraction import INTERFACE
from leafletpress.identity import differing, identity
from leafletpress.leaflet import Leaflet
from leafletpress.project import Project
from leafletpress.store import Store

_turn = threading.Lock()
"Engines belong to their process and do one job at a time, however many threads a worker has."


@dataclass(frozen=True, slots=True)
class Parcel:
    """One job."""

    call: bytes
    "Function and arguments."
    files: Mapping[str, bytes]
    "Files of the project that this job alone needs, by their path."
    project_digest: str
    identity: Mapping[str, str]


def pack_files(project: Project) -> tuple[dict[str, bytes], str]:
    """The project's files that any job may need, by path, and their digest; leaflets and catalogues go by job."""
    files: dict[str, bytes] = {}
    for folder in (project.docs_dir, project.translations_dir, project.overrides_dir):
        for path in sorted(folder.rglob("*")):
            own = path.suffix == ".md" or (path.suffix == ".po" and path.stem != INTERFACE)
            if path.is_file() and not path.is_symlink() and not own:
                files[f"{_below(folder, project)}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return files, digest.hexdigest()


def _below(folder: Path, project: Project) -> str:
    """Its place in an archive; the theme may be the one that came with us, and lie elsewhere."""
    return folder.relative_to(project.root).as_posix() if folder.is_relative_to(project.root) else folder.name


def packed(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    project: Project,
    project_digest: str,
    own: Mapping[str, str],
) -> Parcel:
    """A job with the catalogues of the leaflets among its arguments."""
    files = {}
    for leaflet in (one for one in arguments if isinstance(one, Leaflet)):
        for path in sorted(project.translations_dir.glob(f"*/{leaflet.name}.po")):
            files[f"{_below(project.translations_dir, project)}/{path.parent.name}/{path.name}"] = path.read_bytes()
    out = io.BytesIO()
    _Packer(out, project).dump((function, arguments))
    return Parcel(out.getvalue(), files, project_digest, own)


class _Packer(pickle.Pickler):
    def __init__(self, out: io.BytesIO, project: Project) -> None:
        super().__init__(out, protocol=5)
        self._project = project

    def persistent_id(self, value: Any) -> Any:
        """The name under which something of this machine is known on another."""
        if isinstance(value, Store):
            return ("store",)
        if not isinstance(value, Path):
            return None
        project = self._project
        if value == project.cache_dir:
            return ("scratch",)
        if value.is_relative_to(project.root):
            return ("project", value.relative_to(project.root).as_posix())
        if value.is_relative_to(project.overrides_dir):
            return ("project", f"{project.overrides_dir.name}/{value.relative_to(project.overrides_dir).as_posix()}")
        return None


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: bytes, root: Path, scratch: Path, store: Path) -> None:
        super().__init__(io.BytesIO(data))
        self._root, self._scratch, self._store = root, scratch, store

    def persistent_load(self, name: Any) -> Any:
        """What has that name here."""
        match name:
            case ("store",):
                return Store(self._store)
            case ("scratch",):
                return self._scratch
            case ("project", path):
                return self._root / path
        raise pickle.UnpicklingError(f"unknown name {name!r}")


def run_parcel(parcel: Parcel, files: Mapping[str, bytes]) -> tuple[bytes, dict[str, bytes]]:
    """Do a job; its result or LeafletPressError as bytes, and the files of its store. Runs on a worker."""
    if unlike := differing(parcel.identity, identity()):
        error = UsageError(
            Problem(
                "--scheduler",
                f"a worker has another {', another '.join(unlike)}",
                "the same generator, engines and fonts as here",
                "install the same version of leafletpress on every machine, and start its workers again",
            )
        )
        return pickle.dumps(error), {}
    home = Path(tempfile.gettempdir()) / f"leafletpress-worker-{os.getuid()}" / parcel.project_digest
    with _turn:
        _unpack(files, home / "project")
        (home / "scratch").mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix="job-") as folder:
            root, store = home / "project", Path(folder) / "store"
            if parcel.files:
                root = Path(folder) / "project"
                shutil.copytree(home / "project", root, copy_function=os.link)
                _write(parcel.files, root)
            function, arguments = _Unpacker(parcel.call, root, home / "scratch", store).load()
            try:
                result: Any = function(*arguments)
            except LeafletPressError as error:
                result = error  # a fault of the leaflet's: it would be the same a second time
            stored = {
                path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()
            }
            return pickle.dumps(result), stored


def _unpack(files: Mapping[str, bytes], folder: Path) -> None:
    if folder.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = Path(tempfile.mkdtemp(dir=folder.parent, prefix="unpacking-"))
    _write(files, making)
    try:
        making.rename(folder)
    except OSError:
        shutil.rmtree(making)  # another worker of this machine was faster


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
