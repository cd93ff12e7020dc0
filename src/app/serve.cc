// SPDX-License-Identifier: Apache-2.0
#include "app/serve.h"

#include "access/accounts.h"
#include "access/doors.h"
#include "api/downloads.h"
#include "api/metrics.h"
#include "api/routes.h"
#include "app/process.h"
#include "app/territory.h"
#include "base/catalogue/app.h"
#include "base/clock.h"
#include "base/limits_broker.h"
#include "base/processors.h"
#include "base/secret.h"
#include "net/server.h"
#include "understand/background.h"
#include "understand/sweep.h"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <iostream>
#include <thread>

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

bool is_loopback(Address const& address) { return address.host.starts_with("127.") || address.host == "::1"; }

// Design principle 6: beyond this machine nothing listens without accounts, nor in the clear.
Result<void> check_address(Address const& address, bool is_open, Settings const& settings)
{
    auto const& certificate = settings.value("certificate");
    if (certificate.empty() != settings.value("key").empty()) return base::fail(Errc::invalid, say::serve_tls_half);
    if (is_loopback(address)) return {};
    if (is_open) return base::fail(Errc::denied, say::serve_open_loopback, {{"address", address.host}});
    if (settings.is_on("behind_proxy") || !certificate.empty()) return {};
    return base::fail(Errc::denied, say::serve_address_bare, {{"address", address.host}});
}

// Without accounts the pages of every site could read and change everything from the browser of who sits at this machine.
Result<api::Origins> read_origins(bool is_open, Settings const& settings)
{
    auto origins = TRY(api::Origins::read(settings.value("allowed_origins")));
    if (is_open && origins.is_every()) return base::fail(Errc::denied, say::serve_open_origins);
    return origins;
}

std::string in_address(std::string const& host) { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }

net::Options options_of(Address const& address, Settings const& settings)
{
    net::Options options{.address = address.host, .port = address.port};
    auto const loops = static_cast<unsigned>(settings.number("loops"));
    options.loops = loops == 0 ? base::processors() : loops;
    auto& limits = options.limits;
    limits.connections_max = settings.number("connections_max");
    limits.header_bytes_max = settings.number("header_bytes_max");
    limits.target_bytes_max = settings.number("target_bytes_max");
    limits.body_bytes_max = settings.number("body_bytes_max");
    limits.request_seconds_max = std::chrono::seconds(settings.number("request_seconds_max"));
    limits.answer_seconds_max = std::chrono::seconds(settings.number("answer_seconds_max"));
    if (!settings.value("certificate").empty()) options.tls = std::make_unique<net::Tls>(net::Tls{settings.value("certificate"), settings.value("key")});
    return options;
}

// Where a browser on this machine finds it: an address that stands for all of them is none to go to.
std::string reachable(std::string const& host) { return host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host; }

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

void tell(base::Message const& message, base::Language language) { std::cerr << message.in(language) << "\n" << std::flush; }

}  // namespace

Result<void> serve(ServeRequest const& request, Settings const& settings)
{
    auto const language = settings.language();
    auto const address = TRY(read_listen(settings.value("listen")));
    TRY_VOID(check_address(address, request.is_open, settings));
    auto const origins = TRY(read_origins(request.is_open, settings));
    auto const context_hosts = TRY(api::Downloads::read_hosts(settings.value("allowed_contexts")));
    std::signal(SIGPIPE, SIG_IGN);  // who reads what is told may go
    auto const signals = block_stop_signals();
    auto const territory = TRY(Territory::open(request.data_folder));
    auto& memory = *territory->memory();
    access::Accounts accounts;
    TRY_VOID(accounts.load(*territory->store()));
    auto const secret = request.is_open || !accounts.empty() ? std::string() : base::random_secret();
    access::FirstLink first_link(secret, base::now() + std::chrono::minutes(base::limits::first_link_minutes));
    access::Tries tries(base::limits::password_tries_max, base::limits::tried_names_max);
    api::Doors doors{accounts, first_link, tries, request.is_open};
    understand::Background background(base::limits::long_queries_max);  // after what its pieces work on: it ends before that
    api::Metrics metrics(api::routes().size());
    api::Downloads downloads(context_hosts, territory->cached(), territory->hosted());
    api::Services const services{memory, territory->contexts(), territory->hosted(), territory->cached(), downloads, background, doors,
                                 metrics, origins, read_process, base::now()};
    auto const server = TRY(net::Server::start(options_of(address, settings), api::handler(services)));
    auto const* const scheme = settings.value("certificate").empty() ? "http" : "https";
    auto const port = std::to_string(server->port());
    tell({say::serving, {{"scheme", scheme}, {"address", in_address(address.host)}, {"port", port}, {"folder", request.data_folder}}}, language);
    if (request.is_open) tell(base::Message(say::serving_open), language);
    if (request.is_open && !accounts.empty()) tell(base::Message(say::serving_open_accounts), language);
    auto const site = std::string(scheme) + "://" + in_address(reachable(address.host)) + ":" + port;
    if (!secret.empty()) tell({say::serving_first, {{"link", site + "/alzette/v1/first?secret=" + secret}}}, language);
    wait_for_stop(signals, memory);
    downloads.stop();
    server->stop();
    territory->store()->flush();
    tell(base::Message(say::serving_stopped), language);
    return {};
}

}  // namespace alzette::app
