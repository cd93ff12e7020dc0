// SPDX-License-Identifier: Apache-2.0
#include "ngsi/context.h"

#include "base/catalogue/ngsi.h"
#include "base/limits_broker.h"
#include "ngsi/names.h"

#include <array>
#include <set>
#include <unordered_map>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;
namespace limits = base::limits;

#define NGSI "https://uri.etsi.org/ngsi-ld/"
#define GEOJSON "https://purl.org/geojson/vocab#"

struct CoreTerm {
    std::string_view term;
    std::string_view iri;
    Coercion coercion;
};

constexpr CoreTerm core_terms[] = {
#define CORE_TERM(term, iri, coercion) {term, iri, Coercion::coercion},
#include "ngsi/core_terms.def"
#undef CORE_TERM
};

// The two prefixes of the core context.
constexpr CoreTerm core_prefixes[] = {{"ngsi-ld", NGSI, Coercion::none}, {"geojson", GEOJSON, Coercion::none}};

Coercion coercion_of(std::string_view type)
{
    struct Row {
        std::string_view type;
        Coercion coercion;
    };
    constexpr std::array<Row, 6> rows{{{"@id", Coercion::id},
                                       {"@vocab", Coercion::vocab},
                                       {"@json", Coercion::json},
                                       {NGSI "DateTime", Coercion::date_time},
                                       {NGSI "Date", Coercion::date},
                                       {NGSI "Time", Coercion::time}}};
    for (auto const& row : rows)
        if (row.type == type) return row.coercion;
    return Coercion::none;
}

bool ends_as_prefix(std::string_view iri) { return !iri.empty() && std::string_view(":/?#[]@").find(iri.back()) != std::string_view::npos; }

bool is_core_term(std::string_view name)
{
    static auto const names = [] {
        std::set<std::string_view> all;
        for (auto const& each : core_terms) all.emplace(each.term);
        for (auto const& each : core_prefixes) all.emplace(each.term);
        return all;
    }();
    return names.contains(name);
}

base::Error wrong(base::MessageId message, std::vector<base::Argument> arguments = {})
{
    return {Errc::invalid, base::Message(message, std::move(arguments))};
}

}  // namespace

// Builds a context term by term. Terms of one @context object may be written in terms of each other, in any order.
class ContextReader {
public:
    explicit ContextReader(Context::Load const& load) : load_(load)
    {
        for (auto const& core : core_terms) context_.terms_[std::string(core.term)] = {std::string(core.iri), core.coercion, false};
        for (auto const& core : core_prefixes) context_.terms_[std::string(core.term)] = {std::string(core.iri), core.coercion, true};
        core_ = context_.terms_;
    }

    Result<void> add(json::Value const& part, std::size_t depth)
    {
        if (depth > limits::context_depth_max) return base::fail(Errc::exhausted, say::context_too_deep, {{"most", limits::context_depth_max}});
        // A few contexts that each name another many times would be read for ever.
        if (++parts_ > limits::context_parts_max) return base::fail(Errc::exhausted, say::context_too_many, {{"most", limits::context_parts_max}});
        if (part.is_null()) {
            context_.terms_ = core_;  // JSON-LD: what stands before it is forgotten
            return {};
        }
        if (auto const* const uri = part.text()) return add_from(*uri, depth);
        if (auto const* const parts = part.array()) {
            for (auto const& each : *parts) TRY_VOID(add(each, depth + 1));
            return {};
        }
        if (part.object() == nullptr) return tl::unexpected(wrong(say::context_wrong));
        return add_terms(part);
    }

    std::shared_ptr<Context const> finish(json::Value written) &&
    {
        for (auto const& [name, term] : context_.terms_) {
            auto& best = context_.names_[term.iri];
            auto const is_better = best.empty() || name.size() < best.size() || (name.size() == best.size() && name < best);
            if (is_better) best = name;
            if (term.is_prefix) context_.prefixes_.emplace_back(name, term.iri);
        }
        context_.written_ = std::move(written);
        return std::make_shared<Context const>(std::move(context_));
    }
    bool is_core_alone() const { return context_.terms_.size() == core_.size(); }

private:
    Result<void> add_from(std::string const& uri, std::size_t depth)
    {
        if (is_core_context(uri)) return {};
        if (!is_uri(uri)) return tl::unexpected(wrong(say::context_uri_wrong, {{"found", uri}}));
        auto const document = TRY(load_(uri));
        auto const* const inner = document->find("@context");
        if (inner == nullptr) return tl::unexpected(wrong(say::context_without_context, {{"uri", uri}}));
        return add(*inner, depth + 1);
    }

    Result<void> add_terms(json::Value const& object)
    {
        for (auto const& member : *object.object()) members_[member.name] = &member.value;
        for (auto const& member : *object.object()) {
            if (member.name == "@import") return tl::unexpected(wrong(say::context_import));
            if (member.name.starts_with('@')) continue;  // @vocab: the core's has precedence; @version, @base and the like change nothing here
            TRY_VOID(define(member.name));
            if (context_.terms_.size() > limits::context_terms_max + core_.size())
                return base::fail(Errc::exhausted, say::context_too_large, {{"most", limits::context_terms_max}});
        }
        defined_.clear();
        members_.clear();
        return {};
    }

    // Clause 4.4: the core context is protected, whatever the order.
    Result<void> define(std::string const& name)
    {
        if (is_core_term(name) || name == "id" || name == "type") return {};
        auto const [state, is_first] = defined_.try_emplace(name, false);
        if (!is_first) return state->second ? Result<void>() : tl::unexpected(wrong(say::context_cycle, {{"term", name}}));
        if (defining_ == limits::context_chain_max)
            return base::fail(Errc::exhausted, say::context_chain_long, {{"term", name}, {"most", limits::context_chain_max}});
        ++defining_;  // an error ends the reading, so only what goes well counts back
        auto const& definition = *members_.find(name)->second;
        if (auto const* const iri = definition.text()) {
            auto expanded = TRY(iri_of(name, *iri));
            auto const is_prefix = ends_as_prefix(expanded);
            context_.terms_[name] = {std::move(expanded), Coercion::none, is_prefix};
        } else if (definition.object() != nullptr) {
            auto term = TRY(term_of(name, definition));
            context_.terms_[name] = std::move(term);
        } else if (definition.is_null()) {
            context_.terms_.erase(name);
        } else {
            return tl::unexpected(wrong(say::context_term_wrong, {{"term", name}}));
        }
        --defining_;
        defined_[name] = true;
        return {};
    }

    Result<Context::Term> term_of(std::string const& name, json::Value const& definition)
    {
        if (definition.find("@context") != nullptr) return tl::unexpected(wrong(say::context_scoped, {{"term", name}}));
        Context::Term term;
        auto const* const id = definition.find("@id");
        if (id != nullptr && id->text() == nullptr) return tl::unexpected(wrong(say::context_term_wrong, {{"term", name}}));
        term.iri = TRY(iri_of(name, id == nullptr ? name : *id->text()));
        if (auto const* const type = definition.find("@type")) {
            if (type->text() == nullptr) return tl::unexpected(wrong(say::context_term_wrong, {{"term", name}}));
            auto const expanded = TRY(iri_of(name, *type->text()));
            term.coercion = coercion_of(expanded);
        }
        auto const* const prefix = definition.find("@prefix");
        term.is_prefix = prefix != nullptr && prefix->truth() != nullptr && *prefix->truth();
        return term;
    }

    // What a definition's @id or @type says, after the terms it uses are defined.
    Result<std::string> iri_of(std::string const& term, std::string const& text)
    {
        if (text.starts_with('@')) return text;
        auto const colon = text.find(':');
        auto const used = colon == std::string::npos ? text : text.substr(0, colon);
        if (used != term && members_.contains(used)) TRY_VOID(define(used));
        auto expanded = context_.expand(text);
        if (expanded.size() > limits::name_bytes_max) return tl::unexpected(wrong(say::context_term_wrong, {{"term", term}}));
        return expanded;
    }

    Context::Load const& load_;
    Context context_;
    decltype(Context::terms_) core_;
    std::size_t parts_ = 0;
    std::size_t defining_ = 0;                                        // terms in terms of each other
    std::unordered_map<std::string_view, json::Value const*> members_;  // of the object being read
    std::unordered_map<std::string, bool> defined_;                   // of that object: false while a term is being defined
};

Result<std::shared_ptr<Context const>> Context::read(json::Value const& context, Load const& load)
{
    ContextReader reader(load);
    TRY_VOID(reader.add(context, 0));
    if (reader.is_core_alone()) return core();
    json::Value::Array written;
    if (auto const* const parts = context.array()) {
        for (auto const& part : *parts)
            if (part.text() == nullptr || !is_core_context(*part.text())) written.push_back(part);
    } else {
        written.push_back(context);
    }
    written.emplace_back(core_context_uri);
    return std::move(reader).finish(json::Value(std::move(written)));
}

std::shared_ptr<Context const> const& Context::core()
{
    static auto const context = ContextReader(nullptr).finish(json::Value(core_context_uri));
    return context;
}

std::string Context::expand(std::string_view name) const
{
    if (auto const found = terms_.find(name); found != terms_.end()) return found->second.iri;
    auto const colon = name.find(':');
    if (colon == std::string_view::npos) return std::string(default_vocabulary).append(name);
    auto const suffix = name.substr(colon + 1);
    if (suffix.starts_with("//")) return std::string(name);
    auto const prefix = terms_.find(name.substr(0, colon));
    return prefix == terms_.end() ? std::string(name) : std::string(prefix->second.iri).append(suffix);
}

std::string Context::compact(std::string_view iri) const
{
    if (auto const found = names_.find(iri); found != names_.end()) return found->second;
    if (iri.starts_with(default_vocabulary)) {
        auto const suffix = iri.substr(default_vocabulary.size());
        // As a term or a compact IRI it would mean something else.
        if (!suffix.empty() && suffix.find(':') == std::string_view::npos && !terms_.contains(suffix)) return std::string(suffix);
    }
    std::string best;
    for (auto const& [name, start] : prefixes_) {
        if (!iri.starts_with(start) || iri.size() == start.size()) continue;
        auto candidate = name + ":" + std::string(iri.substr(start.size()));
        if (iri.substr(start.size()).starts_with("//") || terms_.contains(candidate)) continue;
        if (best.empty() || candidate.size() < best.size() || (candidate.size() == best.size() && candidate < best)) best = std::move(candidate);
    }
    return best.empty() ? std::string(iri) : best;
}

Coercion Context::coercion(std::string_view name) const
{
    auto const found = terms_.find(name);
    return found == terms_.end() ? Coercion::none : found->second.coercion;
}

bool is_core_context(std::string_view uri)
{
    for (auto const scheme : {std::string_view("https://"), std::string_view("http://")})
        if (uri.starts_with(scheme)) return uri.substr(scheme.size()).starts_with("uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context");
    return false;
}

}  // namespace alzette::ngsi
