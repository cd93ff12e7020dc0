// SPDX-License-Identifier: Apache-2.0
#include "understand/bitmap.h"

#include <algorithm>

namespace alzette::understand {

Bitmap::Bitmap(Bitmap const& other) : size_(other.size_)
{
    chunks_.reserve(other.chunks_.size());
    for (auto const& each : other.chunks_) chunks_.push_back(each == nullptr ? nullptr : std::make_unique<Chunk>(*each));
}

Bitmap& Bitmap::operator=(Bitmap const& other)
{
    if (this != &other) *this = Bitmap(other);
    return *this;
}

void Bitmap::insert(std::uint32_t slot)
{
    auto const at = slot / chunk_slots;
    if (at >= chunks_.size()) chunks_.resize(at + 1);
    if (chunks_[at] == nullptr) chunks_[at] = std::make_unique<Chunk>();
    auto& word = chunks_[at]->bits[slot % chunk_slots / 64];
    auto const bit = std::uint64_t{1} << (slot % 64);
    if ((word & bit) != 0) return;
    word |= bit;
    ++chunks_[at]->count;
    ++size_;
}

void Bitmap::erase(std::uint32_t slot)
{
    auto const at = slot / chunk_slots;
    if (!contains(slot)) return;
    chunks_[at]->bits[slot % chunk_slots / 64] &= ~(std::uint64_t{1} << (slot % 64));
    if (--chunks_[at]->count == 0) chunks_[at] = nullptr;
    --size_;
}

bool Bitmap::contains(std::uint32_t slot) const
{
    auto const* const found = chunk(slot / chunk_slots);
    return found != nullptr && (found->bits[slot % chunk_slots / 64] >> (slot % 64) & 1) != 0;
}

void Bitmap::recount(std::size_t at)
{
    std::uint32_t count = 0;
    for (auto const word : chunks_[at]->bits) count += static_cast<std::uint32_t>(std::popcount(word));
    chunks_[at]->count = count;
    size_ += count;
    if (count == 0) chunks_[at] = nullptr;
}

// Joins word by word with the other set, whose missing chunks are empty ones.
template <class Join>
void Bitmap::join(Bitmap const& other, Join const& join_words)
{
    static constexpr Chunk nothing{};
    chunks_.resize(std::max(chunks_.size(), other.chunks_.size()));
    size_ = 0;
    for (std::size_t at = 0; at < chunks_.size(); ++at) {
        auto const* const theirs = other.chunk(at);
        if (chunks_[at] == nullptr && theirs == nullptr) continue;
        if (chunks_[at] == nullptr) chunks_[at] = std::make_unique<Chunk>();
        auto const& right = theirs == nullptr ? nothing.bits : theirs->bits;
        for (std::size_t word = 0; word < words; ++word) chunks_[at]->bits[word] = join_words(chunks_[at]->bits[word], right[word]);
        recount(at);
    }
}

Bitmap& Bitmap::operator&=(Bitmap const& other)
{
    join(other, [](std::uint64_t left, std::uint64_t right) { return left & right; });
    return *this;
}

Bitmap& Bitmap::operator|=(Bitmap const& other)
{
    join(other, [](std::uint64_t left, std::uint64_t right) { return left | right; });
    return *this;
}

Bitmap& Bitmap::operator-=(Bitmap const& other)
{
    join(other, [](std::uint64_t left, std::uint64_t right) { return left & ~right; });
    return *this;
}

}  // namespace alzette::understand
