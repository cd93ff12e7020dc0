// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"
#include "understand/cached.h"
#include "understand/contexts.h"
#include "understand/hosted.h"
#include "understand/memory.h"

#include <filesystem>
#include <memory>

namespace alzette::app {

// A territory's folder, opened for a command: the store, the memory over it, and the contexts it hosts. One owner.
class Territory {
public:
    static base::Result<std::unique_ptr<Territory>> open(std::filesystem::path const& folder);
    // One that is nowhere: what would come of an import into a folder that is not there yet.
    static std::unique_ptr<Territory> nowhere() { return std::make_unique<Territory>(); }
    Territory();
    Territory(Territory const&) = delete;
    Territory& operator=(Territory const&) = delete;

    store::Store* store() { return store_.get(); }
    understand::Memory* memory() { return memory_.get(); }  // nullptr nowhere
    understand::HostedContexts& hosted() { return hosted_; }
    understand::CachedContexts& cached() { return cached_; }
    understand::Contexts& contexts() { return contexts_; }

private:
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<understand::Memory> memory_;
    understand::HostedContexts hosted_;
    understand::CachedContexts cached_;
    understand::Contexts contexts_;
};

}  // namespace alzette::app
