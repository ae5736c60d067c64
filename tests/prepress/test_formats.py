"""What a header says is told as a page; what was cut off is broken, never an error."""

import random
import struct
import subprocess
import time

import format_samples as samples
import pytest
from PIL import Image
from prepress.budget import Budget
from prepress.formats import read_other
from prepress.identify import identify

CMYK = ("Cyan", "Magenta", "Yellow", "Black")
MM_AT_300 = 25.4 / 300


@pytest.fixture
def read(tmp_path):
    """Return the facts of a file with these bytes."""

    def facts(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        return read_other(path, identify(path), Budget())

    return facts


def only_image(facts):
    [page] = facts.pages
    [image] = page.images
    assert (facts.trouble, facts.page_count) == ("", 1)
    assert page.media == page.content == image.box
    return image


@pytest.mark.parametrize(
    ("format_", "mode", "space", "inks"),
    [
        ("TIFF", "CMYK", "DeviceCMYK", CMYK),
        ("TIFF", "RGB", "DeviceRGB", CMYK),
        ("TIFF", "L", "DeviceGray", ("Black",)),
        ("TIFF", "LAB", "Lab", CMYK),
        ("JPEG", "CMYK", "DeviceCMYK", CMYK),
        ("JPEG", "RGB", "DeviceRGB", CMYK),
        ("JPEG", "L", "DeviceGray", ("Black",)),
        ("PNG", "RGB", "DeviceRGB", CMYK),
        ("PNG", "L", "DeviceGray", ("Black",)),
    ],
)
def test_size_resolution_and_colours_of_a_picture(read, format_, mode, space, inks):
    facts = read(samples.picture(format_, mode, dpi=(300, 300)))
    image = only_image(facts)
    assert facts.format == format_.lower()
    assert image.ppi == pytest.approx(300, abs=0.1)
    assert image.box == pytest.approx((0, 0, 600 * MM_AT_300, 300 * MM_AT_300), 1e-3)
    assert (image.width_px, image.height_px, image.bits) == (600, 300, 8)
    assert (image.space, image.inks) == (space, inks)
    assert not image.is_bitmap


def test_a_png_of_a_few_colours_has_a_palette(read):
    image = only_image(read(samples.picture("PNG", "P")))
    assert (image.space, image.bits) == ("DeviceRGB", 4)


@pytest.mark.parametrize("format_", ["TIFF", "JPEG", "PNG"])
def test_the_embedded_profile_has_its_name(read, format_):
    with_profile = read(samples.picture(format_, "RGB", icc_profile=samples.profile()))
    assert with_profile.output_intents == (samples.PROFILE_NAME,)
    assert only_image(with_profile).space == "ICCBasedRGB"
    assert not read(samples.picture(format_, "RGB")).output_intents


@pytest.mark.parametrize("format_", ["TIFF", "JPEG", "PNG"])
def test_without_a_resolution_it_is_72_as_for_layout_programs(read, format_):
    assert only_image(read(samples.picture(format_, "RGB"))).ppi == 72


def test_a_plate_of_one_bit_is_a_bitmap_whatever_its_size(read):
    plate = samples.picture(
        "TIFF", "1", (5_000, 5_000), compression="group4", dpi=(2400, 2400)
    )
    image = only_image(read(plate))
    assert (image.is_bitmap, image.bits, image.ppi) == (True, 1, 2400)
    assert image.filter == "CCITTFaxDecode"


def test_big_tiff(read):
    facts = read(samples.picture("TIFF", dpi=(300, 300), big_tiff=True))
    assert facts.version == "BigTIFF"
    assert only_image(facts).ppi == 300


def test_resolution_of_a_tiff_in_centimetres(read):
    content = samples.picture("TIFF", resolution=120, resolution_unit="cm")
    assert only_image(read(content)).ppi == pytest.approx(304.8)


def test_the_coarser_direction_counts(read):
    assert only_image(read(samples.picture("TIFF", dpi=(300, 150)))).ppi == 150


def test_each_picture_of_a_tiff_is_a_page(read):
    second = Image.new("RGB", (100, 100))
    facts = read(samples.picture("TIFF", save_all=True, append_images=[second]))
    assert [page.number for page in facts.pages] == [1, 2]
    assert facts.page_count == 2
    assert [page.spaces for page in facts.pages] == [("DeviceCMYK",), ("DeviceRGB",)]


def test_spots_of_a_tiff_of_photoshop(read):
    resources = samples.photoshop_resources(spots=("PANTONE 185 C",))
    content = samples.picture("TIFF", tiffinfo={34377: resources})
    image = only_image(read(content))
    assert image.inks == (*CMYK, "PANTONE 185 C")


def test_a_tiff_of_other_inks_names_them(read):
    content = samples.picture("TIFF", tiffinfo={332: 2, 333: "Gold\0Varnish"})
    facts = read(content)
    assert facts.pages[0].inks == ("Gold", "Varnish")
    assert facts.pages[0].spaces == ("DeviceN",)


def test_a_tiff_whose_directories_go_round_ends(read):
    content = bytearray(samples.picture("TIFF"))
    [at] = struct.unpack_from("<I", content, 4)
    [count] = struct.unpack_from("<H", content, at)
    struct.pack_into("<I", content, at + 2 + 12 * count, at)
    assert read(bytes(content)).trouble == "broken"


def test_transparency_of_pictures(read):
    assert read(samples.picture("PNG", "RGBA")).pages[0].has_transparency
    assert read(samples.picture("TIFF", "RGBA")).pages[0].has_transparency
    assert not read(samples.picture("PNG", "RGB")).pages[0].has_transparency


def test_a_photo_on_its_side_stands_as_it_is_shown(read):
    exif = Image.Exif()
    exif[274], exif[282], exif[283], exif[296] = 6, 240.0, 240.0, 2
    exif[305] = "Camera 1.0"
    facts = read(samples.picture("JPEG", "RGB", exif=exif))
    image = only_image(facts)
    assert (image.width_px, image.height_px, image.ppi) == (300, 600, 240)
    assert facts.creator == "Camera 1.0"


def test_photoshop_outdoes_jfif(read):
    content = samples.picture("JPEG", "RGB", dpi=(72, 72))
    part = b"Photoshop 3.0\0" + samples.photoshop_resources(ppi=254)
    segment = b"\xff\xed" + struct.pack(">H", len(part) + 2) + part
    assert only_image(read(content[:2] + segment + content[2:])).ppi == 254


@pytest.mark.parametrize("version", [1, 2])
def test_photoshop_tells_inks_layers_and_resolution(read, version):
    facts = read(
        samples.psd(
            channels=6,
            version=version,
            spots=("PANTONE 185 C", "Varnish"),
            layers=("Фон", "Logo"),
        )
    )
    image = only_image(facts)
    assert facts.version == ("PSB" if version == 2 else "PSD")
    assert image.ppi == 300
    assert facts.pages[0].inks == (*CMYK, "PANTONE 185 C", "Varnish")
    assert facts.layers == ("Logo", "Фон")


@pytest.mark.parametrize(
    ("mode", "channels", "bits", "space", "inks"),
    [
        (0, 1, 1, "DeviceGray", ("Black",)),
        (1, 1, 16, "DeviceGray", ("Black",)),
        (3, 3, 8, "DeviceRGB", CMYK),
        (9, 3, 8, "Lab", CMYK),
    ],
)
def test_modes_of_photoshop(read, mode, channels, bits, space, inks):
    image = only_image(read(samples.psd(mode, channels, bits=bits)))
    assert (image.space, image.inks, image.bits) == (space, inks, bits)
    assert image.is_bitmap == (bits == 1)


def test_multichannel_and_duotone_are_made_of_their_inks(read):
    multichannel = read(samples.psd(7, 2, spots=("PANTONE 185 C", "Silver")))
    assert multichannel.pages[0].inks == ("PANTONE 185 C", "Silver")
    duotone = read(samples.psd(8, 1, ink=samples.duotone_inks("Black", "Reflex Blue")))
    assert duotone.pages[0].inks == ("Black", "Reflex Blue")
    assert duotone.pages[0].spaces == ("DeviceN",)


def test_photoshop_by_another_hand(read, program, tmp_path):
    """ImageMagick writes it, packed in runs."""
    path = tmp_path / "other.psd"
    subprocess.run(
        [program("convert"), "-size", "320x200", "gradient:red-blue", "-colorspace"]
        + [
            "CMYK",
            "-units",
            "PixelsPerInch",
            "-density",
            "144",
            "-compress",
            "RLE",
            str(path),
        ],
        check=True,
    )
    content = path.read_bytes()
    image = only_image(read(content))
    assert (image.width_px, image.height_px, image.ppi) == (320, 200, 144)
    assert (image.space, image.filter) == ("DeviceCMYK", "RunLengthDecode")
    assert read(content[:-500]).trouble == "broken"


EPS = samples.eps(
    "%%Creator: (Adobe Illustrator)",
    "%%BoundingBox: 0 0 596 842",
    "%%HiResBoundingBox: 0 0 595.275591 841.889764",
    "%%DocumentProcessColors: Cyan Black",
    "%%DocumentCustomColors: (PANTONE 185 C)",
    "%%+ (Die \\(cut\\))",
    "%%DocumentNeededResources: font Helvetica",
    "%%+ font Times-Roman",
    "%%DocumentSuppliedResources: procset Adobe_level2 1.0 0",
    "%%+ font Times-Roman",
)


def test_an_eps_tells_its_box_inks_and_fonts(read):
    facts = read(EPS)
    [page] = facts.pages
    assert facts.creator == "Adobe Illustrator"
    assert page.media == pytest.approx((0, 0, 210, 297), abs=0.01)
    assert page.inks == ("Cyan", "Black", "Die \\(cut\\)", "PANTONE 185 C")
    assert {(font.name, font.is_embedded) for font in facts.fonts} == {
        ("Helvetica", False),
        ("Times-Roman", True),
    }


def test_lines_may_end_as_on_any_system(read):
    assert read(EPS.replace(b"\n", b"\r")) == read(EPS)
    assert read(EPS.replace(b"\n", b"\r\n")) == read(EPS)


def test_an_eps_with_a_preview_is_the_program_in_it(read):
    preview = samples.picture("TIFF", "L", (60, 30))
    assert read(samples.dos_eps(EPS, preview)) == read(EPS)
    assert read(samples.dos_eps(EPS, preview)[:-9]).trouble == "broken"


def test_what_an_eps_puts_off_stands_at_its_end(read):
    late = samples.eps(
        "%%BoundingBox: (atend)",
        body=b"0 0 moveto\n" * 50_000,
        end=b"%%Trailer\n%%BoundingBox: 0 0 72 144\n%%EOF\n",
    )
    assert read(late).pages[0].media == pytest.approx((0, 0, 25.4, 50.8))
    assert read(late[: len(late) // 2]).trouble == "broken"


def test_an_eps_of_photoshop_is_a_picture(read):
    content = samples.eps(
        "%%BoundingBox: 0 0 144 72",
        "%%EndComments",
        '%ImageData: 600 300 8 4 1 600 2 "beginimage"',
    )
    image = only_image(read(content))
    assert (image.ppi, image.space, image.inks) == (300, "DeviceCMYK", CMYK)


def test_an_eps_without_a_box_has_no_pages(read):
    facts = read(samples.eps("%%Title: x"))
    assert (facts.page_count, facts.trouble) == (0, "")


def test_illustrator_before_9_needs_illustrator(read):
    facts = read(EPS.replace(b" EPSF-3.0", b""))
    assert (facts.format, facts.trouble, facts.pages) == ("ai", "", ())


def test_an_indesign_document_says_who_made_it_and_no_more(read):
    facts = read(samples.indd())
    assert facts.creator == "Adobe InDesign 16.2 (Windows)"
    assert (facts.trouble, facts.page_count) == ("", 0)
    assert read(samples.indd()[:5000]).trouble == "broken"


def test_an_idml_tells_its_pages_and_all_that_is_not_inside(read):
    facts = read(samples.idml(links=["Фото 1.tif"], fonts=["MyriadPro-Regular"]))
    assert (facts.page_count, facts.version) == (2, "16.2")
    page = facts.pages[0]
    assert page.media == pytest.approx((0, 0, 216, 303), abs=0.01)
    assert page.trim == pytest.approx((3, 3, 213, 300), abs=0.01)
    assert facts.missing_links == ("Фото 1.tif",)
    assert facts.missing_fonts == ("MyriadPro-Regular",)
    assert facts.layers == ("Слой 1",)


def test_an_idml_with_entities_is_refused_at_once(read):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><Document/>'
    content = samples.zip_of({"designmap.xml": bomb}, first=samples.IDML)
    assert read(content).trouble == "broken"


def test_a_package_lacks_what_does_not_lie_in_it(read, font_file):
    layout = samples.idml(
        links=["Лого.eps", "here.tif", "gone.tif"], fonts=["DejaVuSans", "Gone-Bold"]
    )
    facts = read(
        samples.zip_of(
            {
                "Каталог/a.indd": samples.indd(),
                "Каталог/a.idml": layout,
                "Каталог/Links/HERE.tif": b"",
                "Каталог/Links/Лого.eps": b"",
                "Каталог/Document fonts/any name.ttf": font_file,
            }
        )
    )
    assert facts.format == "package"
    assert facts.missing_links == ("gone.tif",)
    assert facts.missing_fonts == ("Gone-Bold",)
    assert facts.page_count == 2
    assert {(font.name, font.is_embedded) for font in facts.fonts} == {
        ("DejaVuSans", True),
        ("Gone-Bold", False),
    }


@pytest.fixture(scope="session")
def font_file():
    """Return a TrueType font whose only table is that of its names."""
    name = "DejaVuSans".encode("utf-16-be")
    record = struct.pack(">HHHHHH", 3, 1, 0x409, 6, len(name), 0)
    table = struct.pack(">HHH", 0, 1, 18) + record + name
    head = struct.pack(">IHHHH", 0x00010000, 1, 16, 0, 0)
    return head + struct.pack(">4sIII", b"name", 0, 28, len(table)) + table


def test_a_package_of_a_document_alone_is_for_a_person(read):
    content = samples.zip_of({"a.indd": samples.indd(), "Links/a.tif": b""})
    facts = read(content)
    assert (facts.format, facts.trouble, facts.pages) == ("package", "", ())


@pytest.mark.parametrize(
    ("content", "format_", "version"),
    [
        (samples.riff(b"CDR9"), "cdr", "9"),
        (samples.riff(b"CDRC"), "cdr", "12"),
        (samples.zip_of({"content/riffData.cdr": samples.riff(b"CDRI")}), "cdr", "18"),
        (samples.QXD, "qxd", ""),
        (samples.RAR4, "rar", "4"),
        (samples.RAR5, "rar", "5"),
        (samples.zip_of({"a.pdf": b"x"}), "zip", ""),
        (b"GIF89a", "other", "GIF"),
        (samples.zip_of({"[Content_Types].xml": b""}), "other", "Office"),
        (b"Hello", "other", ""),
    ],
)
def test_what_only_a_person_can_open(read, content, format_, version):
    facts = read(content)
    assert (facts.format, facts.version) == (format_, version)
    assert (facts.trouble, facts.page_count) == ("", 0)


@pytest.mark.parametrize("content", [samples.RAR4_SECRET, samples.RAR5_SECRET])
def test_a_rar_with_a_password(read, content):
    assert read(content).trouble == "encrypted"


def test_a_zip_with_a_password(read):
    content = bytearray(samples.zip_of({"a.pdf": b"x"}))
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert read(bytes(content)).trouble == "encrypted"


def test_a_zip_that_would_fill_a_disk(read):
    content = bytearray(samples.zip_of({"a.pdf": b"x"}))
    struct.pack_into("<I", content, content.rfind(b"PK\x01\x02") + 24, 4_000_000_000)
    assert read(bytes(content)).trouble == "too_large"


def test_a_zip_that_was_cut_off(read):
    assert read(samples.zip_of({"a.pdf": b"x" * 999})[:-10]).trouble == "broken"


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("Имя;Город\r\nАнна;Москва\r\nПётр;София\r\n".encode("cp1251"), 2),
        (b'\xef\xbb\xbfname,note\nAnna,"two\nlines, one row"\nPeter,x', 2),
        (b"name\tcity\n\nAnna\tRuse\n;\n", 2),
        (b"name;city\n", 0),
        (b"Dear printers,\nhere is the list.\nYours, Anna, Peter\n", None),
        (b"name;city\n\0\0;\0\n", None),
    ],
)
def test_rows_of_a_list_of_data(read, content, rows):
    facts = read(content)
    assert facts.rows == rows
    assert facts.version == ("" if rows is None else "CSV")


def test_nothing_at_all(read):
    assert read(b"").trouble == "empty"


WHOLE = {
    "tiff": samples.picture("TIFF", dpi=(300, 300)),
    "big_tiff": samples.picture("TIFF", big_tiff=True),
    "jpeg": samples.picture("JPEG", "RGB", icc_profile=samples.profile()),
    "png": samples.picture("PNG", "RGB", icc_profile=samples.profile()),
    "psd": samples.psd(channels=5, spots=("Silver",), layers=("a", "b")),
    "psb": samples.psd(version=2, layers=("a",)),
    "eps": EPS,
    "indd": samples.indd(),
    "idml": samples.idml(links=["a.tif"]),
    "package": samples.zip_of({"a.idml": samples.idml(), "Links/a.tif": b""}),
    "cdr": samples.zip_of({"content/riffData.cdr": samples.riff(b"CDRI")}),
    "rar": samples.RAR5,
}


@pytest.mark.parametrize("name", ["tiff", "big_tiff", "jpeg", "png", "psd", "psb"])
def test_half_a_picture_is_never_taken_for_whole(read, name):
    content = WHOLE[name]
    assert read(content).trouble == ""
    for tenths in range(1, 10):
        assert read(content[: len(content) * tenths // 10]).trouble, tenths


@pytest.mark.parametrize("name", WHOLE)
def test_noise_in_a_file_never_raises_and_never_stalls(tmp_path, name):
    """Seeded: the same two hundred mutations every time."""
    dice, path = random.Random(name), tmp_path / "file"
    begin = time.process_time()
    for _ in range(200):
        content = bytearray(WHOLE[name])
        for _ in range(dice.randint(1, 8)):
            # Headers are where the numbers are.
            at = int(len(content) * dice.random() ** 3)
            content[at] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
        path.write_bytes(content[: dice.choice((len(content), at + 1))])
        format_ = identify(path)
        if format_ != "pdf":
            facts = read_other(path, format_, Budget())
            assert type(facts).from_json(facts.to_json()) == facts
    assert time.process_time() - begin < 20


def test_a_spent_budget_is_a_verdict(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(WHOLE["tiff"])
    assert read_other(path, "tiff", Budget(objects=0)).trouble == "too_large"


def test_gigabytes_cost_nothing(tmp_path):
    """A PSB of 60 000 x 60 000 pixels, raw: 14 GB, of which a header is read."""
    path = tmp_path / "wall.psb"
    content = samples.psd(version=2, layers=("a",))
    at = content.index(b"8BPS") + 14
    with path.open("wb") as file:
        file.write(
            content[:at] + struct.pack(">II", 60_000, 60_000) + content[at + 8 :]
        )
        file.truncate(60_000 * 60_000 * 4 + len(content))
    begin = time.process_time()
    facts = read_other(path, "psd", Budget())
    assert time.process_time() - begin < 1
    assert (facts.trouble, facts.pages[0].images[0].width_px) == ("", 60_000)
