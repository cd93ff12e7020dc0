// SPDX-License-Identifier: Apache-2.0
#include "net/loop_of.h"

#include <concepts>
#include <memory>
#include <restinio/tls.hpp>

namespace alzette::net {

namespace {

namespace asio = restinio::asio_ns;
namespace ssl = asio::ssl;

// What the connections of a loop share.
struct Encryption {
    std::chrono::seconds handshake_max;
    ssl::context context{ssl::context::tls_server};
};

int place_of_encryption()
{
    static int const place = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return place;
}

// TLS 1.2 and later, as the binding asks for (clause 6.1); the ciphers are OpenSSL's own choice.
base::Result<std::shared_ptr<Encryption>> encryption_of(Tls const& tls, Limits const& limits)
{
    auto encryption = std::make_shared<Encryption>(Encryption{limits.request_seconds_max});
    auto& context = encryption->context;
    context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 | ssl::context::no_tlsv1 |
                        ssl::context::no_tlsv1_1);
    asio::error_code code;
    context.use_certificate_chain_file(tls.certificate_file, code);
    if (code) return base::fail(base::Errc::unavailable, say::certificate_refused, {{"file", tls.certificate_file}, {"reason", code.message()}});
    context.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); }, code);  // nobody is there to be asked
    context.use_private_key_file(tls.key_file, ssl::context::pem, code);
    if (code) return base::fail(base::Errc::unavailable, say::certificate_refused, {{"file", tls.key_file}, {"reason", code.message()}});
    if (SSL_CTX_check_private_key(context.native_handle()) != 1)
        return base::fail(base::Errc::unavailable, say::certificate_refused, {{"file", tls.key_file}, {"reason", "it is not the key of the certificate"}});
    SSL_CTX_set_ex_data(context.native_handle(), place_of_encryption(), encryption.get());
    return encryption;
}

std::chrono::seconds handshake_max(restinio::impl::tls_socket_t& socket)
{
    auto const* const context = SSL_get_SSL_CTX(socket.asio_ssl_stream().native_handle());
    return static_cast<Encryption const*>(SSL_CTX_get_ex_data(context, place_of_encryption()))->handshake_max;
}

}  // namespace

}  // namespace alzette::net

// The library begins to count time after the handshake, and lets it last for ever. This does the same with an end, and is taken rather than the library's own
// since it asks more of its arguments.
namespace restinio {

template <class Connection, class Start, class Failed>
    requires std::invocable<Start>
void prepare_connection_and_start_read(impl::tls_socket_t& socket, Connection& connection, Start start, Failed failed)
{
    auto const open = connection.shared_from_this();
    auto const timer = std::make_shared<asio_ns::steady_timer>(socket.get_executor(), alzette::net::handshake_max(socket));
    auto const is_over = std::make_shared<bool>(false);  // the timer may have come to its end, and not to its turn
    timer->async_wait([open, is_over, &socket](asio_ns::error_code const& stopped) {
        asio_ns::error_code ignored;
        if (!stopped && !*is_over) socket.lowest_layer().close(ignored);  // which ends the handshake, and so the connection
    });
    socket.async_handshake(asio_ns::ssl::stream_base::server,
                           [open, timer, is_over, start = std::move(start), failed = std::move(failed)](asio_ns::error_code const& code) mutable {
                               *is_over = true;
                               timer->cancel();
                               if (code) failed(code);
                               else start();
                           });
}

}  // namespace restinio

namespace alzette::net {

base::Result<std::shared_ptr<Loop>> make_tls_loop(Tls const& tls, Limits const& limits, Handler const& handler)
{
    using Encrypted = LoopOf<restinio::single_thread_tls_traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t>>;
    auto const encryption = TRY(encryption_of(tls, limits));
    std::shared_ptr<ssl::context> const context(encryption, &encryption->context);
    return std::make_shared<Encrypted>(handler, [context](Encrypted::Settings& settings) { settings.tls_context(context); });
}

}  // namespace alzette::net
