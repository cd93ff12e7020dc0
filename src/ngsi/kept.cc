// SPDX-License-Identifier: Apache-2.0
#include "ngsi/kept.h"

#include "base/catalogue/ngsi.h"
#include "base/check.h"
#include "base/limits_broker.h"
#include "base/utf8.h"
#include "ngsi/plain.h"
#include "ngsi/read_entity.h"
#include "ngsi/write_entity.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace alzette::ngsi {

namespace {

static_assert(std::endian::native == std::endian::little, "kept bytes are little-endian");

constexpr std::uint32_t version = 1;
constexpr auto never = std::numeric_limits<std::int64_t>::max();

struct Head {
    std::uint32_t version;
    std::uint32_t instances;
    std::int64_t created_at;
    std::int64_t modified_at;
    std::int64_t expires_at;
};

struct InstanceTimes {
    std::int64_t created_at;
    std::int64_t modified_at;
    std::uint32_t end;
    std::uint32_t unused = 0;
};

std::int64_t ticks(base::Instant instant) { return instant.time_since_epoch().count(); }

base::Instant instant_of(std::int64_t ticks) { return base::Instant(std::chrono::microseconds(ticks)); }

template <class Plain>
void append_bytes(Plain const& plain, std::string& out)
{
    out.append(reinterpret_cast<char const*>(&plain), sizeof plain);  // NOLINT(bugprone-*): a struct of whole numbers without padding
}

template <class Plain>
Plain read_bytes(std::string_view bytes)
{
    Plain plain;
    std::memcpy(&plain, bytes.data(), sizeof plain);
    return plain;
}

std::int64_t earliest_expiry(Entity const& entity)
{
    auto earliest = entity.expires_at ? ticks(*entity.expires_at) : never;
    for (auto const& attribute : entity.attributes)
        for (auto const& instance : attribute.instances)
            if (instance.expires_at) earliest = std::min(earliest, ticks(*instance.expires_at));
    return earliest;
}

// The text of an entity, and where each instance ends in it, in the order of attributes and instances.
std::string write_text(Entity const& entity, std::vector<InstanceTimes>& times)
{
    Entity head{entity.id, entity.types, entity.scopes, entity.expires_at};
    std::string out;
    auto const& core = *Context::core();
    write_entity(head, core, {}, out);
    out.pop_back();
    for (auto const& attribute : entity.attributes) {
        out += ',';
        json::write_text(core.compact(attribute.name), out);
        out += ':';
        auto const several = attribute.instances.size() != 1;
        if (several) out += '[';
        for (auto separator = std::string_view(); auto const& instance : attribute.instances) {
            out += separator;
            write_instance(instance, core, {}, out);
            times.push_back({ticks(instance.created_at), ticks(instance.modified_at), static_cast<std::uint32_t>(out.size() - 1)});
            separator = ",";
        }
        if (several) out += ']';
    }
    out += '}';
    return out;
}

void write_times(base::Instant created_at, base::Instant modified_at, std::string& out)
{
    out += R"(,"createdAt":")";
    base::append_instant(created_at, out);
    out += R"(","modifiedAt":")";
    base::append_instant(modified_at, out);
    out += '"';
}

tl::unexpected<base::Error> damaged(std::size_t bytes)
{
    return tl::unexpected(base::Error{base::Errc::unavailable, base::Message(say::kept_damaged, {{"bytes", bytes}})});
}

}  // namespace

std::string keep(Entity const& entity)
{
    std::vector<InstanceTimes> times;
    auto const text = write_text(entity, times);
    std::string bytes;
    bytes.reserve(sizeof(Head) + times.size() * sizeof(InstanceTimes) + text.size());
    Head const head{version, static_cast<std::uint32_t>(times.size()), ticks(entity.created_at), ticks(entity.modified_at), earliest_expiry(entity)};
    append_bytes(head, bytes);
    for (auto const& each : times) append_bytes(each, bytes);
    return bytes += text;
}

Kept Kept::trusted(std::string_view bytes)
{
    auto const head = read_bytes<Head>(bytes);
    auto const size = std::uint64_t{head.instances} * sizeof(InstanceTimes);
    Kept kept;
    kept.instances_ = bytes.substr(sizeof(Head), size);
    kept.text_ = bytes.substr(sizeof(Head) + size);
    kept.instance_count_ = head.instances;
    kept.created_at_ = instant_of(head.created_at);
    kept.modified_at_ = instant_of(head.modified_at);
    if (head.expires_at != never) kept.expires_at_ = instant_of(head.expires_at);
    return kept;
}

base::Result<Kept> Kept::open(std::string_view bytes)
{
    if (bytes.size() < sizeof(Head)) return damaged(bytes.size());
    auto const head = read_bytes<Head>(bytes);
    auto const size = std::uint64_t{head.instances} * sizeof(InstanceTimes);
    if (head.version != version || bytes.size() < sizeof(Head) + size + 2) return damaged(bytes.size());
    auto const kept = trusted(bytes);
    std::size_t last = 0;
    for (std::size_t i = 0; i < kept.instance_count_; ++i) {
        auto const end = kept.instance(i).end;
        if (end <= last || end >= kept.text_.size()) return damaged(bytes.size());
        last = end;
    }
    return kept;
}

Kept::Instance Kept::instance(std::size_t index) const
{
    auto const times = read_bytes<InstanceTimes>(instances_.substr(index * sizeof(InstanceTimes)));
    return {instant_of(times.created_at), instant_of(times.modified_at), times.end};
}

void Kept::write_with_system_attributes(std::string& out) const
{
    std::size_t written = 0;
    for (std::size_t i = 0; i < instance_count_; ++i) {
        auto const times = instance(i);
        out.append(text_, written, times.end - written);
        write_times(times.created_at, times.modified_at, out);
        written = times.end;
    }
    out.append(text_, written, text_.size() - 1 - written);
    write_times(created_at_, modified_at_, out);
    out += '}';
}

base::Result<Entity> Kept::read_entity() const
{
    auto const parsed = json::parse(text_);
    if (!parsed) return damaged(text_.size());
    auto read = ngsi::read_entity(*parsed, *Context::core(), {Form::normalized, Purpose::keeping});
    if (!read) return damaged(text_.size());
    read->created_at = created_at_;
    read->modified_at = modified_at_;
    std::size_t index = 0;
    for (auto& attribute : read->attributes) {
        for (auto& each : attribute.instances) {
            if (index == instance_count_) return damaged(text_.size());
            auto const times = instance(index++);
            each.created_at = times.created_at;
            each.modified_at = times.modified_at;
        }
    }
    if (index != instance_count_) return damaged(text_.size());
    return read;
}

bool reads_back(std::string_view bytes, Entity const& entity)
{
    auto const kept = Kept::trusted(bytes);
    auto const is_surely = is_plain(entity) && kept.text().size() <= base::limits::json_bytes_max && base::is_utf8(kept.text());
#ifdef NDEBUG
    if (is_surely) return true;
#endif
    auto const again = kept.read_entity();
    auto const is_so = again && *again == entity;
    CHECK_THAT(is_so || !is_surely);  // every test and every scenario of a debug build tries the shortcut
    return is_so;
}

bool Kept::has_expired(base::Instant now) const
{
    if (!expires_at_ || *expires_at_ > now) return false;
    auto const whole = entity();
    return whole.expires_at && *whole.expires_at <= now;
}

Entity Kept::entity() const
{
    auto read = read_entity();
    CHECK_THAT(read.has_value());
    return *std::move(read);
}

}  // namespace alzette::ngsi
