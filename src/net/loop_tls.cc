// SPDX-License-Identifier: Apache-2.0
#include "net/loop_of.h"

#include <restinio/tls.hpp>

namespace alzette::net {

namespace {

namespace ssl = restinio::asio_ns::ssl;

// TLS 1.2 and later, as the binding asks for (clause 6.1); the ciphers are OpenSSL's own choice.
base::Result<std::shared_ptr<ssl::context>> context_of(Tls const& tls)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 | ssl::context::no_tlsv1 |
                         ssl::context::no_tlsv1_1);
    restinio::asio_ns::error_code code;
    context->use_certificate_chain_file(tls.certificate_file, code);
    if (code) return base::fail(base::Errc::unavailable, say::certificate_refused, {{"file", tls.certificate_file}, {"reason", code.message()}});
    context->set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); }, code);  // nobody is there to be asked
    context->use_private_key_file(tls.key_file, ssl::context::pem, code);
    if (code) return base::fail(base::Errc::unavailable, say::certificate_refused, {{"file", tls.key_file}, {"reason", code.message()}});
    if (SSL_CTX_check_private_key(context->native_handle()) != 1)
        return base::fail(base::Errc::unavailable, say::certificate_refused, {{"file", tls.key_file}, {"reason", "it is not the key of the certificate"}});
    return context;
}

}  // namespace

base::Result<std::shared_ptr<Loop>> make_tls_loop(Tls const& tls, Handler const& handler)
{
    using Encrypted = LoopOf<restinio::single_thread_tls_traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t>>;
    auto const context = TRY(context_of(tls));
    return std::make_shared<Encrypted>(handler, [context](Encrypted::Settings& settings) { settings.tls_context(context); });
}

}  // namespace alzette::net
