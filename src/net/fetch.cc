// SPDX-License-Identifier: Apache-2.0
#include "net/fetch.h"

#include "base/catalogue/net.h"
#include "base/library.h"
#include "base/version.h"
#include "base/words.h"

#include <curl/curl.h>
#include <memory>

namespace alzette::net {

namespace {

using base::Errc;
using base::Result;

// What is used of libcurl, under its own names.
struct Curl : base::Library {
    Curl() : Library(CURL_LIBRARY) {}
    LIBRARY_FUNCTION(curl_easy_cleanup);
    LIBRARY_FUNCTION(curl_url_cleanup);
    LIBRARY_FUNCTION(curl_slist_free_all);
    LIBRARY_FUNCTION(curl_free);
    LIBRARY_FUNCTION(curl_global_init);
    LIBRARY_FUNCTION(curl_url_get);
    LIBRARY_FUNCTION(curl_easy_setopt);
    LIBRARY_FUNCTION(curl_easy_strerror);
    LIBRARY_FUNCTION(curl_easy_getinfo);
    LIBRARY_FUNCTION(curl_url);
    LIBRARY_FUNCTION(curl_url_set);
    LIBRARY_FUNCTION(curl_easy_init);
    LIBRARY_FUNCTION(curl_slist_append);
    LIBRARY_FUNCTION(curl_easy_perform);
};

Curl const& curl()
{
    static Curl const library;
    return library;
}

struct Cleanup {
    void operator()(CURL* handle) const { curl().curl_easy_cleanup(handle); }
    void operator()(CURLU* address) const { curl().curl_url_cleanup(address); }
    void operator()(curl_slist* list) const { curl().curl_slist_free_all(list); }
    void operator()(char* text) const { curl().curl_free(text); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;
using Headers = std::unique_ptr<curl_slist, Cleanup>;

// The library wants it once, before any thread uses it.
bool is_ready()
{
    static bool const ready = curl().curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

std::optional<std::string> part(CURLU* address, CURLUPart which, unsigned flags)
{
    char* text = nullptr;
    if (curl().curl_url_get(address, which, &text, flags) != CURLUE_OK) return std::nullopt;
    std::unique_ptr<char, Cleanup> const owner(text);
    return std::string(text);
}

struct Sink {
    std::string body;
    std::size_t bytes_max;
};

std::size_t take(char const* bytes, std::size_t, std::size_t size, void* to)
{
    auto& sink = *static_cast<Sink*>(to);
    if (sink.body.size() + size > sink.bytes_max) return 0;  // which ends the transfer
    sink.body.append(bytes, size);
    return size;
}

base::Error failed(std::string const& url, std::string_view reason)
{
    return {Errc::unavailable, base::Message(say::fetch_failed, {{"url", url}, {"reason", reason}})};
}

void set_up(CURL* handle, std::string const& url, FetchLimits const& limits, curl_slist const* headers, Sink& sink)
{
    curl().curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl().curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl().curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl().curl_easy_setopt(handle, CURLOPT_TIMEOUT, long{limits.seconds_max.count()});
    curl().curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);  // it runs beside other threads
    curl().curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl().curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl().curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &take);
    curl().curl_easy_setopt(handle, CURLOPT_WRITEDATA, &sink);
}

Result<Fetched> outcome(CURL* handle, std::string const& url, CURLcode code, Sink sink)
{
    if (code == CURLE_WRITE_ERROR) return tl::unexpected(failed(url, "> " + std::to_string(sink.bytes_max) + " bytes"));
    if (code != CURLE_OK) return tl::unexpected(failed(url, curl().curl_easy_strerror(code)));
    long status = 0;
    curl().curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    char const* elsewhere = nullptr;
    curl().curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &elsewhere);
    if (elsewhere != nullptr) return Fetched{{}, elsewhere};
    if (status < 200 || status > 299) return tl::unexpected(failed(url, "HTTP " + std::to_string(status)));
    return Fetched{std::move(sink.body), {}};
}

}  // namespace

std::optional<std::string> host_and_port(std::string const& url)
{
    std::unique_ptr<CURLU, Cleanup> const address(curl().curl_url());
    if (!address || curl().curl_url_set(address.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
    auto const scheme = part(address.get(), CURLUPART_SCHEME, 0);
    if (scheme != "http" && scheme != "https") return std::nullopt;
    auto host = part(address.get(), CURLUPART_HOST, 0);
    auto const port = part(address.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (!host || !port) return std::nullopt;
    return base::in_lower_case(*std::move(host)) + ":" + *port;
}

Result<Fetched> fetch(std::string const& url, std::string const& accept, FetchLimits const& limits)
{
    Handle const handle(is_ready() ? curl().curl_easy_init() : nullptr);
    Headers headers(curl().curl_slist_append(nullptr, ("Accept: " + accept).c_str()));
    if (!handle || !headers) return tl::unexpected(failed(url, "memory"));
    auto const agent = "User-Agent: alzette/" + std::string(base::version());
    if (auto* const more = curl().curl_slist_append(headers.get(), agent.c_str()); more == nullptr) return tl::unexpected(failed(url, "memory"));
    Sink sink{{}, limits.bytes_max};
    set_up(handle.get(), url, limits, headers.get(), sink);
    auto const code = curl().curl_easy_perform(handle.get());
    return outcome(handle.get(), url, code, std::move(sink));
}

}  // namespace alzette::net
