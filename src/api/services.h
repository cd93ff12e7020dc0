// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/doors.h"
#include "api/call.h"
#include "api/origins.h"
#include "understand/background.h"
#include "understand/cached.h"
#include "understand/contexts.h"
#include "understand/hosted.h"
#include "understand/memory.h"

#include <functional>
#include <mutex>
#include <optional>

namespace alzette::api {

// Who may come in. Without accounts (--open) everyone may, and nothing of this is used.
struct Doors {
    access::Accounts& accounts;
    access::FirstLink& first_link;
    access::Tries& tries;
    bool are_open = false;
    std::mutex changing{};  // held from the reading of an account to the keeping of what it becomes: changes of accounts and tokens come one at a time
};

class Downloads;
class Metrics;
struct Process;

// What operations work on. Lives longer than the server.
struct Services {
    understand::Memory& memory;
    understand::Contexts& contexts;
    understand::HostedContexts& hosted;
    understand::CachedContexts& cached;
    Downloads& downloads;
    understand::Background& background;
    Doors& doors;
    Metrics& metrics;
    Origins const& origins;
    Process (*read_process)();
    base::Instant started_at;
};

// One operation. Answers once, at once or later, from any thread.
using Operation = void (*)(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply);

// 204, for what was done and has nothing to say.
net::Response no_content();

// Sends the problem document of an error in the call's language.
void refuse(Call const& call, base::Error const& error, net::Reply const& reply);

// To be done with a change: gives the answer when it is durable, or its error.
understand::Memory::Done answer_when_done(std::shared_ptr<Call const> const& call, net::Reply const& reply, net::Response response);

// Makes a change of the call's tenant and answers when it is durable: with what `answer` gives then, or with the error.
void change_then(Services const& services, std::shared_ptr<Call const> const& call, understand::Memory::Decide const& decide, net::Reply reply,
                 std::function<net::Response()> answer);

// Reads the call's tenant and answers when all that was read is durable. `read` gives the answer and the sequence it rests on; an error rests on all.
struct Reading {
    base::Result<net::Response> response;
    std::uint64_t sequence = 0;
};
void read_then(Services const& services, std::shared_ptr<Call const> const& call,
               std::function<Reading(understand::State const& state, base::Instant now)> const& read, net::Reply const& reply);

// The same of what may take long: `read` is given how many entities it may read, and gives nothing when it wants to go on; it then does so beside the
// other requests, and changes may come between its steps.
using ReadStep = std::function<std::optional<Reading>(understand::State const& state, base::Instant now, std::size_t entities_max)>;
void read_in_steps(Services const& services, std::shared_ptr<Call const> const& call, ReadStep const& read, net::Reply const& reply);

// Answers when everything up to a sequence is durable; with 503 when it never will be.
void reply_when_durable(Services const& services, std::shared_ptr<Call const> const& call, std::uint64_t sequence, base::Result<net::Response> response,
                        net::Reply reply);

}  // namespace alzette::api
