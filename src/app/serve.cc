// SPDX-License-Identifier: Apache-2.0
#include "app/serve.h"

#include "api/routes.h"
#include "base/catalogue/app.h"
#include "base/catalogue/ngsi.h"
#include "net/server.h"
#include "store/store.h"
#include "base/limits_broker.h"
#include "understand/background.h"
#include "understand/contexts.h"
#include "understand/hosted.h"
#include "understand/memory.h"
#include "understand/sweep.h"

#include <charconv>
#include <csignal>
#include <iostream>

namespace alzette::app {

namespace {

using base::Errc;
using base::Result;

struct Address {
    std::string host;
    std::uint16_t port;
};

Result<Address> read_listen(std::string const& text)
{
    auto const wrong = base::fail(Errc::invalid, say::listen_wrong, {{"found", text}});
    auto const colon = text.rfind(':');
    if (colon == std::string::npos) return wrong;
    Address address{text.substr(0, colon), 0};
    if (address.host.starts_with('[') && address.host.ends_with(']')) address.host = address.host.substr(1, address.host.size() - 2);
    auto const [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), address.port);
    if (address.host.empty() || error != std::errc() || end != text.data() + text.size()) return wrong;
    return address;
}

// Design principle 6: nothing listens beyond this machine without accounts.
Result<void> check_open(ServeRequest const& request, Address const& address)
{
    if (!request.is_open) return base::fail(Errc::unsupported, say::serve_open_needed);
    if (!address.host.starts_with("127.") && address.host != "::1")
        return base::fail(Errc::denied, say::serve_open_loopback, {{"address", address.host}});
    return {};
}

// Threads inherit the mask: from here on the two signals wait for wait_for_stop().
sigset_t block_stop_signals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

// Until one of the signals comes; meanwhile what has expired is taken away.
void wait_for_stop(sigset_t const& signals, understand::Memory& memory)
{
    timespec const a_second{1, 0};
    while (sigtimedwait(&signals, nullptr, &a_second) < 0) understand::sweep(memory, base::limits::expired_at_once_max);
}

base::Instant now() { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); }

void tell(base::Message const& message, base::Language language) { std::cerr << message.in(language) << "\n" << std::flush; }

}  // namespace

Result<void> serve(ServeRequest const& request, base::Language language)
{
    auto const address = TRY(read_listen(request.listen));
    TRY_VOID(check_open(request, address));
    auto const signals = block_stop_signals();
    auto const store = TRY(store::open_embedded(request.data_folder));
    auto const memory = TRY(understand::Memory::open(*store, now));
    understand::HostedContexts hosted;
    TRY_VOID(hosted.load(*store));
    understand::Contexts contexts([&hosted](std::string_view uri) -> Result<std::shared_ptr<json::Value const>> {
        if (auto const found = hosted.find_by_uri(uri)) return found->document;
        return base::fail(Errc::unavailable, say::context_unavailable, {{"uri", uri}});
    });
    understand::Background background(base::limits::long_queries_max);
    api::Services const services{*memory, contexts, hosted, background, now()};
    auto const server = TRY(net::Server::start({.address = address.host, .port = address.port}, api::handler(services)));
    tell({say::serving, {{"address", address.host}, {"port", std::to_string(server->port())}, {"folder", request.data_folder}}}, language);
    tell(base::Message(say::serving_open), language);
    wait_for_stop(signals, *memory);
    server->stop();
    store->flush();
    tell(base::Message(say::serving_stopped), language);
    return {};
}

}  // namespace alzette::app
