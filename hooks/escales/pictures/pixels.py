# SPDX-License-Identifier: EUPL-1.2
"""Make a picture anew from its pixels: its date, place, comments and profile are not published.

Nothing of the file is copied: its pixels are decoded, turned upright, put into sRGB, and given to
an image that knows nothing else.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from PIL import Image, ImageCms, ImageFile, ImageOps

from escales.pictures.structure import is_deep, takes_long
from escales.words.spelling import french_number

WIDTH = 1400  # a text is 688 to 826 pixels wide at a desk: nearly twice that on dense screens
MOST_SIDE, MOST_PIXELS = 10_000, 25_000_000  # 100 megabytes once decoded, with transparency
QUALITY = 80  # of WebP: a photo is a sixth lighter than at 85, for one decibel
QUALITY_FOR_OFFICE = 90  # of JPEG: a document is printed
# Pixels: beyond, WebP in all its care takes up to 10 seconds, and PNG 40 at any size.
MOST_CARE = 2_000_000
PNG_LEVEL = 4
FORMATS = ("JPEG", "PNG", "WEBP")  # no other decoder ever sees a byte
SRGB = ImageCms.createProfile("sRGB")
PROFILED = {"L", "RGB", "CMYK"}  # what a profile may be about, beside RGBA
PLACE, ORIENTATION = 0x8825, 0x0112  # of EXIF; XMP writes its names in full
LYING = range(5, 9)  # the orientations of a picture turned by a quarter


class Size(NamedTuple):
    """In pixels."""

    width: int
    height: int


class DecodedPicture(NamedTuple):
    """What a picture is once decoded: its published size, and whether its file says where it is."""

    size: Size
    has_location: bool


class RefusedPicture(Exception):  # noqa: N818  # reads as what it says, and is caught by name
    """A picture that cannot be published; its code and values say why, as a problem's do."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: dict[str, Any] = values
        super().__init__(code)


def decode_picture(raw: bytes) -> DecodedPicture:
    """Decode a picture to its end; raise RefusedPicture when it cannot be published."""
    with _opened(raw) as (image, size):
        image.load()
        return DecodedPicture(size, bool(image.getexif().get_ifd(PLACE)) or b"GPSLatitude" in raw)


def rebuild(raw: bytes) -> bytes:
    """Return the picture as WebP, no wider than WIDTH; the same bytes give the same bytes."""
    with _opened(raw) as (image, size):
        flat, rebuilt = image.format == "PNG", _rebuilt(image, size)
    in_haste = rebuilt.width * rebuilt.height > MOST_CARE
    care = {"method": 0} if in_haste else {}
    lossy = _encoded(rebuilt, "WEBP", quality=QUALITY, **care)
    if not flat:
        return lossy
    # Plans and screenshots: without loss they stay sharp, and are often the lighter for it.
    care |= {"quality": 0} if in_haste else {}  # how long it looks for the smallest file
    return min(_encoded(rebuilt, "WEBP", lossless=True, **care), lossy, key=len)


def rebuild_for_office(raw: bytes) -> bytes:
    """Return the picture as every office suite reads it: a PNG stays one, any other is a JPEG."""
    with _opened(raw) as (image, size):
        flat, rebuilt = image.format == "PNG", _rebuilt(image, size)
    if flat:
        return _encoded(rebuilt, "PNG", compress_level=PNG_LEVEL)
    if rebuilt.mode == "RGBA":
        paper = Image.new("RGB", rebuilt.size, "white")
        paper.paste(rebuilt, mask=rebuilt.getchannel("A"))
        rebuilt = paper
    return _encoded(rebuilt, "JPEG", quality=QUALITY_FOR_OFFICE)


def rebuild_in_kind(raw: bytes) -> bytes:
    """Return the picture in the format that it has."""
    with _opened(raw) as (image, _):
        is_webp = image.format == "WEBP"
    return rebuild(raw) if is_webp else rebuild_for_office(raw)


@contextmanager
def _opened(raw: bytes) -> Iterator[tuple[Image.Image, Size]]:
    """Open a picture that its header lets in; yield it with the size at which it is published."""
    if takes_long(raw):
        raise RefusedPicture("image-costly")
    try:
        with warnings.catch_warnings(), _strict():
            warnings.simplefilter("ignore")  # a decoder warns of much that does no harm
            with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
                _refuse(image, raw)
                turned = image.getexif().get(ORIENTATION) in LYING
                size = _published_size(*(reversed(image.size) if turned else image.size))
                image.draft(None, (WIDTH, WIDTH))  # a big JPEG is decoded near the size wanted
                yield image, size
    except RefusedPicture:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception:  # noqa: BLE001  # decoders stumble in many ways, which all mean the same
        raise RefusedPicture("image-broken") from None


@contextmanager
def _strict() -> Iterator[None]:
    """Refuse what is cut short, though WeasyPrint sets Pillow to accept it, for good."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _refuse(image: Image.Image, raw: bytes) -> None:
    """Refuse by its header a picture that would take too much memory, or that moves."""
    if max(image.size) > MOST_SIDE or image.width * image.height > MOST_PIXELS:
        raise _too_large()
    if is_deep(raw):
        raise RefusedPicture("image-costly")
    if image.format in {"PNG", "WEBP"} and getattr(image, "is_animated", False):
        raise RefusedPicture("image-animated")  # a JPEG of several frames holds other sizes of one


def _too_large() -> RefusedPicture:
    side, pixels = french_number(MOST_SIDE), MOST_PIXELS // 1_000_000
    return RefusedPicture("image-too-large", side=side, pixels=pixels)


def _published_size(width: int, height: int) -> Size:
    if width <= WIDTH:
        return Size(width, height)
    return Size(WIDTH, max(1, round(height * WIDTH / width)))


def _rebuilt(image: Image.Image, size: Size) -> Image.Image:
    """Return an upright picture in sRGB that holds pixels and nothing else."""
    rebuilt = _in_srgb(ImageOps.exif_transpose(image))
    if rebuilt.size != size:
        rebuilt = rebuilt.resize(size, Image.Resampling.LANCZOS)
    if rebuilt.mode == "RGBA":
        rebuilt = _without_hidden(rebuilt)
    return Image.frombytes(rebuilt.mode, rebuilt.size, rebuilt.tobytes())


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture as RGB or RGBA, in the colours that its profile means."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda grey: grey / 256).convert("L")
    if mode == "RGBA" or image.mode not in PROFILED:
        image = image.convert(mode)
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, meant, SRGB, outputMode=mode) or image
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that is broken, or of other pixels, is left aside
    return image.convert(mode)


def _without_hidden(image: Image.Image) -> Image.Image:
    """Blacken what is wholly transparent: an eraser hides colours, it does not remove them."""
    seen = image.getchannel("A").point(lambda alpha: 255 if alpha else 0)
    clean = Image.new("RGBA", image.size)
    clean.paste(image, mask=seen)
    return clean


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
