# SPDX-License-Identifier: EUPL-1.2
"""Let the bar of a quotation run along its lists, which pandoc takes out of it."""

import re

DOCX_ITEM = r'<w:p><w:pPr><w:pStyle w:val="Compact" /><w:numPr>(?:(?!</w:p>).)*</w:p>\s*'
DOCX_LISTS = re.compile(
    r'(?<=<w:pStyle w:val="BlockText" /></w:pPr>)'
    rf"((?:(?!</w:p>).)*</w:p>\s*)(?P<items>(?:{DOCX_ITEM})+)",
    re.DOTALL,
)
DOCX_PLAIN = re.compile(r'<w:pStyle w:val="Compact" />(<w:numPr>.*?</w:numPr>)', re.DOTALL)
# The bar stands left of the bullet: there begins the text of the quotation.
DOCX_QUOTED = (
    r'<w:pStyle w:val="BlockText" />\1<w:spacing w:before="0" w:after="0"/>'
    r'<w:ind w:left="1300" w:hanging="360"/>'
)
ODT_QUOTED = re.compile(r'style:name="(P\d+)"[^>]* style:parent-style-name="Quotations"')
ODT_LIST = re.compile(
    r'<text:p text:style-name="(P\d+)">(?:(?!</text:p>).)*</text:p>\s*'
    r'<text:list text:style-name="(L\d+)">',
    re.DOTALL,
)
ODT_STYLE = (
    r'style:parent-style-name=")Text_20_body(" style:list-style-name="{}">)'
    r"(?:\s*<style:paragraph-properties[^>]*/>)?"
)
ODT_PROPERTIES = (
    '<style:paragraph-properties fo:margin-left="0.75in" fo:text-indent="-0.25in"'
    ' fo:margin-top="0in" fo:margin-bottom="0in"/>'
)


def docx_quoted_lists(xml: str) -> str:
    """Give the items of a list that follows a line of a quotation its bar."""
    return DOCX_LISTS.sub(lambda found: found[1] + DOCX_PLAIN.sub(DOCX_QUOTED, found["items"]), xml)


def odt_quoted_lists(xml: str) -> str:
    """Do as for a DOCX: pandoc gives each list a style of its own."""
    quoted = set(ODT_QUOTED.findall(xml))
    for before, style in ODT_LIST.findall(xml):
        if before in quoted:
            own = re.compile("(" + ODT_STYLE.format(style))
            xml = own.sub(rf"\1Quotations\2{ODT_PROPERTIES}", xml)
    return xml
