# SPDX-License-Identifier: EUPL-1.2
"""Pictures by contributors: what is published is made from their pixels, and of nothing else."""

import io
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from building import build, buildable, with_documents
from escales.checking.load import check, load
from escales.commands.cli import main
from escales.documents import make_downloads
from escales.pictures import make_rebuilder
from escales.pictures.pixels import RefusedPicture, decode_picture, rebuild, rebuild_for_office
from escales.settings.site import Settings
from escales.words.vocabulary import Format

PLAN = "stories/images/plan.png"
PUBLISHED = "recits/images/plan.webp"
UNSEEN = "stories/images/autre.png"  # no text shows it
SCRIPT = b"<script>alert('polyglotte')</script>"
MARKER = b"SECRET-DE-LA-PHOTO"  # stands wherever a file can say more than its pixels
RED, BLUE = (220, 20, 20), (20, 20, 220)


def halves(size: tuple[int, int] = (400, 200), mode: str = "RGB") -> Image.Image:
    """Return a picture that is red at its left and blue at its right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def told_of_a_photo(orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes in a photo: who, when, where, and a smaller photo."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x0131] = MARKER.decode()  # description, artist, software
    exif[0x0112] = orientation
    degrees = (IFDRational(45), IFDRational(11), IFDRational(30))
    exif.get_ifd(0x8825).update({1: "N", 2: degrees, 3: "E", 4: degrees, 29: MARKER.decode()})
    exif.get_ifd(0x8769).update({0x9286: b"ASCII\0\0\0" + MARKER, 0x9003: "2026:11:23 10:00:00"})
    return exif


def profile() -> bytes:
    """Return a colour profile that bears the marker."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + MARKER


def text_chunks() -> PngImagePlugin.PngInfo:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Comment", MARKER.decode())
    chunks.add_text("Author", MARKER.decode(), zip=True)
    chunks.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{MARKER.decode()}</x:xmpmeta>")
    return chunks


def talkative(kind: str) -> bytes:
    """Return a picture whose file says all that its format lets it say."""
    options: dict[str, object] = {"exif": told_of_a_photo(), "icc_profile": profile()}
    if kind == "PNG":
        options["pnginfo"] = text_chunks()
    else:
        options["xmp"] = b"<x:xmpmeta>" + MARKER + b"</x:xmpmeta>"
    if kind == "JPEG":
        options["comment"] = MARKER
    return encoded(halves(), kind, **options) + MARKER  # and something behind its end


def chunks_of(webp: bytes) -> list[bytes]:
    """Return the names of the parts of a WebP file."""
    names, at = [], 12
    while at < len(webp):
        names.append(webp[at : at + 4])
        (length,) = struct.unpack("<I", webp[at + 4 : at + 8])
        at += 8 + length + length % 2
    return names


def put(root: Path, content: bytes, path: str = PLAN) -> None:
    (root / path).write_bytes(content)


def told(root: Path) -> list[str]:
    return [f"{p.path}:{p.line}: {p.code}" for p in check(root)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site with pictures of all kinds, and return its folder."""
    folder = tmp_path_factory.mktemp("pictures")
    root = buildable(folder)
    put(root, polyglot())
    put(root, bomb(60_000, 60_000), UNSEEN)
    put(root, talkative("PNG"), "schemes/renfort/images/plan.png")
    (root / "docs/contribuer/images").mkdir()
    put(root, talkative("JPEG"), "docs/contribuer/images/Photo d'été.JPG")
    with (root / "docs/contribuer/index.md").open("a", encoding="utf-8") as file:
        file.write("\n![Un port](images/Photo%20d'été.JPG)\n")
    result = build(folder / "www", root, ESCALES_RECHERCHE="non")
    assert result.returncode == 0, result.stderr
    return folder / "www"


def polyglot() -> bytes:
    """Return a JPEG that is also a web page and a zip file."""
    return encoded(halves((2800, 900)), "JPEG", comment=SCRIPT) + SCRIPT + zipped()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return buildable(tmp_path)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_only_pixels_are_left_of_what_a_file_says(kind: str) -> None:
    """No EXIF, no position, no comment, no XMP, no profile, no text, nothing behind the end."""
    raw = talkative(kind)
    assert raw.count(MARKER) >= 4

    made = rebuild(raw)

    assert MARKER not in made
    assert chunks_of(made) in ([b"VP8 "], [b"VP8L"])
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.format == "WEBP"
        assert not picture.getexif()
        assert set(picture.info) <= {"loop", "background", "timestamp", "duration"}


def test_no_published_file_holds_anything_of_a_photo_but_its_pixels(site: Path) -> None:
    """Neither the picture, nor the documents of a kit, nor the data, even once unzipped."""
    for path in (path for path in site.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert MARKER not in content, path
        assert SCRIPT not in content, path  # the other half of the polyglot
        for part in parts(content):
            assert MARKER not in part, path
            assert b"Exif" not in part, path


def parts(content: bytes) -> Iterator[bytes]:
    """Yield what a zip file holds, and what it holds in turn; and the streams of a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for name in file.namelist():
                yield file.read(name)
                yield from parts(file.read(name))
    if content.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream


def test_a_document_holds_its_picture(root: Path) -> None:
    put(root, encoded(halves((3000, 600)), "JPEG"), "schemes/renfort/images/plan.png")
    documents = dict(make_downloads(load(root), [Format.ODT, Format.DOCX], root, Settings()))

    for kind in ("odt", "docx"):
        name = f"dispositifs/renfort/kit/lettre-de-renfort.{kind}"
        with zipfile.ZipFile(io.BytesIO(documents[name])) as file:
            (picture,) = [one for one in file.namelist() if one.endswith((".jpg", ".png"))]
            with Image.open(io.BytesIO(file.read(picture))) as shown:
                assert (shown.format, shown.size) == ("JPEG", (1400, 280))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_published_upright(kind: str, orientation: int) -> None:
    """A telephone writes how it was held: once that is gone, the pixels themselves must stand."""
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what gives each orientation
    upright = halves()
    held = upright.transpose(Image.Transpose(turns[orientation])) if orientation > 1 else upright
    raw = encoded(held, kind, exif=told_of_a_photo(orientation))

    size = decode_picture(raw).size
    with Image.open(io.BytesIO(rebuild(raw))) as made:
        assert made.size == size == (400, 200)
        assert near(made.convert("RGB").getpixel((20, 100)), RED)
        assert near(made.convert("RGB").getpixel((380, 100)), BLUE)


def near(found: object, expected: tuple[int, ...], by: int = 12) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) <= by for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("size", "published"),
    [
        ((120, 60), (120, 60)),
        ((1400, 10), (1400, 10)),
        ((4001, 3003), (1400, 1051)),
        ((6001, 41), (1400, 10)),
        ((3000, 1), (1400, 1)),
        ((800, 9000), (800, 9000)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_no_wider_than_what_a_page_shows(
    kind: str, size: tuple[int, int], published: tuple[int, int]
) -> None:
    """What the check announces is what is published, to the pixel."""
    raw = encoded(halves(size), kind)

    with Image.open(io.BytesIO(rebuild(raw))) as made:
        assert made.size == decode_picture(raw).size == published


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_same_picture_gives_the_same_bytes(kind: str) -> None:
    """Even in another process, on another day."""
    raw = encoded(Image.effect_noise((300, 200), 60).convert("RGB"), kind)
    program = (
        "import sys; from escales.pictures.pixels import rebuild\n"
        "sys.stdout.buffer.write(rebuild(sys.stdin.buffer.read()))"
    )

    again = subprocess.run(
        [sys.executable, "-c", program], input=raw, capture_output=True, check=True
    )

    assert again.stdout == rebuild(raw)


MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]


@pytest.mark.parametrize(
    ("kind", "mode"), [*(("PNG", mode) for mode in MODES), ("JPEG", "L"), ("JPEG", "CMYK")]
)
def test_every_way_to_write_colours_is_understood(kind: str, mode: str) -> None:
    """The left is dark, the right is light, whatever numbers say so."""
    light, size = Image.new("L", (40, 20), 255), (20, 20)
    light.paste(0, (0, 0, *size))
    if mode == "I;16":
        picture = Image.new("I;16", (40, 20), 65_535)
        picture.paste(0, (0, 0, *size))
    else:
        picture = light.convert("RGB").convert(mode)

    with Image.open(io.BytesIO(rebuild(encoded(picture, kind)))) as made:
        plain = made.convert("RGB")
        assert near(plain.getpixel((2, 10)), (0, 0, 0))
        assert near(plain.getpixel((37, 10)), (255, 255, 255))


def test_sixteen_bits_of_grey_become_eight() -> None:
    raw = encoded(Image.new("I;16", (8, 8), 128 * 256), "PNG")

    with Image.open(io.BytesIO(rebuild(raw))) as made:
        assert near(made.convert("RGB").getpixel((4, 4)), (128, 128, 128), by=2)


def test_what_is_transparent_stays_so_and_hides_nothing() -> None:
    """An eraser leaves the colours of what it hides: they must not be published."""
    face = Image.new("RGBA", (64, 64), (*RED, 0))  # a face, erased
    face.paste((*BLUE, 255), (32, 0, 64, 64))

    with Image.open(io.BytesIO(rebuild(encoded(face, "PNG")))) as made:
        assert made.mode == "RGBA"
        assert made.getpixel((8, 8)) == (0, 0, 0, 0)
        assert near(made.getpixel((56, 8)), (*BLUE, 255))


def test_the_colours_of_a_profile_are_kept_without_it() -> None:
    """In the profile of this file, red and blue are exchanged."""
    raw = bytearray(encoded(halves(), "PNG", icc_profile=swapped_profile()))

    with Image.open(io.BytesIO(rebuild(bytes(raw)))) as made:
        left, right = (made.convert("RGB").getpixel((x, 100)) for x in (20, 380))

    assert near(left, (20, 20, 220), by=25)
    assert near(right, (220, 20, 20), by=25)


def swapped_profile() -> bytes:
    """Return the profile of sRGB, with the names of red and blue exchanged."""
    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for red, blue in ((b"rXYZ", b"bXYZ"), (b"rTRC", b"bTRC")):
        raw = raw.replace(red, b"????", 1).replace(blue, red, 1).replace(b"????", blue, 1)
    return raw


def test_a_profile_that_makes_no_sense_is_left_aside() -> None:
    raw = encoded(halves(), "PNG", icc_profile=b"no profile at all")

    with Image.open(io.BytesIO(rebuild(raw))) as made:
        assert near(made.convert("RGB").getpixel((20, 100)), RED)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose header announces any number of pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    data = zlib.compress(b"\0" * 100_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def deflated(block: bytes, times: int) -> bytes:
    """Return what zlib makes of a block and its copies, without compressing each of them."""
    packing, told = zlib.compressobj(9, wbits=-15), 1
    part = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
    for _ in range(times):
        told = zlib.adler32(block, told)
    return b"\x78\x9c" + part * times + packing.flush() + struct.pack(">I", told)


def text_bomb() -> bytes:
    """Return a small PNG with a comment of a hundred megabytes, compressed."""
    plain = encoded(halves((8, 8)), "PNG")
    said = chunk(b"zTXt", b"Comment\0\0" + deflated(b"a" * 1_000_000, 100))
    return plain[:33] + said + plain[33:]


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (16, 16), colour) for colour in (RED, BLUE)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("x.html", "<script>alert(1)</script>")
    return out.getvalue()


def repeated_scans(times: int, mode: str = "RGB") -> bytes:
    """Return a progressive JPEG whose last scan stands there more than once."""
    raw = encoded(halves(mode=mode), "JPEG", progressive=True)
    last = raw.rindex(b"\xff\xda")
    return raw[:-2] + raw[last:-2] * times + raw[-2:]


def in_front(raw: bytes, part: bytes, times: int = 1) -> bytes:
    """Put something before all that a JPEG or a PNG says of its pixels."""
    at = 2 if raw.startswith(b"\xff") else 33
    return raw[:at] + part * times + raw[at:]


def deep(width: int, height: int) -> bytes:
    """Return a small PNG of sixteen bits a colour, with transparency: eight bytes a pixel."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0))
    data = chunk(b"IDAT", deflated(b"\0" * (8 * width + 1) * 100, height // 100))
    return b"\x89PNG\r\n\x1a\n" + header + data + chunk(b"IEND", b"")


JPEG, PNG = encoded(halves((8, 8)), "JPEG"), encoded(halves((8, 8)), "PNG")
SWELLING = zlib.compress(b"a" * 1_000_000, 9)
LONG_TO_OPEN = {
    "a last scan four thousand times": repeated_scans(4_000),
    "a last scan thirty times": repeated_scans(30),
    "an EXIF in sixty thousand parts": in_front(JPEG, b"\xff\xe1\0\x0cExif\0\0aaaa", 60_000),
    "a comment said over and over": in_front(JPEG, b"\xff\xfe\0\x02", 1_000),
    "a comment of an impossible length": in_front(JPEG, b"\xff\xfe\0\0", 1_000),
    "padding": in_front(JPEG, b"\xff", 20_000),
    "a thousand profiles that swell": in_front(PNG, chunk(b"iCCP", b"a\0\0" + SWELLING), 1_000),
    "as many texts that swell": in_front(PNG, chunk(b"zTXt", b"a\0\0" + SWELLING), 1_000),
    "parts that nobody knows": in_front(PNG, chunk(b"prVt", b""), 1_000),
    "pixels in thirty thousand parts": in_front(PNG, chunk(b"IDAT", b""), 30_000),
}
SOUND = {
    "a progressive JPEG": repeated_scans(0),
    "one in CMYK": repeated_scans(0, "CMYK"),
    "a JPEG within another": in_front(JPEG, b"\xff\xe1\xea\x62" + repeated_scans(60).ljust(60_000)),
    "a JPEG of telephones, which holds others": encoded(
        halves(), "MPO", save_all=True, append_images=[halves((64, 64))] * 40, progressive=True
    ),
    "a PNG written line by line": in_front(PNG, chunk(b"IDAT", b""), 10_000),
    "forty comments": in_front(PNG, chunk(b"tEXt", b"a\0b"), 40),
    "deep colours": deep(2_000, 2_000),
}


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
REFUSED = {
    "an SVG": (SVG, "image-format"),
    "an SVG behind an XML declaration": (b'<?xml version="1.0"?>' + SVG, "image-format"),
    "a GIF": (encoded(halves(), "GIF"), "image-format"),
    "a TIFF": (encoded(halves(), "TIFF"), "image-format"),
    "a PDF": (encoded(halves(), "PDF"), "image-format"),
    "a web page": (b"<!doctype html><script>alert(1)</script>", "image-format"),
    "a zip file": (zipped(), "image-format"),
    "an EPS program": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "image-format"),
    "nothing": (b"", "image-format"),
    "the beginning of a JPEG": (b"\xff\xd8\xff\xe0", "image-broken"),
    "the beginning of a WebP": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image-broken"),
    "a RIFF that is sound": (b"RIFF\x24\0\0\0WAVEfmt ", "image-format"),
    "half a JPEG": (encoded(halves(), "JPEG")[:-1500], "image-broken"),
    "half a PNG": (encoded(Image.effect_noise((99, 99), 50), "PNG")[:3000], "image-broken"),
    "half a WebP": (encoded(Image.effect_noise((99, 99), 50), "WEBP")[:3000], "image-broken"),
    "a PNG with a false checksum": (
        encoded(halves(), "PNG").replace(b"IDAT", b"IDAT\xff", 1),
        "image-broken",
    ),
    "a PNG without a pixel": (bomb(0, 0), "image-broken"),
    "fewer pixels than it says": (bomb(3000, 3000), "image-broken"),
    "a bomb": (bomb(5_001, 5_000), "image-too-large"),
    "a bomb that the decoder itself refuses": (bomb(60_000, 60_000), "image-too-large"),
    "the biggest that a header can say": (bomb(2**31 - 1, 2**31 - 1), "image-too-large"),
    "a strip": (bomb(1, 60_000), "image-too-large"),
    "a WebP that moves": (animated("WEBP"), "image-animated"),
    "a PNG that moves": (animated("PNG"), "image-animated"),
    "a comment that swells": (text_bomb(), "image-broken"),
    "eight bytes a pixel": (deep(4_000, 3_200), "image-costly"),
    **{name: (content, "image-costly") for name, content in LONG_TO_OPEN.items()},
}


@pytest.mark.parametrize("content", LONG_TO_OPEN.values(), ids=LONG_TO_OPEN)
def test_what_is_long_to_open_is_refused_before_a_decoder_sees_it(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "open", None)

    with pytest.raises(RefusedPicture) as refused:
        decode_picture(content)

    assert refused.value.code == "image-costly"


@pytest.mark.parametrize("content", SOUND.values(), ids=SOUND)
def test_what_cameras_and_editors_write_is_not_long_to_open(content: bytes) -> None:
    assert rebuild(content)


@pytest.mark.parametrize("make", [rebuild, rebuild_for_office])
def test_the_cost_of_a_picture_is_that_of_its_pixels(make: Callable[[bytes], bytes]) -> None:
    """Not of what they show: seven times the pixels of noise cost less than ten times as much."""
    small, tall = (
        encoded(Image.effect_noise((1400, height), 40).point(dark.__lt__, "1"), "PNG")
        for height, dark in ((1400, 165), (9800, 165))
    )

    tries = ((cost(make, tall), cost(make, small)) for _ in range(3))
    assert any(
        much < 10 * little for much, little in tries
    )  # what else the machine does counts less


def cost(make: Callable[[bytes], bytes], raw: bytes) -> float:
    start = time.process_time()
    make(raw)
    return time.process_time() - start


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_sound_picture_is_refused_at_its_line(
    root: Path, content: bytes, code: str
) -> None:
    put(root, content)

    assert told(root) == [f"stories/premier.md:28: {code}"]


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_what_the_check_refuses_cannot_be_rebuilt_either(content: bytes, code: str) -> None:
    with pytest.raises(RefusedPicture) as refused:
        rebuild(content)

    assert code in {refused.value.code, "image-format"}


def test_a_picture_cut_short_is_refused_even_after_a_pdf_was_made(root: Path) -> None:
    """WeasyPrint tells Pillow to accept such pictures, for as long as the process lives."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    dict(make_downloads(load(root), [Format.PDF], root, Settings()))
    put(root, encoded(halves(), "JPEG")[:-1500])

    assert told(root) == ["stories/premier.md:28: image-broken"]


@pytest.mark.parametrize("format_", ["SVG", "GIF", "HEIC"])
def test_a_picture_by_another_name_is_refused(root: Path, format_: str) -> None:
    suffix = format_.lower()
    (root / PLAN).rename(root / f"stories/images/plan.{suffix}")
    premier = root / "stories/premier.md"
    text = premier.read_text(encoding="utf-8")
    premier.write_text(text.replace("plan.png", f"plan.{suffix}"), encoding="utf-8")

    assert told(root) == ["stories/premier.md:28: image-format"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO"])
def test_a_name_may_say_another_of_the_three_formats(root: Path, kind: str) -> None:
    """Bytes decide: what is published is a WebP in any case. MPO is how telephones write JPEG."""
    more = {"save_all": True, "append_images": [halves((8, 8))]} if kind == "MPO" else {}
    put(root, encoded(halves(), kind, **more))

    assert told(root) == []
    assert load(root).pictures[PUBLISHED].size == (400, 200)


def test_a_heavy_picture_is_refused_unopened(root: Path) -> None:
    with (root / PLAN).open("ab") as file:
        file.truncate(2_000_001)

    assert told(root) == ["stories/premier.md:28: image-too-big"]


def test_a_fault_is_told_wherever_the_picture_is_shown(root: Path) -> None:
    put(root, SVG)
    story = root / "stories/troisieme-essai.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("Je voulais voir.", "![Un plan](images/plan.png)"))

    assert told(root) == [
        "stories/premier.md:28: image-format",
        "stories/troisieme-essai.md:18: image-format",
    ]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_says_where_it_was_taken_is_told_and_published_without(
    root: Path, kind: str
) -> None:
    """The repository keeps the original: only its author can take the place out of it."""
    put(root, talkative(kind))

    assert told(root) == ["stories/premier.md:28: image-located"]
    assert [problem.stops for problem in check(root)] == [False]


def test_a_place_told_in_xmp_alone_is_seen_too(root: Path) -> None:
    put(root, encoded(halves(), "JPEG", xmp=b"<x exif:GPSLatitude='45,11N'/>"))

    assert told(root) == ["stories/premier.md:28: image-located"]


def test_a_picture_that_no_text_shows_is_neither_opened_nor_published(
    root: Path, site: Path
) -> None:
    put(root, bomb(60_000, 60_000), UNSEEN)

    assert told(root) == []
    assert not list(site.rglob("autre*"))


def test_every_picture_of_docs_is_checked(root: Path) -> None:
    """A page written by hand may show it: nobody else would open it before its readers do."""
    put(root, SVG, "docs/affiche.png")

    assert told(root) == ["docs/affiche.png:1: image-format"]


def pictures_of(html: str) -> str:
    return "\n".join(re.findall(r"<img[^>]*>", html))


def test_a_page_gives_its_pictures_their_size(site: Path) -> None:
    """So nothing moves when they come, and no author has a say in it."""
    html = (site / "recits/premier/index.html").read_text(encoding="utf-8")

    assert pictures_of(html) == (
        '<img alt="Un plan de la ville, un guichet au centre" src="../../recits/images/plan.webp"'
        ' width="1400" height="450" loading="lazy" decoding="async">'
    )


def test_a_page_written_by_hand_shows_the_rebuilt_picture(site: Path) -> None:
    """It names the file of the repository; it never names, nor gets, the original."""
    html = (site / "contribuer/index.html").read_text(encoding="utf-8")
    assert pictures_of(html) == (
        '<img alt="Un port" src="images/Photo%20d%27%C3%A9t%C3%A9.webp"'
        ' width="400" height="200" loading="lazy" decoding="async">'
    )
    assert (site / "contribuer/images/Photo d'été.webp").exists()
    assert not list(site.rglob("*.JPG"))


def test_write_gives_the_rebuilt_pictures_too(root: Path, tmp_path: Path) -> None:
    put(root, talkative("PNG"))
    put(root, talkative("JPEG"), "docs/photo.jpg")
    with (root / "docs/contribuer/index.md").open("a", encoding="utf-8") as file:
        file.write("\n![Un port](../photo.jpg) [Ailleurs](https://x.example/photo.jpg)\n")

    assert main(["write", str(tmp_path / "out"), "--root", str(root)]) == 0

    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert all(MARKER not in path.read_bytes() for path in files)
    assert (tmp_path / "out" / PUBLISHED).read_bytes() == rebuild((root / PLAN).read_bytes())
    text = (tmp_path / "out/contribuer/index.md").read_text(encoding="utf-8")
    assert "![Un port](../photo.webp) [Ailleurs](https://x.example/photo.jpg)" in text


def run(program: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "ESCALES_RECHERCHE": "non"},
        capture_output=True,
        text=True,
        check=False,
    )


WITHOUT_CHECK = """
import sys
import escales.pictures.checking as checking
from escales.pictures.pixels import DecodedPicture, Size

# As if the check let anything through, whatever the reason.
checking._decode = lambda picture, decode: DecodedPicture(Size(10, 10), False)
from mkdocs.__main__ import cli
from escales.settings.site import Settings
cli(sys.argv[1:])
"""


def test_a_build_that_does_not_check_publishes_no_original(root: Path, tmp_path: Path) -> None:
    """The only way to the site is through pixels: what has none stops the build."""
    put(root, SVG)
    site = str(tmp_path / "www")
    command = ["build", "--strict", "-f", str(with_documents(root) / "mkdocs.yml"), "-d", site]

    result = run(WITHOUT_CHECK, command)

    assert result.returncode != 0
    assert "RefusedPicture" in result.stderr
    assert not [
        path
        for path in (tmp_path / "www").rglob("*")
        if path.is_file() and path.read_bytes() == SVG
    ]


def test_files_that_nobody_knows_are_left_out_of_docs(root: Path, tmp_path: Path) -> None:
    """Though MkDocs would copy them, and even if the check no longer told of them."""
    for name in ("page.html", "plan.svg", "script.js", "notes.markdown"):
        (root / "docs" / name).write_text("<script>alert(1)</script>", encoding="utf-8")
    program = (
        "import escales.reading.disk as read\n"
        "add = read.Notes.add\n"
        "read.Notes.add = lambda notes, code, *a, **k: "
        "None if code == 'unexpected-file' else add(notes, code, *a, **k)\n"
        "import sys; from mkdocs.__main__ import cli; cli(sys.argv[1:])"
    )
    site = str(tmp_path / "www")
    command = ["build", "--strict", "-f", str(with_documents(root) / "mkdocs.yml"), "-d", site]

    result = run(program, command)

    assert result.returncode == 0, result.stderr
    published = {path.name for path in (tmp_path / "www").rglob("*")}
    assert published.isdisjoint({"page.html", "plan.svg", "script.js", "notes.markdown", "notes"})


def test_what_was_decoded_once_is_not_decoded_again(root: Path) -> None:
    """The cache answers, though the decoder would say otherwise by now."""
    check(root)
    kept = {path: path.stat().st_mtime_ns for path in (root / ".cache/pictures").iterdir()}

    assert check(root) == []

    assert kept
    assert {p: p.stat().st_mtime_ns for p in (root / ".cache/pictures").iterdir()} == kept


def test_what_was_made_anew_once_is_not_made_again(root: Path) -> None:
    shutil.rmtree(root / ".cache", ignore_errors=True)
    made = make_rebuilder(root)(root / PLAN)
    (kept,) = (root / ".cache/pictures").iterdir()
    before = kept.stat()

    assert make_rebuilder(root)(root / PLAN) == made

    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("damage", [b"", b"400 200", b"\0" * 60])
def test_a_damaged_cache_is_made_again(root: Path, damage: bytes) -> None:
    rebuilt = make_rebuilder(root)
    whole = rebuilt(root / PLAN)
    check(root)
    for path in (root / ".cache/pictures").iterdir():
        path.write_bytes(damage)

    assert rebuilt(root / PLAN) == whole
    assert load(root).pictures[PUBLISHED].size == (120, 60)


def test_the_check_needs_no_place_to_write(root: Path) -> None:
    """As on a repository that one may only read; a file stands where the cache would be."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    (root / ".cache").write_bytes(b"")

    assert check(root) == []
    assert make_rebuilder(root)(root / PLAN) == rebuild((root / PLAN).read_bytes())
