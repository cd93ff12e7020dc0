# SPDX-License-Identifier: Apache-2.0
# The net present value of data/cases/ville50.yaml over many draws with R: Rscript ville50.R DRAWS [rows]
# Whole columns of 10 000 draws at a time; with `rows`, one draw after the other by a function of one row, as many analysts write it.
arguments <- commandArgs(trailingOnly = TRUE)
draws <- as.integer(arguments[1])
by_row <- length(arguments) > 1 && arguments[2] == "rows"
chunk <- 10000
years <- 30
set.seed(1)

triangular <- function(n, low, mode, high) {
  u <- runif(n)
  ifelse(u < (mode - low) / (high - low), low + sqrt(u * (high - low) * (mode - low)), high - sqrt((1 - u) * (high - low) * (high - mode)))
}

inputs <- function(n) {
  drawn <- list()
  for (i in 0:7) drawn[[paste0("capital_", i + 1)]] <- triangular(n, 108 + 18 * i, 120 + 20 * i, 192 + 32 * i)
  for (i in 0:7) drawn[[paste0("running_", i + 1)]] <- rlnorm(n, log(6 + i), 0.25)
  for (i in 0:13) drawn[[paste0("volume_", i + 1)]] <- rlnorm(n, log(20 + 10 * i), 0.4)
  for (i in 0:13) drawn[[paste0("worth_", i + 1)]] <- rnorm(n, 0.11 + 0.01 * i, 0.15 * (0.11 + 0.01 * i))
  drawn$ceiling <- runif(n, 0.4, 1)
  drawn$midpoint <- runif(n, 1, 6)
  drawn$slope <- rlnorm(n, 0, 0.3)
  for (i in 1:3) drawn[[paste0("growth_", i)]] <- rnorm(n, 1.012, 0.005)
  drawn
}

# Of columns, a value for each draw.
npv_of_columns <- function(x) {
  capital <- Reduce(`+`, x[paste0("capital_", 1:8)])
  running <- Reduce(`+`, x[paste0("running_", 1:8)])
  volume_worth <- lapply(1:14, function(i) x[[paste0("volume_", i)]] * x[[paste0("worth_", i)]])
  gains <- 0
  factors <- 0
  for (t in 1:years) {
    factor <- 1.032^-t
    factors <- factors + factor
    adoption <- x$ceiling / (1 + exp(-(t - x$midpoint) * x$slope))
    grown <- list(x$growth_1^t, x$growth_2^t, x$growth_3^t)
    for (i in 1:14) gains <- gains + volume_worth[[i]] * grown[[(i - 1) %% 3 + 1]] * adoption * factor
  }
  gains - 1.2 * (capital / 2 * (1 + 1 / 1.032) + running * factors)
}

# Of one draw, a vector with names: the years as vectors.
npv_of_row <- function(x) {
  t <- 1:years
  factor <- 1.032^-t
  adoption <- x["ceiling"] / (1 + exp(-(t - x["midpoint"]) * x["slope"]))
  gains <- 0
  for (i in 1:14)
    gains <- gains + sum(x[paste0("volume_", i)] * x[paste0("worth_", i)] * x[paste0("growth_", (i - 1) %% 3 + 1)]^t * adoption * factor)
  capital <- sum(x[paste0("capital_", 1:8)])
  running <- sum(x[paste0("running_", 1:8)])
  gains - 1.2 * (capital / 2 * (1 + 1 / 1.032) + running * sum(factor))
}

npv <- numeric(0)
for (first in seq(0, draws - 1, by = chunk)) {
  drawn <- inputs(min(chunk, draws - first))
  npv <- c(npv, if (by_row) apply(as.matrix(as.data.frame(drawn)), 1, npv_of_row) else npv_of_columns(drawn))
}
p <- quantile(npv, c(0.05, 0.5, 0.95), names = FALSE)
cat(sprintf('{"mean": %.6g, "sd": %.6g, "p5": %.6g, "p50": %.6g, "p95": %.6g, "probability_negative": %.6g}\n', mean(npv), sd(npv), p[1], p[2], p[3],
            mean(npv < 0)))
