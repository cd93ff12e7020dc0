// SPDX-License-Identifier: Apache-2.0
#include "api/services.h"

#include "api/problem.h"

namespace alzette::api {

void refuse(Call const& call, base::Error const& error, net::Reply const& reply) { reply(problem(error, call.language)); }

void change_then(Services const& services, std::shared_ptr<Call const> const& call, understand::Memory::Decide const& decide, net::Reply reply,
                 std::function<net::Response()> answer)
{
    services.memory.change(call->tenant, {}, decide, [call, reply = std::move(reply), answer = std::move(answer)](base::Result<void> const& result) {
        if (result) reply(answer());
        else refuse(*call, result.error(), reply);
    });
}

// An error rests on all that was looked through: what it does not find may have been taken away a moment ago.
void read_then(Services const& services, std::shared_ptr<Call const> const& call,
               std::function<Reading(understand::State const& state, base::Instant now)> const& read, net::Reply reply)
{
    base::Result<net::Response> response = net::Response();
    auto const sequence = services.memory.read(call->tenant, [&](understand::State const& state, base::Instant now) {
        auto reading = read(state, now);
        response = std::move(reading.response);
        return response ? reading.sequence : state.last_change();
    });
    if (!sequence) return refuse(*call, sequence.error(), reply);
    reply_when_durable(services, call, *sequence, std::move(response), std::move(reply));
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
