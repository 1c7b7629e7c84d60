# The tables of R that tests/data/readers.cpp reads, and what R itself says is in them. Run by make_readers.py:
#   Rscript tests/reference/make_readers.R FOLDER
folder <- commandArgs(TRUE)[1]
path <- function(name) file.path(folder, name)
set.seed(1)
kinds <- data.frame(
  whole = c(1L, NA, -3L, 2147483647L, 0L, 6L),
  real = c(0.1, -2.5e-300, NA, NaN, 1e308, 3),
  flag = c(TRUE, FALSE, NA, TRUE, TRUE, FALSE),
  word = c("a", "b", NA, "a", "\u00e9t\u00e9", "NA"),
  day = as.Date(c("1970-01-02", "2000-02-29", NA, "1969-12-31", "2024-01-01", "1900-01-01")),
  when = as.POSIXct(c(0, 1.5, NA, 1e9, -1, 7), origin = "1970-01-01", tz = "UTC"),
  wait = as.difftime(c(1, 2, 3, 4, 5, 6.5), units = "mins"),
  stringsAsFactors = FALSE)
kinds$m <- matrix(c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 6, 2, dimnames = list(NULL, c("left", "right")))
kinds$latin <- kinds$word
Encoding(kinds$latin) <- "UTF-8"
kinds$latin <- iconv(kinds$latin, "UTF-8", "latin1")
kinds$level <- factor(c("low", "high", NA, "low", "mid", "high"), levels = c("low", "mid", "high", "never"))
kinds$class <- factor(c("x", "y", "x", "y", "x", "x"), levels = c("y", "x"))
short <- data.frame(k = 1:500, x = round(rnorm(500), 3), y = rep(c("no", "yes"), 250), stringsAsFactors = TRUE)
short$k <- 1:500  # a sequence in R's short form in version 3
m <- matrix(c(1.5, 2, 3, 4, 5, 6), 3, dimnames = list(NULL, c("a", "b")))
times <- ts(c(5, 7, 11, 13), start = 1990, frequency = 4)
sides <- list(x = m, y = factor(c("p", "q", "p")))

save(kinds, file = path("kinds.rda"), version = 2, compress = "gzip")
save(kinds, file = path("kinds_v3.rda"), version = 3, compress = "bzip2")
save(kinds, file = path("kinds_xz.RData"), version = 3, compress = "xz")
save(kinds, file = path("kinds_plain.rda"), version = 2, compress = FALSE)
saveRDS(short, path("short.rds"), version = 3)
save(m, file = path("m.rda"))
save(times, file = path("times.rda"))
save(kinds, short, m, times, sides, file = path("several.rda"))
save(short, file = path("ascii.rda"), ascii = TRUE)
f <- compiler::cmpfun(function(x) x + 1)
save(short, f, file = path("functions.rda"))
words <- list(1, 2)
save(words, file = path("no_table.rda"))
infinite <- data.frame(a = c(1, Inf), y = 1:2)
save(infinite, file = path("infinite.rda"))
lists <- data.frame(a = c(1.5, 2), y = c(0.5, 0.25))
lists$l <- list(1, 2:3)
lists$z <- c(1i, 2i)
lists <- lists[c("l", "z", "a", "y")]
save(lists, file = path("lists.rda"))
e <- new.env()
e$kinds <- kinds
e$short <- short
e$m <- m
for (how in c("gzip", "bzip2", "xz")) tools:::makeLazyLoadDB(e, path(paste0("lazy_", how)), compress = c(gzip = TRUE, bzip2 = 2, xz = 3)[[how]])

# What R says: one line per value.
out <- file(path("r_says.tsv"), "w", encoding = "UTF-8")
say <- function(table, name, v) {
  text <- if (is.factor(v) || is.character(v) || is.logical(v)) enc2utf8(as.character(v)) else sprintf("%.17g", as.numeric(v))
  text[is.na(v)] <- "missing"
  kind <- if (is.factor(v) || is.character(v) || is.logical(v)) "words" else "numbers"
  writeLines(paste(table, name, kind, paste(text, collapse = "\t"), sep = "\t"), out, useBytes = TRUE)
}
for (name in names(kinds)) if (name == "m") { say("kinds", "m.left", kinds$m[, 1]); say("kinds", "m.right", kinds$m[, 2]) } else say("kinds", name, kinds[[name]])
for (name in names(short)) say("short", name, short[[name]])
for (name in colnames(m)) say("m", name, m[, name])
say("times", "time", as.numeric(time(times)))
say("times", "times", as.numeric(times))
say("sides", "a", m[, 1]); say("sides", "b", m[, 2]); say("sides", "y", sides$y)
close(out)
