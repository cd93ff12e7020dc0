// SPDX-License-Identifier: Apache-2.0
#include "store/compress.h"

#include "base/catalogue/store.h"
#include "base/check.h"

#include <memory>
#include <zstd.h>

namespace alzette::store {

namespace {

struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

std::string_view compressed_into(std::string& buffer, std::string_view bytes)
{
    thread_local std::unique_ptr<ZSTD_CCtx, Free> const context(ZSTD_createCCtx());  // its tables cost more than the compression of a small group
    auto const bound = ZSTD_compressBound(bytes.size());
    if (buffer.size() < bound) buffer.resize(bound);
    auto const size = ZSTD_compressCCtx(context.get(), buffer.data(), buffer.size(), bytes.data(), bytes.size(), 1);
    CHECK_THAT(ZSTD_isError(size) == 0);
    return std::string_view(buffer).substr(0, size);
}

std::string compressed(std::string_view bytes)
{
    std::string out;
    out.resize(compressed_into(out, bytes).size());
    return out;
}

base::Result<std::string> decompressed(std::string_view bytes, std::size_t bytes_max)
{
    auto const damaged = base::fail(base::Errc::unavailable, say::recent_damaged);
    auto const size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > bytes_max) return damaged;
    std::string out(size, '\0');
    auto const done = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(done) != 0 || done != size) return damaged;
    return out;
}

std::optional<std::size_t> frame_size(std::string_view bytes)
{
    auto const size = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
    return ZSTD_isError(size) != 0 ? std::nullopt : std::optional(size);
}

}  // namespace alzette::store
