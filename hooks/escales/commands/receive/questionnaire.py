# SPDX-License-Identifier: EUPL-1.2
"""Read a filled questionnaire as what somebody sent."""

from collections import Counter

from escales.commands.import_.answers import read_answers
from escales.commands.import_.command import left_out
from escales.commands.import_.markdown import write_blocks
from escales.commands.import_.opening import read_document
from escales.commands.import_.refusal import QuestionnaireRefusedError
from escales.commands.import_.tree import lost_links
from escales.commands.receive.answers_of_people import as_values
from escales.commands.receive.submission import Submission


def read_questionnaire(raw: bytes, kind: str) -> Submission:
    """Return the answers of an ODT or DOCX file; raise QuestionnaireRefusedError."""
    document = read_document(raw, kind)
    try:
        answers, links = read_answers(document.blocks), lost_links(document.blocks)
        sections = {
            name: "\n\n".join(write_blocks(blocks)) for name, blocks in answers.sections.items()
        }
    except RecursionError:
        raise QuestionnaireRefusedError("too-complex") from None
    values, contact = as_values(answers.values)
    aside = list(left_out(document.aside + Counter(links=links)))
    submission = Submission(values, sections, contact, answers.unplaced, aside)
    if not submission.says_something:
        raise QuestionnaireRefusedError("not-a-questionnaire")
    return submission
