// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

// Instants are UTC microseconds. The clock is a parameter of whoever needs it.
namespace alzette::base {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// "2026-11-26T15:40:00Z", with up to six decimals of a second after a point or a comma, as NGSI-LD writes a DateTime (ETSI GS CIM 009 v1.9.1,
// clause 4.6.3: UTC, 'Z' at the end). Years 0000 to 9999; nothing for any other text, an impossible date or a leap second.
std::optional<Instant> parse_instant(std::string_view text);

// The same form, with as many decimals as needed, three at a time: "2026-11-26T15:40:00Z", "...00.250Z", "...00.250125Z".
std::string instant_text(Instant instant);
void append_instant(Instant instant, std::string& out);

}  // namespace alzette::base
