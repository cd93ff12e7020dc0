// SPDX-License-Identifier: Apache-2.0
#include "observe/archive.h"

#include "base/blake2b.h"
#include "base/catalogue/observe.h"
#include "base/limits_import.h"
#include "base/version.h"
#include "ngsi/names.h"
#include "ngsi/read_entity.h"
#include "store/compress.h"

#include <algorithm>
#include <future>

namespace alzette::observe {

namespace {

using base::Errc;
using base::Result;
using json::Value;

constexpr std::string_view format_name = "territory/";
constexpr int format_version = 1;
constexpr std::size_t block_bytes = 1 << 20;  // of text in one zstd frame: what a reader holds at a time

std::string end_line(ArchiveFacts const& facts, std::string_view hash)
{
    return json::write(Value(Value::Object{{"end", Value(Value::Object{{"entities", Value(static_cast<std::int64_t>(facts.entities))},
                                                                      {"contexts", Value(static_cast<std::int64_t>(facts.contexts))},
                                                                      {"blake2b", Value(base::hexadecimal(hash))}})}}));
}

class Writer {
public:
    explicit Writer(WriteBytes const& write) : write_(write) {}

    Result<void> line(std::string_view text)
    {
        block_.append(text).append("\n");
        return block_.size() < block_bytes ? Result<void>() : flush();
    }
    Result<void> flush()
    {
        hash_.add(block_);
        TRY_VOID(write_(store::compressed(block_)));
        block_.clear();
        return {};
    }
    // The last line stands in a frame of its own, and says the hash of all before it.
    Result<void> end(ArchiveFacts const& facts)
    {
        if (!block_.empty()) TRY_VOID(flush());
        auto const text = end_line(facts, hash_.finish());
        return write_(store::compressed(text + "\n"));
    }

private:
    WriteBytes const& write_;
    std::string block_;
    base::Blake2b256 hash_;
};

std::vector<understand::Slot> slots_by_id(understand::State const& state)
{
    std::vector<understand::Slot> slots;
    state.all().each([&](understand::Slot slot) {
        slots.push_back(slot);
        return true;
    });
    std::ranges::sort(slots, {}, [&](understand::Slot slot) { return state.at(slot).id(); });
    return slots;
}

Result<std::size_t> write_tenant(understand::Memory const& memory, std::string const& tenant, Writer& writer)
{
    Result<std::size_t> written = 0;
    auto const write_all = [&](understand::State const& state) -> Result<std::size_t> {
        auto const slots = slots_by_id(state);
        for (auto const slot : slots) {
            std::string line = tenant.empty() ? R"({"entity":)" : R"({"tenant":)" + json::write(Value(tenant)) + R"(,"entity":)";
            state.kept(slot).write_with_system_attributes(line);
            TRY_VOID(writer.line(line + "}"));
        }
        return slots.size();
    };
    TRY(memory.read(tenant, [&](understand::State const& state, base::Instant) {
        written = write_all(state);
        return std::uint64_t{0};
    }));
    return written;
}

base::Error damaged(std::size_t line) { return {Errc::unavailable, base::Message(say::archive_damaged, {{"line", line}})}; }

// The lines of an archive one after the other; each frame holds whole lines.
class Lines {
public:
    explicit Lines(std::string_view bytes) : bytes_(bytes) {}

    // Nothing at the end.
    Result<std::optional<std::string_view>> next()
    {
        if (rest_.empty()) {
            if (bytes_.empty()) return std::nullopt;
            TRY_VOID(next_frame());
        }
        ++number_;
        auto const end = rest_.find('\n');
        if (end == std::string_view::npos) return tl::unexpected(damaged(number_));
        auto const line = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return line;
    }
    std::size_t number() const { return number_; }

private:
    Result<void> next_frame()
    {
        auto const size = store::frame_size(bytes_);
        auto text = size ? store::decompressed(bytes_.substr(0, *size), base::limits::archive_block_bytes_max) : Result<std::string>(std::string());
        if (!text || text->empty()) return tl::unexpected(damaged(number_ + 1));
        block_ = *std::move(text);
        rest_ = block_;
        bytes_.remove_prefix(*size);
        return {};
    }

    std::string_view bytes_;
    std::string block_;
    std::string_view rest_;
    std::size_t number_ = 0;
};

std::optional<base::Instant> instant_in(Value const& object, std::string_view name)
{
    auto const* const text = object.find(name);
    return text == nullptr || text->text() == nullptr ? std::nullopt : base::parse_instant(*text->text());
}

// Whether both times are there.
template <class Timed>
bool take_times(Value const& from, Timed& to)
{
    auto const created = instant_in(from, "createdAt");
    auto const modified = instant_in(from, "modifiedAt");
    if (!created || !modified) return false;
    to.created_at = *created;
    to.modified_at = *modified;
    return true;
}

// The times that read_entity() leaves aside: of the entity, and of each instance of its attributes, which stand in the order of the text.
bool take_all_times(Value const& body, ngsi::Entity& entity)
{
    if (!take_times(body, entity)) return false;
    for (auto const& member : *body.object()) {
        auto* const attribute = ngsi::find(entity.attributes, ngsi::Context::core()->expand(member.name));
        if (attribute == nullptr) continue;
        auto const* const instances = member.value.array();
        if (instances == nullptr) {
            if (attribute->instances.size() != 1 || !take_times(member.value, attribute->instances.front())) return false;
            continue;
        }
        if (instances->size() != attribute->instances.size()) return false;
        for (std::size_t i = 0; i < instances->size(); ++i)
            if (!take_times((*instances)[i], attribute->instances[i])) return false;
    }
    return true;
}

Result<ngsi::Entity> entity_of(Value const& body, std::size_t line)
{
    auto entity = ngsi::read_entity(body, *ngsi::Context::core(), {ngsi::Form::normalized, ngsi::Purpose::keeping});
    if (!entity || entity->id.empty() || entity->types.empty() || !take_all_times(body, *entity)) return tl::unexpected(damaged(line));
    return entity;
}

struct Handlers {
    std::function<Result<void>(std::string tenant, ngsi::Entity entity)> entity;
    std::function<Result<void>(understand::HostedContext context)> context;
};

Result<understand::HostedContext> context_of(Value const& body, std::size_t line)
{
    auto const* const id = body.find("id");
    auto const* const document = body.find("document");
    auto const created = instant_in(body, "createdAt");
    if (id == nullptr || id->text() == nullptr || document == nullptr || !created) return tl::unexpected(damaged(line));
    return understand::HostedContext{*id->text(), 0, *created, std::make_shared<Value const>(*document)};
}

Result<void> check_head(std::string_view line)
{
    auto const head = json::parse(line);
    auto const* const format = head ? head->find("alzette") : nullptr;
    auto const is_ours = format != nullptr && format->text() != nullptr && format->text()->starts_with(format_name);
    if (!is_ours) return base::fail(Errc::conflict, say::archive_foreign);
    auto const version = format->text()->substr(format_name.size());
    if (version == std::to_string(format_version)) return {};
    return base::fail(Errc::unsupported, say::archive_newer, {{"version", version}, {"known", format_version}});
}

class Reader {
public:
    Reader(std::string_view bytes, Handlers const& handlers) : lines_(bytes), handlers_(handlers) {}

    Result<ArchiveFacts> read()
    {
        auto const head = TRY(lines_.next());
        if (!head) return base::fail(Errc::conflict, say::archive_foreign);
        TRY_VOID(check_head(*head));
        add_to_hash(*head);
        while (auto const line = TRY(lines_.next())) {
            auto const body = json::parse(*line);
            if (!body) return tl::unexpected(damaged(lines_.number()));
            if (body->find("end") != nullptr) return finish(*line);
            add_to_hash(*line);
            TRY_VOID(take(*body));
        }
        return base::fail(Errc::unavailable, say::archive_cut);
    }

private:
    void add_to_hash(std::string_view line)
    {
        hash_.add(line);
        hash_.add("\n");
    }

    Result<void> take(Value const& body)
    {
        if (auto const* const entity = body.find("entity")) {
            ++facts_.entities;
            auto const* const tenant = body.find("tenant");
            if (tenant != nullptr && (tenant->text() == nullptr || !ngsi::check_tenant(*tenant->text()))) return tl::unexpected(damaged(lines_.number()));
            auto read = TRY(entity_of(*entity, lines_.number()));
            return handlers_.entity(tenant == nullptr ? std::string() : *tenant->text(), std::move(read));
        }
        auto const* const context = body.find("context");
        if (context == nullptr) return tl::unexpected(damaged(lines_.number()));
        ++facts_.contexts;
        auto read = TRY(context_of(*context, lines_.number()));
        return handlers_.context(std::move(read));
    }

    Result<ArchiveFacts> finish(std::string_view line)
    {
        if (line != end_line(facts_, hash_.finish())) return base::fail(Errc::unavailable, say::archive_changed);
        auto const more = TRY(lines_.next());
        if (more) return tl::unexpected(damaged(lines_.number()));
        return facts_;
    }

    Lines lines_;
    Handlers const& handlers_;
    base::Blake2b256 hash_;
    ArchiveFacts facts_;
};

// Gathers entities of one tenant into changes.
class Batches {
public:
    explicit Batches(understand::Memory& memory) : memory_(memory) {}

    Result<void> add(std::string tenant, ngsi::Entity entity)
    {
        if (tenant != tenant_ || batch_.size() >= base::limits::import_batch_max) TRY_VOID(send());
        tenant_ = std::move(tenant);
        batch_.push_back(std::move(entity));
        return {};
    }
    Result<void> send()
    {
        if (batch_.empty()) return {};
        understand::Decision decision{std::exchange(batch_, {}), {}, R"({"operation":"importArchive"})"};
        return wait([&](understand::Memory::Done done) {
            memory_.change(tenant_, {}, [&](understand::State const&, base::Instant) -> Result<understand::Decision> { return std::move(decision); },
                           std::move(done));
        });
    }
    Result<void> add(understand::HostedContext const& context)
    {
        return wait([&](understand::Memory::Done done) {
            memory_.keep(store::Table::contexts, {0, understand::HostedContexts::bytes_of(context)}, {}, R"({"operation":"importArchive"})", std::move(done));
        });
    }

private:
    template <class Change>
    static Result<void> wait(Change const& change)
    {
        auto const outcome = std::make_shared<std::promise<Result<void>>>();
        change([outcome](Result<void> const& result) { outcome->set_value(result); });
        return outcome->get_future().get();
    }

    understand::Memory& memory_;
    std::string tenant_;
    std::vector<ngsi::Entity> batch_;
};

}  // namespace

Result<ArchiveFacts> write_archive(understand::Memory const& memory, understand::HostedContexts const& hosted, std::optional<std::string> const& tenant,
                                   base::Instant now, WriteBytes const& write)
{
    Writer writer(write);
    ArchiveFacts facts;
    TRY_VOID(writer.line(json::write(Value(Value::Object{{"alzette", Value(std::string(format_name) + std::to_string(format_version))},
                                                         {"program", Value(base::version())},
                                                         {"exportedAt", Value(base::instant_text(now))}}))));
    for (auto const& context : hosted.all()) {
        ++facts.contexts;
        TRY_VOID(writer.line(R"({"context":)" + understand::HostedContexts::bytes_of(*context) + "}"));
    }
    for (auto const& name : tenant ? std::vector<std::string>{*tenant} : memory.tenants()) facts.entities += TRY(write_tenant(memory, name, writer));
    TRY_VOID(writer.end(facts));
    return facts;
}

bool is_archive(std::string_view bytes) { return bytes.starts_with("\x28\xB5\x2F\xFD"); }  // a zstd frame (RFC 8878, 3.1.1)

Result<ArchiveFacts> check_archive(std::string_view bytes)
{
    Handlers const nothing{[](std::string const&, ngsi::Entity const&) -> Result<void> { return {}; },
                           [](understand::HostedContext const&) -> Result<void> { return {}; }};
    return Reader(bytes, nothing).read();
}

Result<ArchiveFacts> read_archive(std::string_view bytes, understand::Memory& memory)
{
    Batches batches(memory);
    Handlers const handlers{[&](std::string tenant, ngsi::Entity entity) { return batches.add(std::move(tenant), std::move(entity)); },
                            [&](understand::HostedContext const& context) { return batches.add(context); }};
    auto const facts = TRY(Reader(bytes, handlers).read());
    TRY_VOID(batches.send());
    return facts;
}

}  // namespace alzette::observe
