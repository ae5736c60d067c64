"""The kind of a file is told by its bytes, and by nothing else."""

import format_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prepress.identify import identify

AI_PDF = b"%PDF-1.5\n<xmp:CreatorTool>Adobe Illustrator CC 2017</xmp:CreatorTool>"
PRIVATE = b"<</AIMetaData 9 0 R/AIPrivateData1 10 0 R>>"

FILES = {
    "a PDF": (b"%PDF-1.7\n", "pdf"),
    "a PDF behind a job of a printer": (b"\x1b%-12345X@PJL\r\n%PDF-1.4\n", "pdf"),
    "a PDF that Illustrator exported": (AI_PDF, "pdf"),
    "a document of Illustrator": (AI_PDF + b" " * (1 << 20) + PRIVATE, "ai"),
    "Illustrator 8": (
        b"%!PS-Adobe-3.0 \r%%Creator: Adobe Illustrator(R) 8.0\r%%EndComments\r",
        "ai",
    ),
    "an EPS of Illustrator": (
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: Adobe Illustrator(TM) 5.5\n",
        "eps",
    ),
    "PostScript of a driver": (b"\x04%!PS-Adobe-3.0\n%%Pages: 1\n", "eps"),
    "an EPS with a preview": (samples.dos_eps(samples.eps(), b"II*\0"), "eps"),
    "TIFF": (samples.picture("TIFF"), "tiff"),
    "TIFF of a Mac": (b"MM\0*\0\0\0\x08", "tiff"),
    "BigTIFF": (b"II+\0\x08\0\0\0", "tiff"),
    "JPEG": (samples.picture("JPEG"), "jpeg"),
    "PNG": (samples.picture("PNG", "RGB"), "png"),
    "PSD": (samples.psd(), "psd"),
    "PSB": (samples.psd(version=2), "psd"),
    "INDD": (samples.indd(), "indd"),
    "IDML": (samples.idml(), "idml"),
    "QuarkXPress": (samples.QXD, "qxd"),
    "CorelDRAW 12": (samples.riff(b"CDRC"), "cdr"),
    "CorelDRAW X4": (samples.zip_of({"content/riffData.cdr": b""}), "cdr"),
    "CorelDRAW 2020": (
        samples.zip_of({}, first="application/x-vnd.corel.zcf.draw.document+zip"),
        "cdr",
    ),
    "a layout with links": (
        samples.zip_of({"Job/a.indd": b"", "Job/Links/b.tif": b""}),
        "package",
    ),
    "a layout with fonts": (
        samples.zip_of({"a.qxp": b"", "Document fonts/b.otf": b""}),
        "package",
    ),
    "a lonely layout": (samples.zip_of({"a.indd": b""}), "zip"),
    "a ZIP": (samples.zip_of({"Links/b.tif": b""}), "zip"),
    "an empty ZIP": (samples.zip_of({}), "zip"),
    "half a ZIP": (samples.zip_of({"a.pdf": b"x" * 999})[:60], "zip"),
    "a document of an office program": (
        samples.zip_of({"[Content_Types].xml": b"", "word/document.xml": b""}),
        "other",
    ),
    "RAR 4": (samples.RAR4, "rar"),
    "RAR 5": (samples.RAR5, "rar"),
    "a film": (b"RIFF\0\0\0\0AVI ", "other"),
    "nothing": (b"", "other"),
    "words": (b"%%PDF is not here", "other"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_its_bytes(name, tmp_path):
    content, expected = FILES[name]
    path = tmp_path / "upload.pdf"  # whatever it is called
    path.write_bytes(content)
    assert identify(path) == expected


@given(
    content=st.sampled_from([content for content, _ in FILES.values()]),
    cut=st.integers(0, 4096),
    noise=st.binary(max_size=64),
)
def test_whatever_it_is_it_has_a_format(tmp_path_factory, content, cut, noise):
    path = tmp_path_factory.getbasetemp() / "noise"
    path.write_bytes(content[:cut] + noise + content[cut + len(noise) :])
    assert isinstance(identify(path), str)
