// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluation.h"

// For the tests of the page: the parking observatory of data/cases as an evaluation written by hand, with its expected central figures.
namespace alzette::prove {

decide::Evaluation sample_evaluation();

// The same with every part of the page filled: variants, groups, footnotes, a series, warnings.
decide::Evaluation full_evaluation();

}  // namespace alzette::prove
