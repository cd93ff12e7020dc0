// SPDX-License-Identifier: Apache-2.0
#pragma once

// Only for loop_plain.cc and loop_tls.cc: it brings in the web server library.
#include "base/catalogue/net.h"
#include "net/loop.h"
#include "net/reason.h"
#include "net/rules.h"

#include <atomic>
#include <condition_variable>
#include <ctime>
#include <exception>
#include <mutex>
#include <restinio/all.hpp>
#include <sys/socket.h>

// A connection that is reset before it is accepted is counted by the library as being accepted for ever, and some thousands of them shut everybody out. A loop
// accepts one at a time: counting those that are open is enough.
template <>
inline bool restinio::connection_count_limits::impl::actual_limiter_t<restinio::null_mutex_t>::has_free_slots() const noexcept
{
    return m_connections < m_max_parallel_connections;
}

namespace alzette::net {

struct WithoutBody {};  // names the builder below

}  // namespace alzette::net

// The library writes a Content-Length on every answer, which RFC 9110 (8.6) and NGSI-LD (clause 6.3.6) forbid on 204, and which would be wrong on the answer to
// HEAD. Its builders are made to be specialized.
template <>
class restinio::response_builder_t<alzette::net::WithoutBody> final
    : public restinio::base_response_builder_t<restinio::response_builder_t<alzette::net::WithoutBody>> {
public:
    using Base = restinio::base_response_builder_t<restinio::response_builder_t<alzette::net::WithoutBody>>;
    using Base::Base;
    void done(write_status_cb_t when_gone)
    {
        if (!m_connection) return;
        writable_items_container_t parts;
        parts.emplace_back(impl::create_header_string(m_header, impl::content_length_field_presence_t::skip_content_length));
        write_group_t group(std::move(parts));
        group.status_line_size(calculate_status_line_size());
        group.after_write_notificator(std::move(when_gone));
        response_output_flags_t const flags(response_parts_attr_t::final_parts, response_connection_attr(m_header.should_keep_alive()));
        std::exchange(m_connection, nullptr)->write_response_parts(m_request_id, flags, std::move(group));
    }
};

namespace alzette::net {

// RESTinio with one thread for each loop, so that none of its objects is locked: all that touches a connection runs on its loop.
template <class LibraryTraits>
class LoopOf final : public Loop, public std::enable_shared_from_this<LoopOf<LibraryTraits>> {
public:
    struct Traits : LibraryTraits {
        static constexpr bool use_connection_count_limiter = true;
    };
    using Server = restinio::http_server_t<Traits>;
    using Settings = restinio::server_settings_t<Traits>;

    LoopOf(Handler handler, std::function<void(Settings&)> adapt) : handler_(std::move(handler)), adapt_(std::move(adapt)) {}
    LoopOf(LoopOf const&) = delete;
    LoopOf& operator=(LoopOf const&) = delete;
    // Connections that are left point into the library's server and go with the context: the server goes after them, with the last of its work.
    ~LoopOf() override
    {
        if (server_ != nullptr) restinio::asio_ns::post(context_, [server = std::shared_ptr<Server>(std::move(server_))] {});
    }

    base::Result<std::uint16_t> listen(Options const& options) override
    {
        limits_ = options.limits;
        std::uint16_t port = 0;
        try {
            server_ = std::make_unique<Server>(restinio::external_io_context(context_), settings(options, port));
            server_->open_sync();
        } catch (std::exception const& refused) {
            return base::fail(base::Errc::unavailable, say::address_refused,
                              {{"address", options.address}, {"port", options.port}, {"reason", std::string_view(refused.what())}});
        }
        return port;
    }

    void run() override
    {
        auto const work = restinio::asio_ns::make_work_guard(context_);
        context_.run();
    }

    void stop(std::chrono::steady_clock::time_point until) override
    {
        restinio::asio_ns::post(context_, [this] { server_->close_sync(); });
        std::unique_lock lock(mutex_);
        none_pending_.wait_until(lock, until, [this] { return pending_ == 0; });
        lock.unlock();
        restinio::asio_ns::post(context_, [this] { context_.stop(); });
    }

private:
    using Handle = restinio::request_handle_t;
    struct Answer {
        Handle to;
        Response response;
    };
    // What a Reply holds: the loop, kept alive, and the request it answers, let go of on the loop's thread. The first answer counts; when the last Reply goes
    // without one, 500 is it.
    class Pending {
    public:
        Pending(std::shared_ptr<LoopOf> loop, Handle to) : loop_(std::move(loop)), to_(std::move(to)) {}
        Pending(Pending const&) = delete;
        Pending& operator=(Pending const&) = delete;
        ~Pending()
        {
            try {
                answer({500, {}, {}});
            } catch (std::exception const&) {  // no memory to say so: the connection ends by its time limit
                return;
            }
        }
        void answer(Response response)
        {
            if (!is_answered_.test_and_set()) loop_->send({std::move(to_), std::move(response)});
        }

    private:
        std::shared_ptr<LoopOf> loop_;
        Handle to_;
        std::atomic_flag is_answered_;
    };

    Settings settings(Options const& options, std::uint16_t& port)
    {
        namespace asio = restinio::asio_ns;
        Settings settings;
        settings.address(asio::ip::make_address(options.address))
            .port(options.port)
            .request_handler([this](Handle request) { return take(std::move(request)); })
            .max_pipelined_requests(16)
            .max_parallel_connections(options.limits.connections_max)
            .read_next_http_message_timelimit(options.limits.request_seconds_max)
            .write_http_response_timelimit(options.limits.answer_seconds_max)
            .handle_request_timeout(options.limits.answer_seconds_max + std::chrono::seconds(5))
            .incoming_http_msg_limits(library_limits(options.limits))
            .socket_options_setter([](auto& socket) { socket.set_option(asio::ip::tcp::no_delay(true)); })
            .acceptor_options_setter([shared = options.loops > 1](auto& acceptor) {
                acceptor.set_option(asio::ip::tcp::acceptor::reuse_address(true));
                using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
                if (shared) acceptor.set_option(ReusePort(true));
            })
            .acceptor_post_bind_hook([&port](asio::ip::tcp::acceptor& acceptor) { port = acceptor.local_endpoint().port(); });
        adapt_(settings);
        return settings;
    }

    // The library closes the connection, without an answer, of who goes beyond its limits; ours come first and are answered (take()).
    static restinio::incoming_http_msg_limits_t library_limits(Limits const& limits)
    {
        return restinio::incoming_http_msg_limits_t()
            .max_url_size(limits.target_bytes_max * 2)
            .max_field_name_size(limits.header_bytes_max)
            .max_field_value_size(limits.header_bytes_max * 2)
            .max_field_count(200)
            .max_body_size(limits.body_bytes_max * 2);
    }

    restinio::request_handling_status_t take(Handle handle)
    {
        auto const request = request_of(*handle);
        {
            std::lock_guard const lock(mutex_);
            ++pending_;
        }
        auto const pending = std::make_shared<Pending>(this->shared_from_this(), std::move(handle));
        Reply const reply = [pending](Response response) { pending->answer(std::move(response)); };
        if (auto const refused = has_several_hosts(*request) ? 400 : beyond_limits(*request)) {
            reply({refused, {}, {}});
            return restinio::request_accepted();
        }
        try {
            handler_(request, reply);
        } catch (std::exception const&) {
            reply({500, {}, {}});
        }
        return restinio::request_accepted();
    }

    int beyond_limits(Request const& request) const
    {
        std::size_t header_bytes = 0;
        for (auto const& header : request.headers) header_bytes += header.name.size() + header.value.size();
        if (request.path.size() + request.query.size() > limits_.target_bytes_max) return 414;
        if (header_bytes > limits_.header_bytes_max) return 431;
        return request.body.size() > limits_.body_bytes_max ? 413 : 0;
    }

    static std::shared_ptr<Request const> request_of(restinio::request_t& from)
    {
        auto request = std::make_shared<Request>();
        auto const& header = from.header();
        request->method = header.method().c_str();
        request->path.assign(header.path().data(), header.path().size());
        request->query.assign(header.query().data(), header.query().size());
        header.for_each_field([&](auto const& field) { request->headers.push_back({field.name(), field.value()}); });
        request->body = from.body();
        take_absolute_form(*request);
        return request;
    }

    // From any thread. Answers that come from others while the loop is busy go out together: one wake-up for a whole group of commits.
    void send(Answer answer)
    {
        if (context_.get_executor().running_in_this_thread()) return write(std::move(answer));
        std::lock_guard const lock(outbox_mutex_);
        outbox_.push_back(std::move(answer));
        if (outbox_.size() == 1) restinio::asio_ns::post(context_, [this] { drain(); });
    }

    void drain()
    {
        std::vector<Answer> answers;
        {
            std::lock_guard const lock(outbox_mutex_);
            answers.swap(outbox_);
        }
        for (auto& answer : answers) write(std::move(answer));
    }

    void write(Answer answer)
    {
        auto& to = answer.to;
        auto& response = answer.response;
        auto const status = restinio::http_status_line_t(restinio::http_status_code_t(static_cast<std::uint16_t>(response.status)),
                                                         std::string(reason_phrase(response.status)));
        auto const fill = [&](auto builder) {
            for (auto& header : response.headers) builder.append_header(std::move(header.name), std::move(header.value));
            builder.append_header(restinio::http_field_t::date, date());
            return builder;
        };
        auto const when_gone = [this](auto const&) { note_gone(); };
        if (response.status == 204 || to->header().method() == restinio::http_method_head()) {
            fill(to->template create_response<WithoutBody>(status)).done(when_gone);
        } else {
            auto builder = fill(to->create_response(status));
            if (!response.body.empty()) builder.set_body(std::move(response.body));
            builder.done(when_gone);
        }
    }

    // Put into words once a second rather than for each answer.
    std::string const& date()
    {
        auto const now = std::time(nullptr);
        if (now != date_at_) date_ = restinio::make_date_field_value(date_at_ = now);
        return date_;
    }

    void note_gone()
    {
        std::lock_guard const lock(mutex_);
        if (--pending_ == 0) none_pending_.notify_all();
    }

    // What the context holds may point back here, and would keep the loop for ever if it owned it. It goes before what it points to, and after what holds
    // connections of it.
    Handler const handler_;
    std::function<void(Settings&)> const adapt_;
    Limits limits_;
    std::mutex mutex_;
    std::condition_variable none_pending_;
    std::size_t pending_ = 0;
    restinio::asio_ns::io_context context_{1};
    std::unique_ptr<Server> server_;
    std::mutex outbox_mutex_;
    std::vector<Answer> outbox_;
    std::time_t date_at_ = 0;  // the loop's thread alone, as what follows
    std::string date_;
};

}  // namespace alzette::net
