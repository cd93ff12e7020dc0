// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace alzette::understand {

// A set of slots: the places of entities in memory, small whole numbers. Kept in chunks of 4 096, so that a rare set among a million costs little, and
// joined 64 at a time. A value; one thread at a time.
class Bitmap {
public:
    Bitmap() = default;
    Bitmap(Bitmap const& other);
    Bitmap& operator=(Bitmap const& other);
    Bitmap(Bitmap&&) noexcept = default;
    Bitmap& operator=(Bitmap&&) noexcept = default;
    ~Bitmap() = default;

    void insert(std::uint32_t slot);
    void erase(std::uint32_t slot);
    bool contains(std::uint32_t slot) const;
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    Bitmap& operator&=(Bitmap const& other);
    Bitmap& operator|=(Bitmap const& other);
    Bitmap& operator-=(Bitmap const& other);

    // The members in order, from a slot on, until `take` says false.
    template <class Take>
    void each_from(std::uint32_t first, Take const& take) const
    {
        for (std::size_t at = first / chunk_slots; at < chunks_.size(); ++at) {
            if (chunks_[at] == nullptr) continue;
            for (std::size_t word = 0; word < words; ++word)
                for (auto bits = chunks_[at]->bits[word]; bits != 0; bits &= bits - 1) {
                    auto const place = at * chunk_slots + word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
                    if (place >= first && !take(static_cast<std::uint32_t>(place))) return;
                }
        }
    }
    template <class Take>
    void each(Take const& take) const
    {
        each_from(0, take);
    }

private:
    static constexpr std::size_t words = 64;
    static constexpr std::size_t chunk_slots = words * 64;
    struct Chunk {
        std::array<std::uint64_t, words> bits{};
        std::uint32_t count = 0;
    };
    Chunk const* chunk(std::size_t at) const { return at < chunks_.size() ? chunks_[at].get() : nullptr; }
    template <class Join>
    void join(Bitmap const& other, Join const& join_words);
    void recount(std::size_t at);

    std::vector<std::unique_ptr<Chunk>> chunks_;  // nullptr where there is none of 4 096
    std::size_t size_ = 0;
};

// A set that belongs to another until it is to change: most questions of one type need no copy.
class SomeSlots {
public:
    SomeSlots() = default;
    explicit SomeSlots(Bitmap const& borrowed) : borrowed_(&borrowed) {}
    explicit SomeSlots(Bitmap&& owned) : owned_(std::move(owned)) {}

    Bitmap const& get() const { return borrowed_ == nullptr ? owned_ : *borrowed_; }
    Bitmap& own()
    {
        if (borrowed_ != nullptr) owned_ = *std::exchange(borrowed_, nullptr);
        return owned_;
    }
    SomeSlots& operator&=(SomeSlots const& other) { return own() &= other.get(), *this; }
    SomeSlots& operator|=(SomeSlots const& other) { return own() |= other.get(), *this; }

private:
    Bitmap const* borrowed_ = nullptr;
    Bitmap owned_;
};

}  // namespace alzette::understand
