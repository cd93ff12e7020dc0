// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::net {

struct Header {
    std::string name;
    std::string value;
    friend bool operator==(Header const&, Header const&) = default;
};

// A request as it came; it lives as long as its Reply.
struct Request {
    std::string method;             // "GET"; of methods the library does not know the connection is closed
    std::string path;               // as it stands in the target, percent-encoded: "/ngsi-ld/v1/entities/urn%3Ax"
    std::string query;              // what follows '?', percent-encoded
    std::vector<Header> headers;    // in their order; names compare without case
    std::string body;

    std::string const* header(std::string_view name) const;           // the first of that name
    std::optional<std::string> joined(std::string_view name) const;  // all of that name as one list (RFC 9110, 5.3)
};

struct Response {
    int status = 200;
    std::vector<Header> headers = {};  // Content-Length, Connection and Date are written by the server
    std::string body = {};
};

// Sends the answer of one request, from any thread, at once or later; the first call counts, and 500 is sent when the last copy goes without one. The
// connection may be gone by then, which is no error. To HEAD the body is left out.
using Reply = std::function<void(Response)>;
// Called on the loop's thread, several at a time when there are several loops. What it throws is answered 500.
using Handler = std::function<void(std::shared_ptr<Request const>, Reply)>;

// Beyond twice these, and for what is no HTTP, the library closes the connection without an answer.
struct Limits {
    std::size_t header_bytes_max = 32 << 10;    // all of them: 431
    std::size_t target_bytes_max = 16 << 10;    // 414
    std::size_t body_bytes_max = 16 << 20;      // 413
    std::size_t connections_max = 12'000;       // of all loops together; the next one waits in the kernel
    std::chrono::seconds request_seconds_max{30};   // from the first byte of a request to its last; and between requests; and of a TLS handshake
    std::chrono::seconds answer_seconds_max{30};    // a reader slower than that loses its connection
};

struct Tls {
    std::string certificate_file;  // PEM, the whole chain
    std::string key_file;          // PEM
};

struct Options {
    std::string address = "127.0.0.1";  // an IP address
    std::uint16_t port = 0;             // 0: a free one
    unsigned loops = 1;                 // threads, each with its own connections
    Limits limits = {};
    std::unique_ptr<Tls> tls = {};      // nullptr: plain HTTP
};

// HTTP/1.1 with keep-alive and pipelining, TLS 1.2 and later, TCP_NODELAY. One owner; stop() and the destructor let answers that are being made leave,
// then close: they return when every thread has ended.
class Server {
public:
    // Listens before it returns. Fails (unavailable) when the address cannot be bound or a certificate cannot be read.
    static base::Result<std::unique_ptr<Server>> start(Options options, Handler const& handler);
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;
    ~Server();

    std::uint16_t port() const;
    void stop();

    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);  // of start()

private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace alzette::net
