% SPDX-License-Identifier: Apache-2.0
% The net present value of data/cases/ville50.yaml over many draws with Octave, whole columns at a time: octave-cli ville50.m DRAWS
1;

function x = triangular(n, low, mode, high)
  u = rand(n, 1);
  below = u < (mode - low) / (high - low);
  x = below .* (low + sqrt(u * (high - low) * (mode - low))) + !below .* (high - sqrt((1 - u) * (high - low) * (high - mode)));
end

function value = npv(n)
  capital = zeros(n, 1);
  running = zeros(n, 1);
  for i = 0:7
    capital += triangular(n, 108 + 18 * i, 120 + 20 * i, 192 + 32 * i);
    running += exp(log(6 + i) + 0.25 * randn(n, 1));
  end
  volume_worth = zeros(n, 14);
  for i = 0:13
    worth = 0.11 + 0.01 * i;
    volume_worth(:, i + 1) = exp(log(20 + 10 * i) + 0.4 * randn(n, 1)) .* (worth + 0.15 * worth * randn(n, 1));
  end
  ceiling_ = 0.4 + 0.6 * rand(n, 1);
  midpoint = 1 + 5 * rand(n, 1);
  slope = exp(0.3 * randn(n, 1));
  growth = 1.012 + 0.005 * randn(n, 3);
  grown = ones(n, 3);
  gains = zeros(n, 1);
  factors = 0;
  for t = 1:30
    factor = 1.032 ^ -t;
    factors += factor;
    adoption = ceiling_ ./ (1 + exp(-(t - midpoint) .* slope));
    grown = grown .* growth;
    for i = 1:14
      gains += volume_worth(:, i) .* grown(:, mod(i - 1, 3) + 1) .* adoption * factor;
    end
  end
  value = gains - 1.2 * (capital / 2 * (1 + 1 / 1.032) + running * factors);
end

draws = str2num(argv(){end});
rand("seed", 1);
randn("seed", 1);
chunk = 10000;
values = zeros(draws, 1);
for first = 0:chunk:(draws - 1)
  n = min(chunk, draws - first);
  values(first + (1:n)) = npv(n);
end
sorted = sort(values);
at = @(p) sorted(max(1, round(p * draws)));
printf('{"mean": %.6g, "sd": %.6g, "p5": %.6g, "p50": %.6g, "p95": %.6g, "probability_negative": %.6g}\n', mean(values), std(values), at(0.05), at(0.5), ...
       at(0.95), mean(values < 0));
