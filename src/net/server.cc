// SPDX-License-Identifier: Apache-2.0
#include "net/server.h"

#include "net/loop.h"

#include <algorithm>
#include <thread>

namespace alzette::net {

std::string const* Request::header(std::string_view name) const
{
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    auto const same = [&](Header const& header) {
        return std::ranges::equal(header.name, name, [&](char left, char right) { return lower(left) == lower(right); });
    };
    auto const found = std::ranges::find_if(headers, same);
    return found == headers.end() ? nullptr : &found->value;
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
    for (unsigned i = 0; i < std::max(1U, options.loops); ++i) {
        auto loop = options.tls == nullptr ? base::Result<std::shared_ptr<Loop>>(make_plain_loop(handler)) : make_tls_loop(*options.tls, handler);
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
    for (auto const& loop : parts_->loops) loop->stop(parts_->wait_max);
    for (auto& thread : parts_->threads) thread.join();
    parts_->loops.clear();
    parts_->threads.clear();
}

}  // namespace alzette::net
