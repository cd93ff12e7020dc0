// SPDX-License-Identifier: Apache-2.0
#include "app/files.h"

#include "base/catalogue/app.h"
#include "base/limits.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <system_error>
#include <unistd.h>

namespace alzette::app {

using base::Errc;
using base::fail;
using base::Result;

namespace {

std::string reason_of(std::error_code code) { return code.message(); }

Result<std::string> read_stream(std::istream& stream, std::size_t bytes_max, std::string const& name)
{
    std::string content;
    constexpr std::size_t chunk = 1 << 16;
    while (stream && content.size() <= bytes_max) {
        auto const before = content.size();
        content.resize(before + chunk);
        stream.read(content.data() + before, static_cast<std::streamsize>(chunk));
        content.resize(before + static_cast<std::size_t>(stream.gcount()));
    }
    if (content.size() > bytes_max) return fail(Errc::exhausted, say::file_too_large, {{"file", name}, {"bytes_max", bytes_max}});
    if (stream.bad()) return fail(Errc::unavailable, say::file_not_readable, {{"file", name}, {"reason", reason_of({errno, std::generic_category()})}});
    return content;
}

Result<void> write_standard_output(std::string_view content)
{
    std::cout << content << std::flush;
    if (std::cout) return {};
    return fail(Errc::unavailable, say::file_not_writable, {{"file", "-"}, {"reason", reason_of({errno, std::generic_category()})}});
}

}  // namespace

Result<std::string> read_file(std::filesystem::path const& path, std::size_t bytes_max)
{
    if (path == "-") return read_stream(std::cin, bytes_max, "-");
    std::error_code code;
    auto const status = std::filesystem::status(path, code);
    if (!std::filesystem::exists(status)) return fail(Errc::not_found, say::file_not_found, {{"file", path.string()}});
    if (std::filesystem::is_directory(status)) return fail(Errc::invalid, say::file_is_folder, {{"file", path.string()}});
    if (std::filesystem::is_regular_file(status) && std::filesystem::file_size(path, code) > bytes_max)
        return fail(Errc::exhausted, say::file_too_large, {{"file", path.string()}, {"bytes_max", bytes_max}});
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return fail(Errc::unavailable, say::file_not_readable, {{"file", path.string()}, {"reason", reason_of({errno, std::generic_category()})}});
    return read_stream(stream, bytes_max, path.string());
}

Result<void> write_file(std::filesystem::path const& path, std::string_view content)
{
    if (path == "-") return write_standard_output(content);
    auto part = path;
    part += ".part" + std::to_string(getpid());
    errno = 0;
    std::ofstream stream(part, std::ios::binary | std::ios::trunc);
    stream << content;
    stream.close();
    std::error_code code;
    if (stream) std::filesystem::rename(part, path, code);
    else code = {errno != 0 ? errno : EIO, std::generic_category()};
    if (!code) return {};
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return fail(Errc::unavailable, say::file_not_writable, {{"file", path.string()}, {"reason", reason_of(code)}});
}

formula::ReadFile files_beside(std::filesystem::path const& case_file)
{
    return [folder = case_file.parent_path()](std::string const& name) -> Result<std::string> {
        auto const path = std::filesystem::path(name);
        if (path.filename() != path) return fail(Errc::denied, say::data_file_elsewhere, {{"file", name}});
        return read_file(folder / path, base::limits::data_file_bytes_max);
    };
}

}  // namespace alzette::app
