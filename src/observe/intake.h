// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observe/defects.h"
#include "understand/memory.h"

#include <deque>
#include <future>
#include <string>
#include <unordered_map>
#include <vector>

namespace alzette::observe {

struct Counts {
    std::size_t created = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    friend bool operator==(Counts const&, Counts const&) = default;
};

// Takes entities into a territory's memory: what is new is created, what differs takes the place of what was, what is the same is left alone, with its times
// and without a line in the journal. Attributes that the file does not speak of stay. Entities go in batches, each one change; a batch that is refused is
// tried entity by entity. One thread.
class Intake {
public:
    struct Options {
        std::string tenant;
        std::string source;  // the file's name, for the journal
    };
    // Without a memory, or with Mode::trial, it is only said what would come of it.
    enum class Mode { trial, take };
    Intake(understand::Memory* memory, Options options, Mode mode, Defects& defects);

    // The same id twice in one file is a defect: the first is kept.
    base::Result<void> add(ngsi::Entity entity, base::Place place);
    // When everything is on disk.
    base::Result<void> finish();
    Counts const& counts() const { return counts_; }

private:
    struct Item {
        ngsi::Entity entity;
        base::Place place;
    };
    base::Result<void> send();
    base::Result<void> take(std::vector<Item> const& items);
    base::Result<void> wait(std::size_t most_left);
    understand::Decision decide(std::vector<Item> const& items, understand::State const& state, base::Instant now, Counts& counts) const;

    understand::Memory* memory_;
    Options options_;
    Mode mode_;
    Defects& defects_;
    Counts counts_;
    std::vector<Item> batch_;
    std::unordered_map<std::string, std::uint32_t> lines_;  // by id
    std::deque<std::future<base::Result<void>>> under_way_;
};

}  // namespace alzette::observe
