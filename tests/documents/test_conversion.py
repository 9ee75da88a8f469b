"""Files of every format as text, with what was lost told; and files that mean no good, refused in a sentence."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quiz.banks.textfile import unprintables
from quiz.documents.conversion import convert
from quiz.documents.converted import DocumentError

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "documents"


def converted(folder: Path, name: str, content: str | bytes) -> tuple[str, tuple[str, ...]]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    made = convert(path)
    return made.text, made.losses


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        convert(path)
    return str(caught.value)


def test_markdown_stays_as_it_is(tmp_path: Path) -> None:
    text = "# Blood\n\nA *cell* is alive.\n\n- one\n- two\n"
    assert converted(tmp_path, "blood.md", text) == (text, ())


@pytest.mark.parametrize(
    ("content", "text", "loss"),
    [
        ("\ufeffCells live.\n".encode(), "Cells live.\n", ""),
        (b"Cells live.\r\nThey grow.\r", "Cells live.\nThey grow.\n", ""),
        ("Zellen für alle.\n".encode("utf-16"), "Zellen für alle.\n", "UTF-16"),
        ("Zellen für alle.\n".encode("utf-32"), "Zellen für alle.\n", "UTF-32"),
        (b"Cells\x1b[2Jlive.\x00\n", "Cells[2Jlive.\n", "2 control characters"),
        ("One page.\fAnother\u2028line.\n".encode(), "One page.\n\nAnother\nline.\n", ""),
    ],
)
def test_text_is_utf_8_afterwards(tmp_path: Path, content: bytes, text: str, loss: str) -> None:
    found, losses = converted(tmp_path, "a.md", content)
    assert found == text
    assert (loss in losses[0]) if loss else not losses
    assert not list(unprintables(found, "a.md"))


def test_lines_that_stand_alone_head_plain_text_and_lines_after_a_colon_are_items(tmp_path: Path) -> None:
    text = "Blood\n\nWhat is in it?\n\nBlood has parts. These are:\nRed cells.\nPlasma.\n\nA last line.\n"
    found, losses = converted(tmp_path, "blood.txt", text)
    assert (
        found
        == "# Blood\n\n## What is in it?\n\nBlood has parts. These are:\n- Red cells.\n- Plasma.\n\nA last line.\n"
    )
    assert [loss.rpartition(": ")[2] for loss in losses] == ["2.", "2."]


@pytest.mark.parametrize("text", ["Wrapped lines after a colon:\nfirst of all\nthe cells.\n", "Only one line\n"])
def test_plain_text_without_such_lines_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert converted(tmp_path, "a.txt", text) == (text, ())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"Zellen f\xfcr alle\n", "as UTF-8; the byte 0xFC in line 1"),
        ("a.md", b"\x00\x01\x02\xff\xfe binary", "is no text"),
        ("a.txt", b"  \n\n --- \n", "has no text"),
        ("a.doc", b"text", "Save"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "locked with a password, or of Word before 2007"),
        ("a.docx", b"PK\3\4 broken", "is damaged"),
        ("a.pdf", b"%PDF-1.7 broken", "cannot be read as PDF"),
        ("a.pdf", b"", "cannot be read as PDF"),
        ("a.html", b"<script>alert(1)</script>", "has no text"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    said = refusal(path)
    assert words in said
    assert said.endswith(".")
    assert name in said


def test_a_missing_file_and_a_folder_are_sentences(tmp_path: Path) -> None:
    assert "There is no document" in refusal(tmp_path / "nowhere.md")
    assert "is a folder" in refusal(tmp_path)


def test_a_docx_keeps_headings_lists_and_tables() -> None:
    made = convert(DATA / "skin.docx")
    assert made.text.startswith("# The skin\n\n## Layers\n\nThe three layers of the skin are")
    assert "- Epidermis: the outer layer of the skin.\n- Dermis" in made.text
    assert "| Cell | Task | Place |\n| --- | --- | --- |\n| Keratinocyte | Makes keratin | Epidermis |" in made.text
    assert made.losses == ("Left out or made plain: bold and italic type (1).",)


def test_a_pdf_keeps_headings_and_items_and_tells_what_it_guessed() -> None:
    made = convert(DATA / "blood.pdf")
    assert made.title == "The blood"
    assert "# The blood\n\n## Cells of the blood\n\nRed blood cells are cells" in made.text
    assert "from the lungs to the tissues. Each" in made.text
    assert "- Neutrophils: cells that eat bacteria.\n- Platelets" in made.text
    assert "study sheet" not in made.text
    told = " ".join(made.losses)
    for words in ("page after page", "taken as headings: 5", "(2): tissues, haemoglobin", "columns", "Tables"):
        assert words in told


def docx(parts: dict[str, bytes]) -> bytes:
    """A DOCX with these parts beside or in place of the smallest ones."""
    namespace = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    relations = b"http://schemas.openxmlformats.org/package/2006/relationships"
    to_document = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    all_parts = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": b'<Relationships xmlns="%b">' % relations
        + b'<Relationship Id="r" Type="%b" Target="word/document.xml"/></Relationships>' % to_document,
        "word/document.xml": b"<w:document %b><w:body><w:p><w:r><w:t>Cells live.</w:t></w:r></w:p></w:body>" % namespace
        + b"</w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (all_parts | parts).items():
            archive.writestr(name, content)
    return file.getvalue()


def test_the_smallest_docx_is_read(tmp_path: Path) -> None:
    assert converted(tmp_path, "a.docx", docx({})) == ("Cells live.\n", ())


_BOMB = b"<a>" + b" " * (80 * 2**20) + b"</a>"
_ENTITIES = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
_DEEP = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    + b"<w:sdt><w:sdtContent>" * 20_000
    + b"</w:sdtContent></w:sdt>" * 20_000
    + b"</w:body></w:document>"
)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/media/picture.bin": _BOMB}, "unpacks to more"),
        ({"word/document.xml": _ENTITIES}, "declares entities"),
        ({"word/document.xml": _DEEP}, "nested too deeply"),
        ({"word/document.xml": b"<a>"}, "cannot be read as DOCX"),
        ({f"word/part{i}.bin": b"" for i in range(5_001)}, "unpacks to more"),
    ],
    ids=["bomb", "entities", "deep", "torn", "many"],
)
def test_a_hostile_docx_is_refused(tmp_path: Path, parts: dict[str, bytes], words: str) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(docx(parts))
    assert words in refusal(path)


def test_a_zip_that_is_no_docx_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "is no DOCX" in refusal(tmp_path / "a.docx")


def test_a_locked_pdf_is_refused_and_one_without_a_password_is_read(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - no other test needs it

    for password in ("secret", ""):
        writer = PdfWriter(clone_from=PdfReader(DATA / "blood.pdf"))
        writer.encrypt(user_password=password, algorithm="RC4-128")
        writer.write(tmp_path / f"a{password}.pdf")
    assert "locked with a password" in refusal(tmp_path / "asecret.pdf")
    assert "Plasma is the liquid part" in convert(tmp_path / "a.pdf").text


def test_a_pdf_of_pictures_alone_says_so(tmp_path: Path) -> None:
    from pypdf import PdfWriter  # noqa: PLC0415 - as above

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "scan.pdf")
    assert "have its text recognised" in refusal(tmp_path / "scan.pdf")


_WITHOUT = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"mammoth", "pypdf"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocked())
from pathlib import Path
from quiz.documents.conversion import convert
from quiz.documents.converted import DocumentError
try:
    print(len(convert(Path(sys.argv[1])).text) > 10)
except DocumentError as error:
    print(error)
"""


@pytest.mark.parametrize(("name", "kind"), [("blood.pdf", "PDF"), ("skin.docx", "DOCX"), ("red-cells.html", "")])
def test_without_the_extra_its_formats_name_it_and_others_are_read(name: str, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, str(DATA / name)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wanted = f"To read {kind} install what reads it: pip install 'quiz[documents]'." if kind else "True"
    assert done.stdout == f"{wanted}\n"
