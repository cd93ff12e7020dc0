// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace alzette::base {

// Bytes that never change and that several hold: copied, they are shared, by any threads. They take one allocation of no more than their own size and 32.
class SharedBytes {
public:
    SharedBytes() = default;
    template <std::convertible_to<std::string_view> Text>
        requires(!std::same_as<Text, SharedBytes>)
    SharedBytes(Text const& text) : size_(std::string_view(text).size())
    {
        if (size_ == 0) return;
        data_ = std::make_shared_for_overwrite<char[]>(size_);
        std::ranges::copy(std::string_view(text), data_.get());
    }

    operator std::string_view() const { return {data_.get(), size()}; }
    std::size_t size() const { return data_ == nullptr ? 0 : size_; }  // of one that was moved away too
    bool empty() const { return size() == 0; }

    friend bool operator==(SharedBytes const& left, SharedBytes const& right) { return std::string_view(left) == std::string_view(right); }

private:
    std::shared_ptr<char[]> data_;
    std::size_t size_ = 0;
};

}  // namespace alzette::base
