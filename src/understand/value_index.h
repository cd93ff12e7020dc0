// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/value.h"
#include "understand/bitmap.h"

#include <absl/container/btree_set.h>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

namespace alzette::understand {

// Which entities have which value of one attribute: 64-bit keys in order, so that one tree answers equality and ranges of numbers and instants, and
// equality of texts. Texts are kept as hashes: what is found by text is to be checked.
class ValueIndex {
public:
    // The key of a value; nothing for what is not indexed: objects, arrays (their items are, each), null.
    struct Key {
        enum class Kind : std::uint8_t { boolean, number, instant, text, term } kind;
        std::uint64_t order;  // as the values are ordered, within a kind; of texts and terms, a hash
        friend auto operator<=>(Key const&, Key const&) = default;
    };
    static std::optional<Key> key_of(json::Value const& value);
    static Key number_key(double number);
    static Key text_key(std::string_view text);
    static Key term_key(std::string_view iri);  // of a VocabProperty, beside its key as a text
    // An instant's text is indexed as both, since a query may mean either.
    static std::optional<Key> instant_key(std::string_view text);

    // Whether some entity has several values of the attribute: instances, items of an array, languages. An order never matches an array (clause 4.9), and of
    // two instances one may be above and the other below: both must be checked.
    bool has_several() const { return several_ > 0; }
    void count_several(std::ptrdiff_t more) { several_ += more; }

    // As Places::gather() and build().
    void gather() { is_gathering_ = true; }
    void build();

    void insert(Key key, std::uint32_t slot)
    {
        if (is_gathering_) gathered_.push_back({key.order, slot, key.kind});
        else entries_.insert({key.order, slot, key.kind});
    }
    void erase(Key key, std::uint32_t slot) { entries_.erase({key.order, slot, key.kind}); }
    // The slots whose key is from `first` to `last`, both included; nothing when they are more than `most`: then the index does not narrow.
    std::optional<Bitmap> between(Key first, Key last, std::size_t most) const;

private:
    // 16 bytes, since a million entities hold millions of them.
    struct Entry {
        std::uint64_t order;
        std::uint32_t slot;
        Key::Kind kind;
        Key key() const { return {kind, order}; }
        friend bool operator<(Entry const& left, Entry const& right)
        {
            return std::tie(left.kind, left.order, left.slot) < std::tie(right.kind, right.order, right.slot);
        }
    };
    absl::btree_set<Entry> entries_;
    std::vector<Entry> gathered_;
    bool is_gathering_ = false;
    std::ptrdiff_t several_ = 0;
};

}  // namespace alzette::understand
