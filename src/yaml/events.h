// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "yaml/scalar_text.h"

#include <memory>
#include <string>
#include <string_view>

namespace alzette::yaml {

enum class EventKind { document_start, document_end, mapping_start, sequence_start, collection_end, scalar, alias, stream_end };

// One step of the text. It and its views hold until the next step is asked for.
struct Event {
    EventKind kind{};
    base::Place place = {};      // line 0 where the text shows nothing: a missing value, a document without `---`
    WrittenScalar scalar = {};
    std::string_view name = {};  // of an alias
    std::string_view anchor = {};
    base::Place tag_place = {};  // line 0 without a tag
    bool flow = false;
};

// Why the text could not be read to its end.
struct Fault {
    enum class Kind {
        syntax,
        version,    // the text says it is not YAML 1.2
        directive,  // a line that begins with % and is unknown
        lookahead,  // limits::yaml_lookahead_bytes_max
        failed,     // libfyaml gives no reason
    };
    Kind kind{};
    std::string text = {};  // libfyaml's own words, in English
    base::Place place = {};
};

// What stands in brackets or quotes may begin left of its key, as everybody writes it; YAML's own rule forbids that.
enum class Indentation { relaxed, strict };

// The only user of libfyaml: a text as a sequence of events. The text is valid UTF-8 without a byte order mark and outlives the reader.
class EventReader {
public:
    explicit EventReader(std::string_view text, Indentation indentation = Indentation::relaxed);
    ~EventReader();
    EventReader(EventReader const&) = delete;
    EventReader& operator=(EventReader const&) = delete;

    // Nothing where reading stopped for the reason fault() gives. After that or after stream_end there is nothing more to ask for.
    Event const* next();
    Fault fault() const;
    // Where the last event that shows in the text ended.
    base::Place last_end();
    // The next `-` when only blanks and comments stand before it, else last_end(): the place of an item that is missing.
    base::Place next_dash();

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace alzette::yaml
