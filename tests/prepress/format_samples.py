"""Real files of each format but PDF, made as the programs make them.

Pictures are written by Pillow; what it cannot write is put together by the published
description of the format, smallest possible. Each maker returns bytes.
"""

import io
import struct
import zipfile

from PIL import Image, ImageCms

PROFILE_NAME = "sRGB built-in"  # the one profile that Pillow brings


def picture(format_, mode="CMYK", size=(600, 300), **options):
    """Return a picture as Pillow writes it, with something on it."""
    gradient = Image.linear_gradient("L").resize(size)
    image = gradient.quantize(16) if mode == "P" else gradient.convert(mode)
    content = io.BytesIO()
    image.save(content, format_, **options)
    return content.getvalue()


def profile():
    """Return an ICC profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def resource(kind, content):
    """Return an image resource of Photoshop."""
    padded = content + b"\0" * (len(content) % 2)
    return b"8BIM" + struct.pack(">HHI", kind, 0, len(content)) + padded


def photoshop_resources(ppi=300, spots=()):
    """Return image resources: a resolution, and spot channels."""
    names = b"".join(bytes([len(spot)]) + spot.encode("mac-roman") for spot in spots)
    kinds = struct.pack(">I", 1) + b"".join(
        struct.pack(">H8xHB", 2, 100, 2) for _ in spots
    )
    return (
        resource(1005, struct.pack(">IHHIHH", ppi << 16, 1, 1, ppi << 16, 1, 1))
        + resource(1006, names)
        + resource(1077, kinds)
    )


def psd(
    mode=4, channels=4, size=(60, 30), bits=8, version=1, spots=(), layers=(), ink=b""
):
    """Return a document of Photoshop with a raw composite."""
    width, height = size
    wide = ">Q" if version == 2 else ">I"
    resources = photoshop_resources(spots=spots)
    records = b"".join(_layer(name, wide) for name in layers)
    info = struct.pack(">h", len(layers)) + records if layers else b""
    section = struct.pack(wide, len(info)) + info if layers else b""
    return b"".join(
        (
            struct.pack(
                ">4sH6xHIIHH", b"8BPS", version, channels, height, width, bits, mode
            ),
            struct.pack(">I", len(ink)) + ink,
            struct.pack(">I", len(resources)) + resources,
            struct.pack(wide, len(section)) + section,
            struct.pack(">H", 0),
            bytes(channels * height * ((width * bits + 7) // 8)),
        )
    )


def _layer(name, wide):
    text = name.encode("utf-16-be")
    unicode_name = struct.pack(">I", len(name)) + text
    extra = (
        struct.pack(">II", 0, 0)
        + b"\x03old"
        + b"8BIMluni"
        + struct.pack(">I", len(unicode_name))
        + unicode_name
    )
    return (
        struct.pack(">4iH", 0, 0, 10, 10, 1)
        + struct.pack(">h", 0)
        + struct.pack(wide, 2)
        + b"8BIMnorm\xff\0\0\0"
        + struct.pack(">I", len(extra))
        + extra
    )


def duotone_inks(*names):
    """Return the colour data of a duotone."""
    padded = b"".join(
        (bytes([len(name)]) + name.encode()).ljust(64, b"\0") for name in names
    )
    return struct.pack(">HH40x", 1, len(names)) + padded


def eps(*comments, body=b"0 0 moveto\n", end=b"%%EOF\n"):
    """Return an EPS with these comments in its header."""
    header = ("%!PS-Adobe-3.0 EPSF-3.0", *comments, "%%EndComments", "")
    return "\n".join(header).encode() + body + end


def dos_eps(program, tiff):
    """Return an EPS with a preview for the screen."""
    head = struct.pack(
        "<4sIIIIIIH",
        b"\xc5\xd0\xd3\xc6",
        30,
        len(program),
        0,
        0,
        30 + len(program),
        len(tiff),
        0xFFFF,
    )
    return head + program + tiff


def zip_of(files, first=None):
    """Return a ZIP of names and contents; ``first`` is the text of its mimetype."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("mimetype", first, zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


IDML = "application/vnd.adobe.indesign-idml-package"


def idml(pages=2, links=(), fonts=(), bleed=8.503937):
    """Return a document of InDesign for interchange, of A4 pages."""
    page = '<Page GeometricBounds="0 0 841.889764 595.275591"/>'
    placed = "".join(
        f'<Link LinkResourceURI="file:/Volumes/work/{link}" StoredState="Normal"/>'
        for link in links
    )
    used = "".join(f'<Font PostScriptName="{font}"/>' for font in fonts)
    sides = ("Top", "Bottom", "InsideOrLeft", "OutsideOrRight")
    bleeds = " ".join(f'DocumentBleed{side}Offset="{bleed}"' for side in sides)
    return zip_of(
        {
            "designmap.xml": '<Document xmlns:idPkg="urn:x" DOMVersion="16.2">'
            '<Layer Name="Слой 1"/><idPkg:Spread src="Spreads/Spread_u1.xml"/>'
            "</Document>",
            "Resources/Preferences.xml": f"<P><DocumentPreference {bleeds}/></P>",
            "Resources/Fonts.xml": f"<Fonts>{used}</Fonts>",
            "MasterSpreads/MasterSpread_u0.xml": f"<M>{page}</M>",
            "Spreads/Spread_u1.xml": f"<S>{page * pages}{placed}</S>",
        },
        first=IDML,
    )


def indd(creator="Adobe InDesign 16.2 (Windows)", thumbnail=""):
    """Return a document of InDesign: what Adobe has published of it, and no more."""
    guid = bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d")

    def master(number):
        begin = guid + b"DOCUMENT\1" + bytes(239)
        return (begin + struct.pack("<Q8xI", number, 2)).ljust(4096, b"\0")

    packet = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f"<xmp:CreatorTool>{creator}</xmp:CreatorTool>"
        f'<xmpGImg:image>{thumbnail}</xmpGImg:image><?xpacket end="w"?>'
    ).encode()
    stream = struct.pack("<I", len(packet)) + packet
    begin = bytes.fromhex("de39397951884b6c8e63eef8aee0dd38")
    head = begin + struct.pack("<IIII", 1, 1, len(stream), 0)
    return master(3) + master(2) + head + stream + bytes(32)


def riff(kind):
    """Return the beginning of a drawing of CorelDRAW before X4."""
    return b"RIFF" + struct.pack("<I", 4) + kind


RAR5 = b"Rar!\x1a\x07\1\0" + b"\x33\x92\xb5\xe5" + b"\x0a\x01\x05\x06\0" + bytes(8)
RAR5_SECRET = b"Rar!\x1a\x07\1\0" + bytes(4) + b"\x21\x04" + bytes(34)
RAR4 = b"Rar!\x1a\x07\0" + b"\xcf\x90\x73\0\0\x0d\0" + bytes(6)
RAR4_SECRET = b"Rar!\x1a\x07\0" + b"\xce\x99\x73\x80\0\x0d\0" + bytes(6)
QXD = b"\0\0MMXPR3" + bytes(64)
