// SPDX-License-Identifier: Apache-2.0
#include "app/process.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <unistd.h>

namespace alzette::app {

namespace {

double seconds(timeval const& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

std::uint64_t resident_pages()
{
    std::ifstream file("/proc/self/statm");  // proc(5): size, then resident, in pages
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    file >> size >> resident;
    return resident;
}

std::uint64_t open_files()
{
    std::error_code unknown;
    std::filesystem::directory_iterator const each("/proc/self/fd", unknown);
    return unknown ? 0 : static_cast<std::uint64_t>(std::distance(begin(each), end(each)));
}

}  // namespace

api::Process read_process()
{
    api::Process process;
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0) process.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    process.resident_bytes = resident_pages() * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    process.open_files = open_files();
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) process.open_files_max = limit.rlim_cur;
    return process;
}

}  // namespace alzette::app
