"""Makes article.docx and article.pdf in test/fixtures/renditions. Run by hand: the files are committed.

The Word file is put together here, part by part; the PDF is what Chromium prints of article.html.
"""
import pathlib
import subprocess
import zipfile

here = pathlib.Path(__file__).parent.parent / "fixtures" / "renditions"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(text, style=""):
    return f'<w:r>{f"<w:rPr>{style}</w:rPr>" if style else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style=None, numbered=False):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f'<w:p><w:pPr>{properties}</w:pPr>{"".join(runs)}</w:p>'


def cell(text):
    return f"<w:tc>{paragraph(run(text))}</w:tc>"


note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
body = "".join([
    paragraph(run("The Harbour\u00a0Fire"), style="Heading1"),
    paragraph(run("By "), run("Ada", "<w:b/>"), run(" Lind, June 3, 1922")),
    paragraph(run("On 3 May 1921 a "), run("fire", "<w:i/>"), run(" broke out in the harbour of Varholm."), note),
    paragraph(run("Berg: \u201cWe saw it coming\u201d")),
    paragraph(run("the quay"), numbered=True),
    paragraph(run("the salt store"), numbered=True),
    "<w:tbl><w:tr>" + cell("Street") + cell("Homes lost") + "</w:tr><w:tr>" + cell("Fish Lane") + cell("1,200") + "</w:tr></w:tbl>",
])
parts = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="1">{paragraph(run("Varholm Gazette, June 12, 1921."))}</w:footnote></w:footnotes>',
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
}
with zipfile.ZipFile(here / "article.docx", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in parts.items():
        entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, HEAD + text)

subprocess.run(
    ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
     f"--print-to-pdf={here / 'article.pdf'}", (here / "article.html").as_uri()],
    check=True,
)
