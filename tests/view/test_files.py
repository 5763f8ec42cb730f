import os
import stat
from pathlib import Path

import pytest

from aggregator.base.errors import StorageError
from aggregator.view.files import replacement, replacing


def write(path: Path, data: bytes = b"new") -> None:
    with replacing(path) as stream:
        stream.write(data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file(tmp_path: Path) -> None:
    write(tmp_path / "f")
    assert ((tmp_path / "f").read_bytes(), names(tmp_path)) == (b"new", ["f"])


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(path)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "f")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link")
    assert ((tmp_path / "real").read_bytes(), (tmp_path / "link").is_symlink()) == (b"new", True)


@pytest.mark.case(133)
@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, SystemExit])
def test_an_interruption_leaves_the_old_file_and_no_draft(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")

    def interrupted() -> None:
        with replacing(path) as stream:
            stream.write(b"half")
            raise error

    with pytest.raises(error):
        interrupted()
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["f"])


@pytest.mark.case(104)
def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    with pytest.raises(StorageError, match="the disk is full"), replacing(path):
        raise OSError(28, "No space left on device")
    assert path.read_bytes() == b"old"


@pytest.mark.case(104)
def test_a_failing_sync_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(StorageError, match="Input/output error"):
        write(path)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["f"])


def test_a_reader_sees_the_old_file_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    with replacing(path) as stream:
        stream.write(b"new")
        stream.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.case(133)
def test_two_at_once(tmp_path: Path) -> None:
    path = tmp_path / "f"
    with replacing(path) as one, replacing(path) as two:
        one.write(b"one")
        two.write(b"two")
    assert (path.read_bytes(), names(tmp_path)) == (b"one", ["f"])


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder"):
        write(tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="folder does not exist"):
        write(tmp_path / "no" / "f")


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(StorageError, match="can't be written"):
        write(tmp_path / "a")


def test_a_device_is_written_directly() -> None:
    write(Path(os.devnull))
    assert not Path(os.devnull).is_file()


@pytest.mark.case(104)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which this system has not")
def test_a_full_device_is_told() -> None:
    with pytest.raises(StorageError, match="the disk is full"):
        write(Path("/dev/full"))


@pytest.mark.case(133)
def test_drafts_of_dead_processes_are_removed(tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    (tmp_path / f".aggregator-{pid}-0011aabb.part").write_bytes(b"half")
    (tmp_path / f".aggregator-{os.getppid()}-0011aabb.part").write_bytes(b"half")
    (tmp_path / ".aggregator-notes.part").write_bytes(b"somebody's")
    write(tmp_path / "f")
    assert names(tmp_path) == [".aggregator-" + f"{os.getppid()}-0011aabb.part", ".aggregator-notes.part", "f"]


def test_a_draft_that_was_never_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be written"), replacement(tmp_path / "f"):
        pass
