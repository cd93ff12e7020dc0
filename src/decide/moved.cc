// SPDX-License-Identifier: Apache-2.0
#include "decide/moved.h"

namespace alzette::decide {

CentralCase::CentralCase(Model const& of) : model(of), valuation(of, 0), run(of.program, 1)
{
    run(model.central_inputs());
    present = valuation.present_values(run, 0);
    npv = valuation.sums(run, 0).npv;
}

}  // namespace alzette::decide
