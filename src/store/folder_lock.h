// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>

namespace alzette::store {

// Keeps a folder for one process. The kernel lets go of it however the process ends, so that nothing is left to mend after a kill.
class FolderLock {
public:
    // Makes the folder, for its owner alone, when it is not there. Fails: conflict when another process holds it, unavailable when it cannot be made or
    // written.
    static base::Result<FolderLock> take(std::filesystem::path const& folder);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace alzette::store
