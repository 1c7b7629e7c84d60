# Writes ranks.json: R's friedman.test of random tables, some with ties, and Nemenyi's p by ptukey.
# Rscript --vanilla tests/reference/make_ranks.R > tests/reference/ranks.json
number <- function(v) sprintf("%.15g", v)
list_of <- function(v) paste0("[", paste(number(v), collapse = ", "), "]")
set.seed(7)
one <- function(sets, treatments, digits) {
  x <- round(matrix(rnorm(sets * treatments), sets) + rep(seq_len(treatments) / 4, each = sets), digits)
  test <- friedman.test(x)
  ranks <- t(apply(-x, 1, rank))   # larger is better: rank 1
  apart <- diff(range(colMeans(ranks)))
  q <- apart / sqrt(treatments * (treatments + 1) / (6 * sets)) * sqrt(2)
  paste0("  {\"sets\": ", sets, ", \"treatments\": ", treatments, ", \"scores\": ", list_of(t(x)), ",\n   \"mean\": ", list_of(colMeans(ranks)),
    ", \"chi_squared\": ", number(unname(test$statistic)), ", \"extremes\": ", number(apart), ", \"nemenyi_p\": ", number(ptukey(q, treatments, Inf, lower.tail = FALSE)), "}")
}
range_of <- function(q, k) paste0("  {\"q\": ", number(q), ", \"k\": ", k, ", \"p\": ", number(ptukey(q, k, Inf)), "}")
cat("{\"tables\": [\n", paste(c(one(6, 3, 3), one(14, 4, 1), one(30, 10, 0), one(12, 8, 2)), collapse = ",\n"), "],\n\"ranges\": [\n",
  paste(c(range_of(0.3, 2), range_of(2.77, 2), range_of(1, 3), range_of(3.633, 4), range_of(4.474, 10), range_of(5.5, 20)), collapse = ",\n"), "]}\n", sep = "")
