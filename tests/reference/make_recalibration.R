# Writes recalibration.json: intercept and slope of R's glm of the truth on the log odds of probabilities, with Wald's
# intervals.   Rscript --vanilla tests/reference/make_recalibration.R > tests/reference/recalibration.json
number <- function(v) sprintf("%.17g", v)
list_of <- function(v) paste0("[", paste(number(v), collapse = ", "), "]")
one <- function(name, p, y) {
  odds <- qlogis(pmin(pmax(p, 2^-52), 1 - 2^-52))
  tight <- glm.control(epsilon = 1e-16, maxit = 100)
  fit <- suppressWarnings(glm(y ~ odds, binomial, control = tight))
  fit <- suppressWarnings(glm(y ~ odds, binomial, control = tight, start = coef(fit)))
  ends <- confint.default(fit, level = 0.95)
  parts <- c(p = list_of(p), y = list_of(y), intercept = list_of(c(coef(fit)[1], ends[1, ])), slope = list_of(c(coef(fit)[2], ends[2, ])))
  paste0("  \"", name, "\": {", paste0("\"", names(parts), "\": ", parts, collapse = ",\n   "), "}")
}
set.seed(7)
odds <- rnorm(120, -0.5, 1.5)
cat("{\n", paste(c(
  one("calibrated", plogis(odds), rbinom(120, 1, plogis(odds))),
  one("too sure", plogis(3 * odds), rbinom(120, 1, plogis(odds))),
  one("not sure enough, and too high", plogis(odds / 3 + 1), rbinom(120, 1, plogis(odds))),
  one("upside down", plogis(-odds), rbinom(120, 1, plogis(odds))),
  one("probabilities of 0 and 1", c(0, 0, 1, 1, 0, 1, plogis(odds[1:60])), c(0, 0, 1, 1, 1, 0, rbinom(60, 1, plogis(odds[1:60]))))),
  collapse = ",\n"), "\n}\n", sep = "")
