// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// For tests: what a browser or a checker of accessibility would complain about in a page of ours.
namespace alzette::prove {

// Tags that do not balance, attributes without quotes, ids used twice, links and labels that lead nowhere, headings out of order, tables
// without caption or scope, images without title and description, anything fetched or run, figures that are no numbers, unfilled arguments.
std::vector<std::string> faults_of(std::string_view html);

// The text people read: without tags, style sheet and entities.
std::string text_of_page(std::string_view html);

}  // namespace alzette::prove
