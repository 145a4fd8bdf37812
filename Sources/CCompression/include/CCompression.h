// What zlib and libzstd offer as macros, or take as variadic or versioned calls, as plain functions for Swift.
#pragma once
#include <zlib.h>
#include <zstd.h>

// Reads gzip alone (RFC 1952). `inflateInit2` is a macro that passes zlib's version and the size of its struct.
static inline int ccompression_open_gzip(z_stream *stream) { return inflateInit2(stream, 16 + MAX_WBITS); }
