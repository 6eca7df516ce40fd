"""Signatures that anybody can verify who has OpenSSH and knows the key."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from editions.findings import FindingsError
from editions.releases.signing import check_key, sign


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "keeper", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


def verified(sums: Path, key: Path) -> bool:
    """Do what the guide tells readers to do."""
    public = key.with_suffix(".pub").read_text(encoding="utf-8").strip()
    signers = sums.with_name("allowed_signers")
    signers.write_text(f"keeper@example.org {public}\n", encoding="utf-8")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "keeper@example.org"]
    with sums.open("rb") as content:
        done = subprocess.run(
            [*command, "-n", "file", "-s", f"{sums}.sig"],
            stdin=content,
            capture_output=True,
            check=False,
        )
    return done.returncode == 0


def test_a_signature_holds_for_what_was_signed_alone(tmp_path: Path, key: Path) -> None:
    sums = tmp_path / "SHA256SUMS"
    sums.write_text("0  a\n", encoding="utf-8")
    check_key(key)
    first = sign(sums, key).read_bytes()
    assert sign(sums, key).read_bytes() == first
    assert verified(sums, key)
    sums.write_text("1  a\n", encoding="utf-8")
    assert not verified(sums, key)


def test_what_is_no_key_is_named(
    tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sums = tmp_path / "SHA256SUMS"
    sums.write_text("", encoding="utf-8")
    with pytest.raises(FindingsError, match="there is no such key"):
        check_key(tmp_path / "gone")
    with pytest.raises(FindingsError, match="cannot sign"):
        sign(sums, sums)
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(FindingsError, match="ssh-keygen: cannot be run"):
        sign(sums, key)
