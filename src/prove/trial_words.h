// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"
#include "decide/evaluation.h"
#include "decide/trials.h"

#include <string>
#include <vector>

// What the reports say of trials, gates and waiting, in both languages until somebody reads it. Most important first. Any thread.
namespace alzette::prove {

std::vector<base::Message> pilot_sentences(decide::Case const& subject, decide::PilotResult const& result);
std::vector<base::Message> gate_sentences(decide::Case const& subject, decide::GateResult const& result);
std::vector<base::Message> waiting_sentences(decide::Case const& subject, decide::WaitingResult const& result);

// What the case says of them, for who checks it.
std::vector<base::Message> told_trials(decide::Case const& subject);

base::Text pilot_name(decide::Case const& subject, std::string_view id);
base::Text gate_name(decide::Case const& subject, std::string_view id);

// Some eight of the sizes tried, the best and the planned one among them.
std::vector<decide::SampleSize> sizes_to_show(decide::Case const& subject, decide::PilotResult const& result);

}  // namespace alzette::prove
