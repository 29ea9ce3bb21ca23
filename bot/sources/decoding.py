"""Bodies unpacked a little at a time, so that a bomb is noticed before it has gone off."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import brotli

CODINGS = frozenset({"gzip", "deflate", "br"})

# How much comes out of a decoder at once, in bytes.
_PIECE = 65_536
_GZIP_MAGIC = b"\x1f\x8b"
# gzip inside gzip is a mistake that servers make; more layers are a trap.
_MAX_LAYERS = 2


class UndecodableError(Exception):
    """A body that is not what its Content-Encoding says, or in a coding that nobody asked for."""


class OversizeError(Exception):
    """A body that is larger than may be, in itself or in one of its layers."""


class Unpacker:
    """Collects one body, decoded. `codings` are those of Content-Encoding, in its order; `limit` in bytes.

    The limit holds for what every layer gives out: a bomb whose inner layer comes to nothing is one, too.
    """

    def __init__(self, codings: Sequence[str], limit: int) -> None:
        if len(codings) > _MAX_LAYERS:
            raise UndecodableError("too many layers")
        self._layers = [_Layer(coding, limit) for coding in reversed(codings)]
        self._limit = limit
        self._body = bytearray()

    def feed(self, data: bytes) -> Iterator[int]:
        """Add what came, piece by piece: yields the size of the body so far, and must be run to its end.

        Raises `OversizeError` and `UndecodableError`.
        """
        pieces: Iterable[bytes] = (data,)
        for layer in self._layers:
            pieces = layer.through(pieces)
        for piece in pieces:
            if len(self._body) + len(piece) > self._limit:
                raise OversizeError
            self._body += piece
            yield len(self._body)

    def finish(self) -> bytes:
        """Return the whole body; raises `UndecodableError` where it broke off."""
        for layer in self._layers:
            layer.finish()
        return bytes(self._body)


class _Decoder(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what comes out, some 100 KB at once at most; raises `UndecodableError`."""

    def whole(self) -> bool:
        """Tell whether the end of what was encoded was seen."""


class _Layer:
    def __init__(self, coding: str, limit: int) -> None:
        if coding not in CODINGS:
            raise UndecodableError(coding)
        self._decoder: _Decoder = _Brotli() if coding == "br" else _Zlib(coding)
        self._left = limit
        self._empty = True

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for data in pieces:
            self._empty = self._empty and not data
            for piece in self._decoder.feed(data):
                self._left -= len(piece)
                if self._left < 0:
                    raise OversizeError
                yield piece

    def finish(self) -> None:
        # Nothing at all is a whole body in any coding: so servers send an empty page.
        if not self._empty and not self._decoder.whole():
            raise UndecodableError("broke off")


class _Zlib:
    """gzip, also of several members, and deflate, with the header of zlib or without: servers send both."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._head = b""
        self._inflate: zlib._Decompress | None = None
        self._members = 0
        self._padding = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        data, self._head = self._head + data, b""
        while not self._padding:
            if self._inflate is None:
                if len(data) < 2:  # the two bytes that tell what begins here
                    self._head = data
                    return
                self._begin(data)
                continue
            try:
                piece = self._inflate.decompress(data, _PIECE)
            except zlib.error as error:
                raise UndecodableError(str(error)) from error
            if piece:
                yield piece
            data = self._inflate.unconsumed_tail
            if self._inflate.eof:
                data, self._inflate = self._inflate.unused_data, None
            elif not data and len(piece) < _PIECE:
                return

    def _begin(self, data: bytes) -> None:
        if self._members and not (self._gzip and data.startswith(_GZIP_MAGIC)):
            self._padding = True
            return
        self._members += 1
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._gzip else _deflate_bits(data))

    def whole(self) -> bool:
        return self._members > 0 and self._inflate is None


class _Brotli:
    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        while not self._decoder.is_finished():
            try:
                piece = self._decoder.process(data, output_buffer_limit=_PIECE)
            except brotli.error as error:
                raise UndecodableError(str(error)) from error
            data = b""
            if piece:
                yield piece
            # A short piece is all there is so far; a full one may be followed by more without more input.
            if len(piece) < _PIECE and self._decoder.can_accept_more_data():
                return

    def whole(self) -> bool:
        return bool(self._decoder.is_finished())


def _deflate_bits(data: bytes) -> int:
    # RFC 1950: method 8 in the low half of the first byte, and both together a multiple of 31.
    zlib_header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS
