// SPDX-License-Identifier: Apache-2.0
#include "net/probe.h"

#include "base/catalogue/net.h"

#include <cerrno>
#include <netdb.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace alzette::net {

namespace {

int bind_alone(addrinfo const& where)
{
    auto const socket = ::socket(where.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return errno;
    int const yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);  // what is left of closed connections does not count
    auto const failed = ::bind(socket, where.ai_addr, where.ai_addrlen) != 0 ? errno : 0;
    ::close(socket);
    return failed;
}

}  // namespace

base::Result<void> check_free(std::string const& address, std::uint16_t port)
{
    if (port == 0) return {};
    addrinfo numeric{};
    numeric.ai_flags = AI_NUMERICHOST;
    numeric.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &numeric, &found) != 0) return {};  // no address: said when it is listened to
    auto const failed = bind_alone(*found);
    freeaddrinfo(found);
    if (failed == 0) return {};
    auto const reason = std::generic_category().message(failed);
    return base::fail(base::Errc::unavailable, say::address_refused, {{"address", address}, {"port", port}, {"reason", reason}});
}

}  // namespace alzette::net
