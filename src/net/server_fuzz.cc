// SPDX-License-Identifier: Apache-2.0
// Whatever a client sends over a socket, the server goes on answering others.
#include "base/check.h"
#include "net/server.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

using namespace alzette;

namespace {

net::Server& server()
{
    static auto const started = net::Server::start({.limits = {.header_bytes_max = 512, .target_bytes_max = 128, .body_bytes_max = 512}},
                                                   [](std::shared_ptr<net::Request const> const& request, net::Reply const& reply) {
                                                       CHECK_THAT(request->body.size() <= 512 && request->path.size() + request->query.size() <= 128);
                                                       reply({200, {{"X-Method", "seen"}}, request->path + request->body});
                                                   });
    return **started;
}

class Client {
public:
    Client() : socket_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(server().port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval const patience{5, 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        CHECK_THAT(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    }
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;
    ~Client()
    {
        linger const at_once{1, 0};  // leaves no connection behind in the system
        setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        ::close(socket_);
    }

    void say(void const* bytes, std::size_t size) const
    {
        static_cast<void>(::send(socket_, bytes, size, MSG_NOSIGNAL));  // the server may have closed already
        ::shutdown(socket_, SHUT_WR);
    }
    std::string hear() const
    {
        std::string heard;
        std::array<char, 4'096> buffer{};
        for (ssize_t size = 0; (size = ::recv(socket_, buffer.data(), buffer.size(), 0)) > 0;) heard.append(buffer.data(), static_cast<std::size_t>(size));
        return heard;
    }

private:
    int socket_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    {
        Client const any;
        any.say(data, size);
        auto const heard = any.hear();
        CHECK_THAT(heard.empty() || heard.starts_with("HTTP/1.1 "));
    }
    static unsigned count = 0;
    if (++count % 64 != 0) return 0;
    constexpr std::string_view good = "GET /well HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    Client const other;
    other.say(good.data(), good.size());
    CHECK_THAT(other.hear().starts_with("HTTP/1.1 200 "));
    return 0;
}
