"""What is to be said where the libraries that read PDF and DOCX are not installed."""

from __future__ import annotations

from quiz.documents.converted import DocumentError


def missing(kind: str) -> DocumentError:
    """The error of a document of that kind, as "PDF", which nothing installed can read."""
    return DocumentError(f"To read {kind} install what reads it: pip install 'quiz[documents]'.")
