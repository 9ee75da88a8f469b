from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.live.server.tls import self_signed, tls_of

Named = tuple[Path, Path]


@pytest.fixture
def pair(tmp_path: Path) -> Named:
    """A certificate and its key."""
    pytest.importorskip("cryptography")
    self_signed(tmp_path, frozenset({"127.0.0.1"}))
    return tmp_path / "certificate.pem", tmp_path / "key.pem"


def another_key(pair: Named) -> Named:
    folder = pair[0].parent / "other"
    folder.mkdir()
    self_signed(folder, frozenset({"127.0.0.1"}))
    return pair[0], folder / "key.pem"


def locked_key(pair: Named) -> Named:
    form = pytest.importorskip("cryptography.hazmat.primitives.serialization")
    certificate, key = pair
    secret = form.load_pem_private_key(key.read_bytes(), None)
    locked = form.BestAvailableEncryption(b"word")
    key.write_bytes(secret.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, locked))
    return certificate, key


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda pair: (pair[0].with_name("none.pem"), pair[1]), "There is no file .*none.pem"),
        (lambda pair: (pair[0], pair[1].with_name("none.pem")), "There is no file .*none.pem"),
        (lambda pair: (pair[0].parent, pair[1]), "cannot be read: Is a directory"),
        (lambda pair: (pair[1], pair[0]), r"are no certificate and its key in PEM\. Name the certificate first"),
        (lambda pair: (pair[0], pair[0]), "are no certificate and its key in PEM"),
        (another_key, r"The key in .*other.key.pem is not that of the certificate in .*certificate.pem\.$"),
        (locked_key, "The key in .*key.pem needs a password"),
    ],
)
def test_what_cannot_encrypt_is_said(pair: Named, made: Callable[[Named], Named], sentence: str) -> None:
    with pytest.raises(QuizError, match=sentence) as refusal:
        tls_of(*made(pair))
    assert "Errno" not in str(refusal.value)


def test_a_certificate_and_its_key_encrypt(pair: Named) -> None:
    found = tls_of(*pair)
    assert len(found.fingerprint) == 64
    assert not found.is_self_signed
