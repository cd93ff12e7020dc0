// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/by_text.h"
#include "base/result.h"
#include "json/value.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alzette::ngsi {

// How a term's value is to be read (JSON-LD 1.1, section 4.2.3): as it stands, as an IRI, as a term of the vocabulary, or as a typed literal.
enum class Coercion { none, id, vocab, json, date_time, date, time };

// A JSON-LD context as NGSI-LD uses it (clauses 4.4, 5.5.5, 5.5.7): a user's terms, prefixes and vocabulary under the protected core context, which has
// precedence wherever it stood. Immutable; any thread may use it.
class Context {
public:
    // Reads what an @context holds: a URI, an object of terms, or an array of these. URIs are fetched from `load`. Fails (invalid) on what is no
    // context, on scoped contexts, which clause 5.5.7 forbids, and on a URI that `load` does not give (unavailable: LdContextNotAvailable).
    using Load = std::function<base::Result<std::shared_ptr<json::Value const>>(std::string_view uri)>;
    static base::Result<std::shared_ptr<Context const>> read(json::Value const& context, Load const& load);
    // The core context alone: what is used where no other is named (clause 5.5.5).
    static std::shared_ptr<Context const> const& core();

    // The IRI of a term, a compact IRI ("ex:lamp") or an IRI. What no term, prefix or vocabulary names falls into the default vocabulary.
    std::string expand(std::string_view name) const;
    // The shortest way to write an IRI: a term, else relative to the default vocabulary, else a compact IRI, else itself.
    std::string compact(std::string_view iri) const;
    Coercion coercion(std::string_view name) const;
    // The @context to write into an answer: the user's, then the core context; the core's URI alone for core().
    json::Value const& as_written() const { return written_; }

private:
    struct Term {
        std::string iri;
        Coercion coercion = Coercion::none;
        bool is_prefix = false;
    };
    friend class ContextReader;
    Context() = default;

    base::ByText<Term> terms_;
    base::ByText<std::string> names_;                            // by IRI: the term that compacts it
    std::vector<std::pair<std::string, std::string>> prefixes_;  // name and IRI
    json::Value written_;
};

// Where contexts that are built in are found; nullptr for any other URI.
std::string_view constexpr core_context_uri = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld";
bool is_core_context(std::string_view uri);  // any version of it
inline constexpr std::string_view default_vocabulary = "https://uri.etsi.org/ngsi-ld/default-context/";

}  // namespace alzette::ngsi
