// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>

namespace alzette::understand {

// A shared mutex where no reader passes a writer who waits. The library's lets readers pass, so that on a busy machine changes may wait for ever. Used as
// std::shared_mutex is, with std::lock_guard and std::shared_lock; a thread may not take it twice.
class FairSharedMutex {
public:
    FairSharedMutex()
    {
        pthread_rwlockattr_t attributes;
        pthread_rwlockattr_init(&attributes);
        pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
        pthread_rwlock_init(&lock_, &attributes);
        pthread_rwlockattr_destroy(&attributes);
    }
    FairSharedMutex(FairSharedMutex const&) = delete;
    FairSharedMutex& operator=(FairSharedMutex const&) = delete;
    ~FairSharedMutex() { pthread_rwlock_destroy(&lock_); }

    void lock() { pthread_rwlock_wrlock(&lock_); }
    void unlock() { pthread_rwlock_unlock(&lock_); }
    void lock_shared() { pthread_rwlock_rdlock(&lock_); }
    void unlock_shared() { pthread_rwlock_unlock(&lock_); }

private:
    pthread_rwlock_t lock_;
};

}  // namespace alzette::understand
