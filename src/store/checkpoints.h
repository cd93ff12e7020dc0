// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlite.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace alzette::store {

// Moves pages from SQLite's write-ahead log to the file while commits go on. Left to the library, a commit every now and then would do it: some thousands of
// pages, half a second for everybody who waits. Here a thread of its own copies what there is, a few times over; what came during the last time is left to the
// writer, after which the log begins anew (sqlite.org/wal.html, "Avoiding Excessively Large WAL Files").
//
// The two never move pages at once, and the thread begins only after a commit that wrote: the log is not all copied then, and no commit can begin it anew
// before the thread has ended. Releases of SQLite up to 3.51.2 may lose pages where a checkpoint begins on a log that is copied and about to begin anew
// (sqlite.org/wal.html, "The WAL-Reset Bug").
class Checkpoints {
public:
    // `writer` is the connection that commits; from now on the library moves nothing by itself, and this does when the log holds `pages_max` pages.
    static base::Result<std::unique_ptr<Checkpoints>> of(Database const& writer, std::filesystem::path const& file, int pages_max);
    Checkpoints(Database own, int pages_max);
    Checkpoints(Checkpoints const&) = delete;
    Checkpoints& operator=(Checkpoints const&) = delete;
    ~Checkpoints();

    // After each commit, by the writer's thread. Pages that the disk does not take stay in the log, and are tried again: nothing is lost.
    void after_commit(Database const& writer);

private:
    enum class Stage { idle, copying, copied };
    void run();
    Stage stage();
    void copy(int pages);

    Database own_;             // the thread's connection
    int const pages_max_;
    // The writer's thread alone:
    int pages_ = 0;           // in the log, of a commit that wrote and was not looked at yet
    int pages_at_start_ = 0;  // of the copying that goes on or was done last
    int passes_ = 0;          // of this log
    std::mutex mutex_;
    std::condition_variable asked_;
    Stage stage_ = Stage::idle;
    bool is_closing_ = false;
    std::thread thread_;  // last: it starts when all else is there
};

}  // namespace alzette::store
