// SPDX-License-Identifier: Apache-2.0
#include "net/server.h"

#include <csignal>
#include <iostream>

// What the server below the broker answers at most: a fixed text, whatever is asked. tools/broker_bench.py measures the broker against it.
int main()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    auto const server = alzette::net::Server::start({}, [](auto const&, alzette::net::Reply const& reply) {
        reply({.headers = {{"Content-Type", "application/json"}}, .body = R"({"status":"up"})"});
    });
    if (!server) return 1;
    std::cerr << "127.0.0.1:" << (*server)->port() << "\n" << std::flush;
    int signal = 0;
    sigwait(&signals, &signal);
    (*server)->stop();
    return 0;
}
