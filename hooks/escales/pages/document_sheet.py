# SPDX-License-Identifier: EUPL-1.2
"""Show a document to fill as a sheet of paper, where the clauses not to change stand out."""

CLAUSE = "Clause à ne pas modifier"  # how the documents of kits begin such a clause
QUOTED_CLAUSE = f"<blockquote>\n<p><strong>{CLAUSE}"


def frame_document(html: str) -> str:
    """Return the text of a document in its frame."""
    marked = html.replace(
        QUOTED_CLAUSE, QUOTED_CLAUSE.replace("<blockquote>", '<blockquote class="es-clause">')
    )
    return f'<div class="es-sheet">\n{marked}\n</div>'
