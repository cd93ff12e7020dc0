// SPDX-License-Identifier: Apache-2.0
#include "net/server.h"

#include "base/words.h"
#include "net/loop.h"
#include "net/probe.h"

#include <algorithm>
#include <sys/resource.h>
#include <thread>

namespace alzette::net {

namespace {

// As many connections as the system lets a process have; beyond that the library would accept none any more.
std::size_t connections_possible(std::size_t wanted)
{
    constexpr rlim_t others = 256;  // files of the store, pipes, ...
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    if (limit.rlim_cur < wanted + others) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted + others);
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    return std::min<std::size_t>(wanted, limit.rlim_cur > 2 * others ? limit.rlim_cur - others : limit.rlim_cur / 2);
}

}  // namespace

std::string const* Request::header(std::string_view name) const
{
    auto const found = std::ranges::find_if(headers, [&](Header const& header) { return base::is_same_without_case(header.name, name); });
    return found == headers.end() ? nullptr : &found->value;
}

std::optional<std::string> Request::joined(std::string_view name) const
{
    std::optional<std::string> all;
    for (auto const& header : headers) {
        if (!base::is_same_without_case(header.name, name)) continue;
        if (all) all->append(", ").append(header.value);
        else all = header.value;
    }
    return all;
}

struct Server::Parts {
    std::uint16_t port = 0;
    std::chrono::seconds wait_max{};
    std::vector<std::shared_ptr<Loop>> loops;
    std::vector<std::thread> threads;
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

base::Result<std::unique_ptr<Server>> Server::start(Options options, Handler const& handler)
{
    auto parts = std::make_unique<Parts>();
    parts->wait_max = options.limits.answer_seconds_max;
    options.limits.connections_max = connections_possible(options.limits.connections_max);
    auto const loops = std::max(1U, options.loops);
    options.limits.connections_max = std::max<std::size_t>(1, options.limits.connections_max / loops);  // each counts its own
    if (loops > 1) TRY_VOID(check_free(options.address, options.port));
    for (unsigned i = 0; i < loops; ++i) {
        auto loop = options.tls == nullptr ? base::Result<std::shared_ptr<Loop>>(make_plain_loop(handler))
                                           : make_tls_loop(*options.tls, options.limits, handler);
        if (!loop) return tl::unexpected(std::move(loop).error());
        parts->port = TRY((*loop)->listen(options));
        options.port = parts->port;  // the others listen where the first was given a place
        parts->loops.push_back(*std::move(loop));
    }
    for (auto const& loop : parts->loops) parts->threads.emplace_back([loop] { loop->run(); });
    return std::make_unique<Server>(std::move(parts));
}

Server::~Server() { stop(); }

std::uint16_t Server::port() const { return parts_->port; }

void Server::stop()
{
    auto const until = std::chrono::steady_clock::now() + parts_->wait_max;  // of all loops together
    for (auto const& loop : parts_->loops) loop->stop(until);
    for (auto& thread : parts_->threads) thread.join();
    parts_->loops.clear();
    parts_->threads.clear();
}

}  // namespace alzette::net
