// SPDX-License-Identifier: Apache-2.0
#include "api/services.h"

#include "api/problem.h"
#include "base/catalogue/api.h"
#include "base/limits_broker.h"

namespace alzette::api {

net::Response no_content() { return {204, {}, {}}; }

void refuse(Call const& call, base::Error const& error, net::Reply const& reply) { reply(problem(error, call.language)); }

understand::Memory::Done answer_when_done(std::shared_ptr<Call const> const& call, net::Reply const& reply, net::Response response)
{
    return [call, reply, response = std::move(response)](base::Result<void> const& result) {
        if (result) reply(response);
        else refuse(*call, result.error(), reply);
    };
}

void change_then(Services const& services, std::shared_ptr<Call const> const& call, understand::Memory::Decide const& decide, net::Reply reply,
                 std::function<net::Response()> answer)
{
    auto const allowed = [&](understand::State const& state, base::Instant now) -> base::Result<understand::Decision> {
        auto decision = TRY(decide(state, now));
        TRY_VOID(call->sight.check(state, decision));
        return decision;
    };
    auto const done = [call, reply = std::move(reply), answer = std::move(answer)](base::Result<void> const& result) {
        if (result) reply(answer());
        else refuse(*call, result.error(), reply);
    };
    services.memory.change(call->tenant, call->sight.account(), allowed, done);
}

namespace {

// One step. False when there is more to read.
bool read_step(Services const& services, std::shared_ptr<Call const> const& call, ReadStep const& read, std::size_t entities_max, net::Reply const& reply)
{
    std::optional<Reading> reading;
    auto const sequence = services.memory.read(call->tenant, [&](understand::State const& state, base::Instant now) -> std::uint64_t {
        reading = read(state, now, entities_max);
        if (!reading) return 0;
        // An error rests on all that was looked through: what it does not find may have been taken away a moment ago.
        return reading->response ? reading->sequence : state.last_change();
    });
    if (sequence && !reading) return false;
    if (!sequence) refuse(*call, sequence.error(), reply);
    else reply_when_durable(services, call, *sequence, std::move(reading->response), reply);
    return true;
}

}  // namespace

void read_then(Services const& services, std::shared_ptr<Call const> const& call,
               std::function<Reading(understand::State const& state, base::Instant now)> const& read, net::Reply const& reply)
{
    read_step(services, call, [&](understand::State const& state, base::Instant now, std::size_t) { return read(state, now); }, 0, reply);
}

void read_in_steps(Services const& services, std::shared_ptr<Call const> const& call, ReadStep const& read, net::Reply const& reply)
{
    if (read_step(services, call, read, base::limits::read_at_once_max, reply)) return;
    auto const step = [&services, call, read, reply] { return !read_step(services, call, read, base::limits::read_in_step_max, reply); };
    if (!services.background.run(step))
        refuse(*call, {base::Errc::unavailable, base::Message(say::long_queries_many, {{"most", base::limits::long_queries_max}})}, reply);
}

void reply_when_durable(Services const& services, std::shared_ptr<Call const> const& call, std::uint64_t sequence, base::Result<net::Response> response,
                        net::Reply reply)
{
    services.memory.when_durable(sequence, [call, reply = std::move(reply), response = std::move(response)](base::Result<void> const& durable) mutable {
        if (!durable) refuse(*call, durable.error(), reply);
        else if (!response) refuse(*call, response.error(), reply);
        else reply(*std::move(response));
    });
}

}  // namespace alzette::api
