// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/entity.h"

#include <string>
#include <string_view>

// An entity as it is kept, in memory and on disk: its normalized JSON under the core context, which most answers send as it stands, behind a head of what that
// text leaves out. The head is binary, little-endian, and starts with its version, so that a later release can read what an earlier one kept.
namespace alzette::ngsi {

// The bytes of an entity.
std::string keep(Entity const& entity);
// Whether the bytes that keep() gave read back as the entity they are of: most, but neither names that mean something else under the core context, nor values
// that nest deeper than JSON may, nor texts that are no UTF-8. What does not would end the program that reads it later.
bool reads_back(std::string_view bytes, Entity const& entity);

// Reads kept bytes. They must outlive it. Cheap: nothing is copied.
class Kept {
public:
    // Fails (unavailable) on bytes that keep() did not make.
    static base::Result<Kept> open(std::string_view bytes);
    // The same of bytes that keep() gave or open() took before.
    static Kept trusted(std::string_view bytes);

    std::string_view text() const { return text_; }  // {"id":...,"type":...}
    base::Instant created_at() const { return created_at_; }
    base::Instant modified_at() const { return modified_at_; }
    // The earliest instant at which the entity or one of its attributes expires (clause 4.22).
    std::optional<base::Instant> expires_at() const { return expires_at_; }
    bool has_expired(base::Instant now) const;  // the whole entity; costs its reading when something of it has

    // The text with createdAt and modifiedAt of the entity and of each instance.
    void write_with_system_attributes(std::string& out) const;
    // The entity itself, times included. The first fails (unavailable) where the text is no entity or not that of the head; the second is for what was
    // read before.
    base::Result<Entity> read_entity() const;
    Entity entity() const;

private:
    struct Instance {
        base::Instant created_at;
        base::Instant modified_at;
        std::uint32_t end;  // in the text: where its closing brace stands
    };
    Instance instance(std::size_t index) const;

    std::string_view text_;
    std::string_view instances_;
    std::uint32_t instance_count_ = 0;
    base::Instant created_at_;
    base::Instant modified_at_;
    std::optional<base::Instant> expires_at_;
};

}  // namespace alzette::ngsi
