"""A bank copied to where its reader may change it."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from quiz.banks.folder import BANK_FILE
from quiz.banks.loader import load
from quiz.errors import BankError, Problem, RequestError


def is_installed(file: Path, shipped: Path) -> bool:
    """Whether the file came with an installed program, and would be lost with it; in a checkout banks are edited.

    `shipped` is the folder of the banks that come with the program.
    """
    return shipped.name == "shipped" and file.resolve().is_relative_to(shipped.resolve())


def copied(file: Path, folder: Path) -> Path:
    """The bank.yaml of a copy of the bank, with its document, in a folder of its id within the folder.

    RequestError where there is a folder of that name already, BankError where the bank cannot be used or copied.
    """
    loaded = load(file)
    target = folder / loaded.bank.id
    if target.exists():
        raise RequestError(f"There is a bank in {target} already. Edit that one, or move it away first.")
    filling = folder / f".{loaded.bank.id}.{secrets.token_hex(4)}.part"
    files = [(file, Path(BANK_FILE))]
    if loaded.document_path is not None:
        files.append((loaded.document_path, loaded.document_path.relative_to(file.parent)))
    try:
        for source, name in files:
            (filling / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, filling / name)
        filling.rename(target)
    except OSError as error:
        sentence = f"The bank cannot be copied to {target}: {error.strerror or error}."
        raise BankError([Problem(str(file), 0, 0, sentence)]) from error
    finally:
        shutil.rmtree(filling, ignore_errors=True)
    return target / BANK_FILE
