# Writes linear.json: what R's lm, summary, confint, hatvalues, cooks.distance and predict say of R's own data sets.
# Rscript --vanilla tests/reference/make_linear.R > tests/reference/linear.json
number <- function(v) ifelse(is.na(v), "null", sprintf("%.17g", v))
list_of <- function(v) paste0("[", paste(number(v), collapse = ", "), "]")
rows_of <- function(m) paste0("[", paste(apply(m, 1, list_of), collapse = ",\n    "), "]")
one <- function(name, x, y, intercept = TRUE) {
  x <- as.matrix(x)
  colnames(x) <- paste0("x", seq_len(ncol(x)))
  data <- data.frame(y = y, x)
  fit <- if (intercept) lm(y ~ ., data) else lm(y ~ . - 1, data)
  s <- summary(fit)
  all <- names(coef(fit))
  table <- matrix(NA, length(all), 4, dimnames = list(all, NULL))
  table[rownames(s$coefficients), ] <- s$coefficients
  where <- suppressWarnings(predict(fit, data[1:3, , drop = FALSE] * 1.1, interval = "prediction", level = 0.9))
  f <- if (is.null(s$fstatistic)) rep(NA, 3) else unname(s$fstatistic)
  parts <- c(x = rows_of(x), y = list_of(y), intercept = tolower(intercept), estimate = list_of(coef(fit)), error = list_of(table[, 2]),
    t = list_of(table[, 3]), p = list_of(table[, 4]), confint = rows_of(confint(fit, level = 0.95)), sigma = number(s$sigma),
    freedom = number(fit$df.residual), r2 = number(s$r.squared), adjusted_r2 = number(s$adj.r.squared), f = number(f[1]),
    f_p = number(pf(f[1], f[2], f[3], lower.tail = FALSE)), hat = list_of(hatvalues(fit)), cook = list_of(cooks.distance(fit)),
    prediction = rows_of(where))
  paste0("  \"", name, "\": {", paste0("\"", names(parts), "\": ", parts, collapse = ",\n   "), "}")
}
species <- outer(iris$Species, levels(iris$Species), "==") * 1
cat("{\n", paste(c(
  one("swiss", swiss[, -1], swiss$Fertility), one("stackloss", stackloss[, 1:3], stackloss$stack.loss),
  one("longley", longley[, 1:6], longley$Employed), one("cars_through_zero", cars[, 1, drop = FALSE], cars$dist, FALSE),
  one("swiss_dependent", cbind(swiss[, 2], 5, swiss[, 2], swiss[, 3], swiss[, 2] + swiss[, 3], swiss[, 4]), swiss$Fertility),
  one("iris_species", species, iris$Sepal.Length), one("as_many_as_rows", swiss[1:6, -1], swiss$Fertility[1:6])), collapse = ",\n"), "\n}\n", sep = "")
