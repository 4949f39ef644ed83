# SPDX-License-Identifier: EUPL-1.2
"""LibreOffice Writer, driven without a screen: it opens, types and saves as a person would."""

import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path

FILTERS = {"odt": "writer8", "docx": "MS Word 2007 XML"}
HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
LIBRARIES = """<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
 "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library">
<library:library library:name="Standard" library:link="false"/></library:libraries>"""
LIBRARY = """<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
 "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Writer"/></library:library>"""
MODULE = """<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
 "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Writer"
 script:language="StarBasic">{code}</script:module>"""

# What a person does, in the Basic of LibreOffice; `doc` is the document that is open.
BASIC = """
Global doc As Object

Sub Answer(label As String, value As String)
  Dim i, r
  For i = 0 To doc.TextTables.Count - 1
    t = doc.TextTables.getByIndex(i)
    For r = 2 To t.Rows.Count
      p = t.getCellByName("A" &amp; r).createEnumeration().nextElement()
      If p.String = label Then
        t.getCellByName("B" &amp; r).String = value
      End If
    Next
  Next
End Sub

Sub Tell(heading As String, texts)
  Dim i
  e = doc.Text.createEnumeration()
  Do While e.hasMoreElements()
    p = e.nextElement()
    If p.supportsService("com.sun.star.text.Paragraph") Then
      If InStr(p.String, heading) &gt; 0 And p.OutlineLevel &gt; 0 Then Exit Do
    End If
  Loop
  Do
    p = e.nextElement()
  Loop Until p.supportsService("com.sun.star.text.TextTable")
  x = p.getCellByName("A1")
  c = x.createTextCursor()
  For i = 0 To UBound(texts)
    If i &gt; 0 Then x.insertControlCharacter(c, 0, False)
    x.insertString(c, texts(i), False)
  Next
End Sub

Function Find(words As String)
  d = doc.createSearchDescriptor()
  d.SearchString = words
  f = doc.findFirst(d)
  Find = f.Text.createTextCursorByRange(f)
End Function

Sub Comment(words As String, author As String, content As String)
  a = doc.createInstance("com.sun.star.text.textfield.Annotation")
  a.Author = author
  a.Content = content
  f = Find(words)
  f.Text.insertTextContent(f.End, a, False)
End Sub

Sub Picture(words As String, address As String)
  g = doc.createInstance("com.sun.star.text.TextGraphicObject")
  g.GraphicURL = address
  f = Find(words)
  f.Text.insertTextContent(f.End, g, False)
End Sub

Sub Main()
  On Error Goto Failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
{actions}
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = "{filter}"
  doc.storeToURL("{target}", saving())
  doc.close(True)
  Exit Sub
Failed:
  n = FreeFile
  Open "{told}" For Output As #n
  Print #n, Error &amp; " (line " &amp; Erl &amp; ")"
  Close #n
End Sub
"""


def edit(source: Path, actions: Sequence[str], target: Path) -> None:
    """Open `source`, run lines of Basic on it, and save it as `target`, ODT or DOCX."""
    profile, told = target.parent / "profile", target.with_suffix(".fault")
    folder = profile / "user/basic/Standard"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # A profile takes our Basic only once it has its own.
    subprocess.run(
        [*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120
    )
    code = BASIC.format(
        source=source.as_uri(),
        target=target.as_uri(),
        told=told,
        filter=FILTERS[target.suffix[1:]],
        actions="\n".join(f"  {escape(action)}" for action in actions),
    )
    for path, text in (
        (folder.parent / "script.xlc", LIBRARIES),
        (folder / "script.xlb", LIBRARY),
        (folder / "Writer.xba", MODULE.format(code=code)),
    ):
        path.write_text(HEADER + text, encoding="utf-8")
    subprocess.run(
        [*command, "macro:///Standard.Writer.Main"], check=True, capture_output=True, timeout=120
    )
    assert target.is_file(), told.read_text() if told.is_file() else "the macro did not run"


def basic(text: str) -> str:
    """Write a string of Basic."""
    return '"' + text.replace('"', '""') + '"'


def as_pdf(path: Path) -> str:
    """Return what LibreOffice prints of a document, on one line, with plain spaces."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", path.name]
    subprocess.run(convert, cwd=path.parent, check=True, capture_output=True, timeout=240)
    return words_of(path.with_suffix(".pdf"))


def words_of(pdf: Path) -> str:
    """Return what a PDF shows, on one line, with plain spaces."""
    told = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return " ".join(told.replace("\u00a0", " ").split())
