// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/entity.h"

namespace alzette::ngsi {

// Whether an entity is so plain that what is kept of it is sure to read back the same, without reading it: names that the core context writes and reads as
// themselves; one instance of each attribute, a scalar, a relationship to one entity or a geometry. Of others nothing is said: they are to be read. Most
// entities are plain, and this costs a fifth of reading one. Texts are taken to be UTF-8, and few enough for a document.
bool is_plain(Entity const& entity);

}  // namespace alzette::ngsi
