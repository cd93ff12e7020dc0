// SPDX-License-Identifier: Apache-2.0
#include "net/server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <future>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <tuple>
#include <unistd.h>

using namespace alzette;

namespace {

std::unique_ptr<net::Server> started(net::Handler const& handler, net::Limits limits = {})
{
    auto server = net::Server::start({.limits = limits}, handler);
    REQUIRE(server.has_value());
    return *std::move(server);
}

// A socket that says what it is told and hears what comes.
class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval const patience{20, 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    }
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;
    ~Client() { ::close(socket_); }

    void reset() const
    {
        linger const at_once{1, 0};
        setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    void say(std::string_view text) const { REQUIRE(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size())); }
    // Until `end` has been heard, or the other side has closed.
    std::string hear(std::string_view end)
    {
        std::array<char, 65'536> buffer{};
        while (heard_.find(end) == std::string::npos) {
            auto const size = ::recv(socket_, buffer.data(), buffer.size(), 0);
            if (size <= 0) break;
            heard_.append(buffer.data(), static_cast<std::size_t>(size));
        }
        auto const at = heard_.find(end);
        auto const size = at == std::string::npos ? heard_.size() : at + end.size();
        auto text = heard_.substr(0, size);
        heard_.erase(0, size);
        return text;
    }

private:
    int socket_;
    std::string heard_;
};

std::string get(std::string_view path, std::string_view headers = {})
{
    return std::string("GET ").append(path).append(" HTTP/1.1\r\nHost: x\r\n").append(headers).append("\r\n");
}

// Gives back what it was asked for.
void echo(std::shared_ptr<net::Request const> const& request, net::Reply const& reply)
{
    if (request->path == "/none") return reply({204, {{"X-Kept", "yes"}}, {}});
    reply({200, {{"Content-Type", "text/plain"}}, request->method + " " + request->path + "?" + request->query + " " + request->body + "."});
}

bool holds(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("one connection serves many requests, also when they come at once, and answers in their order")
{
    auto const server = started(echo);
    Client client(server->port());
    client.say(get("/one") + get("/two?x=1") + "POST /three HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
    CHECK(client.hear("GET /one? .").ends_with("\r\n\r\nGET /one? ."));
    CHECK(holds(client.hear("GET /two?x=1 ."), "HTTP/1.1 200 OK"));
    CHECK(holds(client.hear("POST /three? body."), "HTTP/1.1 200 OK"));
    client.say(get("/four"));
    CHECK(holds(client.hear("/four? ."), "Date: "));
}

TEST_CASE("an answer without content says no length and keeps its headers, and HEAD gets no body")
{
    auto const server = started(echo);
    Client client(server->port());
    client.say(get("/none"));
    auto const none = client.hear("\r\n\r\n");
    CHECK(none.starts_with("HTTP/1.1 204 No Content\r\n"));
    CHECK(holds(none, "X-Kept: yes"));
    CHECK_FALSE(holds(none, "Content-Length"));
    client.say("HEAD /head HTTP/1.1\r\nHost: x\r\n\r\n" + get("/after"));
    CHECK(holds(client.hear("\r\n\r\n"), "Content-Type: text/plain"));
    CHECK(client.hear("/after? .").starts_with("HTTP/1.1 200 OK"));
}

TEST_CASE("a host is named once at most, or in the target, which then is the one that counts")
{
    auto const server = started([](std::shared_ptr<net::Request const> const& request, net::Reply const& reply) {
        auto const* const host = request->header("Host");
        reply({200, {}, request->path + " of " + (host == nullptr ? "nobody" : *host) + "."});
    });
    Client client(server->port());
    client.say("GET http://a.example:80/x?y HTTP/1.1\r\nHost: b\r\n\r\n");
    CHECK(client.hear("/x of a.example:80.").starts_with("HTTP/1.1 200 OK"));
    client.say("GET http://a.example HTTP/1.1\r\nHost: b\r\n\r\n");
    CHECK(client.hear("/ of a.example.").starts_with("HTTP/1.1 200 OK"));
    client.say("GET /x HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n");
    CHECK(client.hear("\r\n\r\n").starts_with("HTTP/1.1 400 Bad Request"));
    Client old(server->port());
    old.say("GET /x HTTP/1.0\r\n\r\n");
    CHECK(old.hear("/x of nobody.").starts_with("HTTP/1.1 200 OK"));
}

TEST_CASE("headers of one name are one list")
{
    auto const server = started([](std::shared_ptr<net::Request const> const& request, net::Reply const& reply) {
        reply({200, {}, request->joined("link").value_or("none") + "!"});
    });
    Client client(server->port());
    client.say(get("/", "Link: <a>\r\nLINK: <b>\r\n") + get("/"));
    CHECK(holds(client.hear("!"), "\r\n\r\n<a>, <b>!"));
    CHECK(holds(client.hear("!"), "\r\n\r\nnone!"));
}

TEST_CASE("beyond a limit the answer says which")
{
    auto const server = started(echo, {.header_bytes_max = 1'000, .target_bytes_max = 500, .body_bytes_max = 2'000});
    auto const status = [&](std::string const& request) {
        Client client(server->port());
        client.say(request);
        return client.hear("\r\n").substr(9, 3);
    };
    CHECK(status(get("/" + std::string(600, 'x'))) == "414");
    CHECK(status(get("/", "X-Long: " + std::string(1'100, 'x') + "\r\n")) == "431");
    CHECK(status("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2500\r\n\r\n" + std::string(2'500, 'x')) == "413");
    CHECK(status(get("/" + std::string(400, 'x'))) == "200");
}

TEST_CASE("a handler that throws, or lets its Reply go, answers 500; only the first answer counts")
{
    auto const server = started([](std::shared_ptr<net::Request const> const& request, net::Reply const& reply) {
        if (request->path == "/twice") {
            reply({200, {}, "first!"});
            reply({200, {}, "second!"});
        }
        if (request->path == "/throws") std::ignore = std::string().at(1);  // an accident
    });
    Client client(server->port());
    client.say(get("/throws"));
    CHECK(client.hear("\r\n").starts_with("HTTP/1.1 500"));
    client.hear("\r\n\r\n");
    client.say(get("/forgotten"));
    CHECK(client.hear("\r\n").starts_with("HTTP/1.1 500"));
    client.hear("\r\n\r\n");
    client.say(get("/twice") + get("/throws"));
    CHECK(holds(client.hear("first!"), "200 OK"));
    CHECK(client.hear("\r\n").starts_with("HTTP/1.1 500"));
}

TEST_CASE("a large answer leaves whole although the server is stopped meanwhile")
{
    std::promise<void> asked;
    auto server = started([&](std::shared_ptr<net::Request const> const&, net::Reply const& reply) {
        reply({200, {}, std::string(32 << 20, 'x') + "!"});
        asked.set_value();
    });
    Client client(server->port());
    client.say(get("/"));
    asked.get_future().wait();
    auto const stopped = std::async(std::launch::async, [&] { server->stop(); });
    CHECK(client.hear("!").size() > (32U << 20U));
}

TEST_CASE("a server may go while connections are open and an answer comes later")
{
    std::promise<net::Reply> taken;
    net::Limits limits;
    limits.answer_seconds_max = std::chrono::seconds(1);
    auto server = started([&](std::shared_ptr<net::Request const> const& request, net::Reply const& reply) {
        if (request->path == "/later") taken.set_value(reply);
        else echo(request, reply);
    }, limits);
    Client idle(server->port());
    idle.say(get("/now"));
    idle.hear("/now? .");
    Client waiting(server->port());
    waiting.say(get("/later"));
    auto late = taken.get_future().get();
    server.reset();
    late({200, {}, "too late"});
    late = {};
    CHECK(waiting.hear("late").empty());
}

TEST_CASE("connections that are reset before they are accepted shut nobody out")
{
    std::promise<void> go;
    net::Limits limits;
    limits.connections_max = 8;
    auto const server = started([&](std::shared_ptr<net::Request const> const& request, net::Reply const& reply) {
        if (request->path == "/block") go.get_future().wait();
        echo(request, reply);
    }, limits);
    Client blocking(server->port());
    blocking.say(get("/block"));
    for (int i = 0; i < 20; ++i) Client(server->port()).reset();
    go.set_value();
    Client client(server->port());
    client.say(get("/still"));
    CHECK(client.hear("/still? .").starts_with("HTTP/1.1 200 OK"));
}

TEST_CASE("an address that is taken is refused")
{
    auto const server = started(echo);
    auto const second = net::Server::start({.port = server->port()}, echo);
    CHECK_FALSE(second.has_value());
}
