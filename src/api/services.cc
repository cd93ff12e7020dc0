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

void read_then(Services const& services, std::shared_ptr<Call const> const& call,
               std::function<Reading(understand::State const& state, base::Instant now)> const& read, net::Reply reply)
{
    base::Result<net::Response> response = net::Response();
    auto const sequence = services.memory.read(call->tenant, [&](understand::State const& state, base::Instant now) {
        auto reading = read(state, now);
        response = std::move(reading.response);
        return reading.sequence;
    });
    if (!sequence) return refuse(*call, sequence.error(), reply);
    if (!response) return refuse(*call, response.error(), reply);
    services.memory.when_durable(*sequence, [reply = std::move(reply), response = *std::move(response)]() mutable { reply(std::move(response)); });
}

}  // namespace alzette::api
