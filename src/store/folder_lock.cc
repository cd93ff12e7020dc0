// SPDX-License-Identifier: Apache-2.0
#include "store/folder_lock.h"

#include "base/catalogue/store.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace alzette::store {

namespace {

std::string reason_of(int number) { return std::generic_category().message(number); }

}  // namespace

base::Result<FolderLock> FolderLock::take(std::filesystem::path const& folder)
{
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return base::fail(base::Errc::unavailable, say::folder_not_made, {{"folder", folder.string()}, {"reason", reason_of(errno)}});
    auto const file = folder / "territory.lock";
    auto const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);  // NOLINT(cppcoreguidelines-*): the system's own interface
    if (descriptor < 0) return base::fail(base::Errc::unavailable, say::folder_not_made, {{"folder", folder.string()}, {"reason", reason_of(errno)}});
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return base::fail(base::Errc::conflict, say::folder_in_use, {{"folder", folder.string()}});
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace alzette::store
