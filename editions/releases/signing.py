"""Sign the checksums of a release with an SSH key, as ``ssh-keygen -Y`` does."""

from __future__ import annotations

import subprocess
from pathlib import Path

from editions.findings import FindingsError
from editions.phrases import phrase

#: What ``ssh-keygen`` calls signatures of files; who verifies names it, too.
NAMESPACE = "file"
RULE = "release-signature"


def check_key(key: Path) -> None:
    """Make sure that *key* can sign, before anything is built.

    Raises:
        FindingsError: there is no such file.
    """
    if not key.is_file():
        message = phrase(
            "there is no such key; name the file of a private SSH key, or of a public one whose"
            " private half the agent has"
        )
        raise FindingsError.for_file(str(key), message, RULE)


def sign(path: Path, key: Path) -> Path:
    """Sign the file at *path* with *key*; return the signature, which lies beside it.

    ``ssh-keygen`` asks for the passphrase of the key where it has one.

    Raises:
        FindingsError: there is no ``ssh-keygen``, or it cannot sign with this key.
    """
    signature = path.with_name(f"{path.name}.sig")
    signature.unlink(missing_ok=True)  # or it would ask
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE, str(path)]
    try:
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    except OSError as error:
        message = phrase(
            "cannot be run ({strerror}); install OpenSSH 8.1 or later", strerror=error.strerror
        )
        raise FindingsError.for_file("ssh-keygen", message, RULE) from error
    if done.returncode or not signature.is_file():
        said = " ".join(done.stderr.split()) or phrase("no signature was made")
        raise FindingsError.for_file(
            str(key), phrase("ssh-keygen cannot sign: {error}", error=said), RULE
        )
    return signature
