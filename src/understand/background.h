// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace alzette::understand {

// One thread for work that would hold up those who answer. Work is done in short steps, one of each piece in turn, so that a long piece does not hold up
// the others. Any thread may hand work over.
class Background {
public:
    using Step = std::function<bool()>;  // false: that was the last; so it is when one throws
    explicit Background(std::size_t pieces_max);
    Background(Background const&) = delete;
    Background& operator=(Background const&) = delete;
    ~Background();  // when all that was taken is done

    // False when so many pieces are under way that this one is not taken.
    bool run(Step step);

private:
    void work();

    std::size_t pieces_max_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Step> pieces_;
    std::size_t under_way_ = 0;
    bool is_closing_ = false;
    std::thread thread_;  // last: it starts when all else is there
};

}  // namespace alzette::understand
