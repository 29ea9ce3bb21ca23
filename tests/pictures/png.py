"""PNG files made small: at most 256 colours, each pixel one byte."""

import struct
import zlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Three channels of eight bits, not interlaced: what browsers write of a page that is not transparent.
_HEADER = struct.Struct(">IIBBBBB")
_KIND = (8, 2, 0, 0, 0)
_MOST_COLOURS = 256

Pixels = npt.NDArray[np.uint8]
"""Rows of pixels of three channels."""


def with_palette(png: bytes) -> bytes:
    """Return a picture with a palette, a third as large as before.

    Where it has more colours than a palette takes, those that are much alike become the most frequent of
    them: shades at the edges of letters, while areas of one colour keep it. Raises `ValueError` for a picture
    that is not of the kind browsers write.
    """
    return _encode(*_reduced(_decode(png)))


def _reduced(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Return a palette, and for each pixel its place there."""
    colours, inverse, counts = np.unique(
        pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    order = np.argsort(-counts, kind="stable")
    for dropped_bits in range(8):
        # `np.unique` finds the first of equals, which is here the most frequent.
        _, first, group = np.unique(
            colours[order] >> dropped_bits, axis=0, return_index=True, return_inverse=True
        )
        if len(first) <= _MOST_COLOURS:
            break
    group_of = np.empty(len(order), dtype=np.uint8)
    group_of[order] = group.reshape(-1)
    return colours[order[first]], group_of[inverse.reshape(-1)].reshape(pixels.shape[:2])


def _encode(palette: Pixels, places: Pixels) -> bytes:
    height, width = places.shape
    # Unfiltered, equal letters are equal bytes, of which deflate finds the copies.
    rows = np.insert(places, 0, 0, axis=1).tobytes()
    chunks = (
        (b"IHDR", _HEADER.pack(width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _decode(png: bytes) -> Pixels:
    chunks = list(_chunks(png))
    header = next((data for name, data in chunks if name == b"IHDR"), bytes(_HEADER.size))
    width, height, *kind = _HEADER.unpack(header)
    if tuple(kind) != _KIND:
        raise ValueError("not a PNG of three channels of eight bits")
    data = zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT"))
    rows = np.frombuffer(data, np.uint8).reshape(height, 1 + 3 * width)
    above = np.zeros((width, 3), np.uint8)
    pixels = np.empty((height, width, 3), np.uint8)
    for number, row in enumerate(rows):
        above = pixels[number] = _unfiltered(int(row[0]), row[1:].reshape(width, 3), above)
    return pixels


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_SIGNATURE)
    while position + 8 <= len(png):
        (length,) = struct.unpack_from(">I", png, position)
        yield png[position + 4 : position + 8], png[position + 8 : position + 8 + length]
        position += length + 12


def _unfiltered(filter_type: int, row: Pixels, above: Pixels) -> Pixels:
    """Return a row of pixels, undoing what the encoder did to it (PNG, third edition, section 9.2)."""
    if filter_type == 0:
        return row
    if filter_type == 1:
        return np.cumsum(row, axis=0, dtype=np.uint8)
    if filter_type == 2:
        return row + above
    predict = _average if filter_type == 3 else _paeth
    values, upper = row.reshape(-1).tolist(), [0, 0, 0, *above.reshape(-1).tolist()]
    done = [0, 0, 0]
    for place, value in enumerate(values):
        done.append(value + predict(done[place], upper[place + 3], upper[place]) & 255)
    return np.array(done[3:], np.uint8).reshape(-1, 3)


def _average(left: int, above: int, _: int) -> int:
    return (left + above) // 2


def _paeth(left: int, above: int, corner: int) -> int:
    """Return the neighbour that is nearest to their plane; of equals the left one, then the one above."""
    plane = left + above - corner
    return min((left, above, corner), key=lambda neighbour: abs(plane - neighbour))
