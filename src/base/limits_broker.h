// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// The limits of the context broker. Reaching one is an error that says so.
namespace alzette::base::limits {

inline constexpr std::size_t json_bytes_max = 16 << 20;    // one request or document
inline constexpr std::size_t json_depth_max = 64;          // the deepest Smart Data Model seen has 9
inline constexpr std::size_t entity_bytes_max = 1 << 20;   // as it is kept
inline constexpr std::size_t batch_entities_max = 10'000;  // of one batch operation
inline constexpr std::size_t query_length_max = 8'000;     // q, scopeQ, type, each
inline constexpr std::size_t query_depth_max = 50;         // brackets in q
inline constexpr std::size_t query_terms_max = 500;
inline constexpr std::size_t pattern_bytes_max = 64 << 10;  // memory of one regular expression
inline constexpr std::size_t page_limit_default = 20;      // entities of a page
inline constexpr std::size_t page_limit_max = 1'000;
inline constexpr std::size_t linked_levels_max = 10;       // relationships that an answer follows, one after the other
inline constexpr std::size_t linked_entities_max = 1'000;  // that one answer shows beside those asked for, some 30 ms
inline constexpr std::size_t query_offset_max = 100'000'000;
inline constexpr std::size_t read_at_once_max = 200;       // entities that a query reads before it goes on beside the others, some 2 ms
inline constexpr std::size_t read_in_step_max = 25;        // entities it then reads before a change may come between, some 200 us
inline constexpr std::size_t long_queries_max = 1'000;     // under way
inline constexpr std::size_t expired_at_once_max = 1'000;   // entities of a tenant taken away in one change
inline constexpr std::size_t password_bytes_min = 12;
inline constexpr std::size_t password_tries_max = 5;       // a minute, for one account
inline constexpr std::size_t tried_names_max = 10'000;     // that are remembered for it
inline constexpr std::size_t account_name_bytes_max = 64;
inline constexpr int token_days_default = 90;
inline constexpr int token_days_max = 366;
inline constexpr std::size_t tokens_max = 1'000;  // of one account, that have not expired
inline constexpr int first_link_minutes = 60;
inline constexpr int preflight_seconds = 600;               // that a browser may remember what a page of another site may do
inline constexpr std::size_t geometry_points_max = 20'000;
inline constexpr std::size_t context_terms_max = 50'000;   // of one @context, all its parts together
inline constexpr std::size_t context_depth_max = 16;       // contexts that name contexts
inline constexpr std::size_t context_parts_max = 200;     // documents, arrays and objects that one @context is made of
inline constexpr std::size_t context_chain_max = 64;      // terms written in terms of each other, one after the other
inline constexpr std::size_t contexts_kept_max = 1'000;    // read and ready for use
inline constexpr std::size_t contexts_cached_max = 1'000;  // fetched from elsewhere
inline constexpr std::size_t downloads_max = 100;          // requests that wait for contexts from elsewhere
inline constexpr std::size_t download_bytes_max = 4 << 20;
inline constexpr int download_seconds_max = 5;
inline constexpr int download_again_seconds = 60;          // before a context that could not be fetched is asked for again
inline constexpr int redirections_max = 3;
inline constexpr std::size_t implicit_contexts_max = 1'000;  // that came inside queries and are served for their answers
inline constexpr std::size_t scope_levels_max = 32;
inline constexpr std::size_t name_bytes_max = 2'048;       // a type, an attribute, an id

}  // namespace alzette::base::limits
