// SPDX-License-Identifier: Apache-2.0
#include "base/instant.h"

#include <array>
#include <charconv>

namespace alzette::base {

namespace {

// A cursor over fixed-width digits; once something is amiss it stays so.
struct Digits {
    std::string_view rest;
    bool good = true;

    int take(std::size_t width)
    {
        int number = 0;
        if (rest.size() < width) return good = false, 0;
        for (auto const c : rest.substr(0, width)) {
            if (c < '0' || c > '9') return good = false, 0;
            number = number * 10 + (c - '0');
        }
        rest.remove_prefix(width);
        return number;
    }
    void expect(char wanted)
    {
        if (rest.empty() || rest.front() != wanted) good = false;
        else rest.remove_prefix(1);
    }
    std::chrono::microseconds take_decimals()
    {
        if (rest.empty() || (rest.front() != '.' && rest.front() != ',')) return {};
        rest.remove_prefix(1);
        std::int64_t microseconds = 0;
        std::size_t count = 0;
        for (; count < rest.size() && rest[count] >= '0' && rest[count] <= '9'; ++count)
            if (count < 6) microseconds = microseconds * 10 + (rest[count] - '0');
        if (count == 0) good = false;
        for (auto places = count; places < 6; ++places) microseconds *= 10;
        rest.remove_prefix(count);
        return std::chrono::microseconds(microseconds);
    }
};

void append_padded(unsigned number, int width, std::string& out)
{
    std::array<char, 8> buffer;
    for (auto place = width; place-- > 0; number /= 10) buffer[static_cast<std::size_t>(place)] = static_cast<char>('0' + number % 10);
    out.append(buffer.data(), static_cast<std::size_t>(width));
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text)
{
    Digits digits{text};
    auto const year = digits.take(4);
    digits.expect('-');
    auto const month = digits.take(2);
    digits.expect('-');
    auto const day = digits.take(2);
    digits.expect('T');
    auto const hour = digits.take(2);
    digits.expect(':');
    auto const minute = digits.take(2);
    digits.expect(':');
    auto const second = digits.take(2);
    auto const decimals = digits.take_decimals();
    digits.expect('Z');
    auto const date = std::chrono::year(year) / month / day;
    if (!digits.good || !digits.rest.empty() || !date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) + decimals;
}

void append_instant(Instant instant, std::string& out)
{
    auto const days = std::chrono::floor<std::chrono::days>(instant);
    auto const date = std::chrono::year_month_day(days);
    auto const time = std::chrono::hh_mm_ss(instant - days);
    append_padded(static_cast<unsigned>(static_cast<int>(date.year())), 4, out);
    out += '-';
    append_padded(static_cast<unsigned>(date.month()), 2, out);
    out += '-';
    append_padded(static_cast<unsigned>(date.day()), 2, out);
    out += 'T';
    append_padded(static_cast<unsigned>(time.hours().count()), 2, out);
    out += ':';
    append_padded(static_cast<unsigned>(time.minutes().count()), 2, out);
    out += ':';
    append_padded(static_cast<unsigned>(time.seconds().count()), 2, out);
    if (auto const micro = static_cast<unsigned>(time.subseconds().count()); micro != 0) {
        out += '.';
        append_padded(micro / 1'000, 3, out);
        if (micro % 1'000 != 0) append_padded(micro % 1'000, 3, out);
    }
    out += 'Z';
}

std::string instant_text(Instant instant)
{
    std::string out;
    append_instant(instant, out);
    return out;
}

}  // namespace alzette::base
