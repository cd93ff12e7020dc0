// SPDX-License-Identifier: Apache-2.0
#include "api/downloads.h"

#include "base/catalogue/api.h"
#include "base/catalogue/ngsi.h"
#include "base/clock.h"
#include "base/limits_broker.h"
#include "base/words.h"
#include "net/fetch.h"
#include "net/media.h"

#include <algorithm>

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;
namespace limits = base::limits;

// The addresses an @context names: itself, or those of an array.
void add_uris(json::Value const& context, std::vector<std::string>& uris)
{
    if (auto const* const uri = context.text()) uris.push_back(*uri);
    if (auto const* const parts = context.array())
        for (auto const& part : *parts)
            if (part.text() != nullptr) uris.push_back(*part.text());
}

void add_uris_of_body(json::Value const& body, std::vector<std::string>& uris)
{
    if (auto const* const context = body.find("@context")) add_uris(*context, uris);
    if (auto const* const items = body.array())
        for (auto const& item : *items)
            if (auto const* const context = item.find("@context")) add_uris(*context, uris);
}

std::vector<std::string> uris_of(net::Request const& request)
{
    std::vector<std::string> uris;
    auto const link = request.joined("Link");
    if (auto const uri = !link ? std::nullopt : net::context_link(*link)) uris.push_back(*uri);
    if (request.body.find("@context") == std::string::npos) return uris;
    if (auto const body = json::parse(request.body)) add_uris_of_body(*body, uris);  // what is wrong with it is told when it is read
    return uris;
}

}  // namespace

Result<std::vector<std::string>> Downloads::read_hosts(std::string_view list)
{
    std::vector<std::string> hosts;
    for (auto word = std::string(base::take_word(list)); !word.empty(); word = base::take_word(list)) {
        if (net::host_and_port("https://" + word) != word) return base::fail(Errc::invalid, say::context_host_wrong, {{"found", word}});
        hosts.push_back(word);
    }
    return hosts;
}

Downloads::Downloads(std::vector<std::string> hosts, understand::CachedContexts& cached, understand::HostedContexts const& hosted)
    : hosts_(std::move(hosts)), cached_(cached), hosted_(hosted), worker_(limits::downloads_max)
{
}

std::shared_ptr<json::Value const> Downloads::here(std::string const& uri) const
{
    if (auto const hosted = hosted_.find_by_uri(uri)) return hosted->document;
    return cached_.find(uri, base::now());
}

bool Downloads::is_wanted(std::string const& uri) const
{
    if (cached_.failure(uri, base::now())) return false;
    auto const host = net::host_and_port(uri);
    return host && std::ranges::find(hosts_, *host) != hosts_.end();
}

std::vector<std::string> Downloads::missing(net::Request const& request) const
{
    std::vector<std::string> missing;
    if (hosts_.empty()) return missing;
    auto uris = uris_of(request);
    for (std::size_t i = 0; i < std::min(uris.size(), limits::context_parts_max); ++i) {
        auto const uri = uris[i];  // the list grows
        if (ngsi::is_core_context(uri)) continue;
        auto const document = here(uri);
        if (auto const* const inside = document == nullptr ? nullptr : document->find("@context")) add_uris(*inside, uris);
        else if (document == nullptr && is_wanted(uri)) missing.push_back(uri);
    }
    return missing;
}

bool Downloads::fetch(std::vector<std::string> uris, std::function<void()> then)
{
    struct Work {
        std::vector<std::string> uris;
        std::size_t next = 0;
    };
    auto const work = std::make_shared<Work>(Work{std::move(uris)});
    return worker_.run([this, work, then = std::move(then)] {
        if (work->next < std::min(work->uris.size(), limits::context_parts_max) && !is_stopping_) {
            auto const uri = work->uris[work->next++];
            // Another request may have fetched it meanwhile.
            if (!ngsi::is_core_context(uri) && here(uri) == nullptr && is_wanted(uri)) static_cast<void>(fetch_one(uri));
            auto const document = here(uri);
            if (auto const* const inside = document == nullptr ? nullptr : document->find("@context")) add_uris(*inside, work->uris);
            return true;
        }
        then();
        return false;
    });
}

bool Downloads::reload(std::string const& uri, std::function<void(Result<void> const&)> then)
{
    return worker_.run([this, uri, then = std::move(then)] {
        then(fetch_one(uri));
        return false;
    });
}

// What could not be had is noted, unless it is here from before.
Result<void> Downloads::fetch_one(std::string const& uri) const
{
    auto document = document_at(uri);
    if (document) {
        cached_.put(uri, *std::move(document), base::now());
        return {};
    }
    if (here(uri) == nullptr) cached_.note_failure(uri, document.error().message, base::now() + std::chrono::seconds(limits::download_again_seconds));
    return tl::unexpected(std::move(document).error());
}

// Follows redirections, as long as they lead to hosts that are allowed.
Result<std::shared_ptr<json::Value const>> Downloads::document_at(std::string const& uri) const
{
    net::FetchLimits const most{limits::download_bytes_max, std::chrono::seconds(limits::download_seconds_max)};
    auto address = uri;
    for (int step = 0; step <= limits::redirections_max; ++step) {
        auto const host = net::host_and_port(address);
        if (!host || std::ranges::find(hosts_, *host) == hosts_.end())
            return base::fail(Errc::unavailable, say::context_host_not_allowed, {{"uri", uri}, {"host", host.value_or(address)}});
        auto const fetched = TRY(net::fetch(address, "application/ld+json, application/json;q=0.9", most));
        if (fetched.elsewhere.empty()) {
            auto document = json::parse(fetched.body);
            if (!document || document->find("@context") == nullptr) return base::fail(Errc::unavailable, say::context_no_document, {{"uri", uri}});
            return std::make_shared<json::Value const>(*std::move(document));
        }
        address = fetched.elsewhere;
    }
    return base::fail(Errc::unavailable, say::context_redirected, {{"uri", uri}, {"most", limits::redirections_max}});
}

}  // namespace alzette::api
