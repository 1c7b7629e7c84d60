#!/usr/bin/python3
"""Writes tests/reference/logistic.json: logistic and softmax regressions by R 4.2 and scikit-learn 1.2 (Debian:
r-base-core, r-cran-mass, r-cran-nnet, python3-sklearn).

    /usr/bin/python3 tests/reference/make_logistic.py

glm and multinom run until nothing changes any more. R's confint reads its profile off a spline; `profile` here is the
root itself, found by uniroot over fits with an offset, and has to agree with confint to 1 % of its width.
"""
import json
import pathlib
import subprocess
import tempfile
import warnings

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits, load_iris
from sklearn.linear_model import LogisticRegression

warnings.simplefilter("ignore")
R = r"""
suppressMessages(library(MASS))
suppressMessages(library(nnet))
a <- commandArgs(TRUE)
t <- read.csv(a[1])
what <- a[2]
w <- t$w; t$w <- NULL
out <- function(name, v) cat(name, sprintf("%.17g", v), "\n")
if (what == "binary") {
  tight <- glm.control(epsilon = 1e-16, maxit = 60)
  m <- suppressWarnings(glm(y ~ ., binomial, t, weights = w, control = tight))
  # Standard errors are of the weights one iteration back: once more, from where it ended.
  m <- suppressWarnings(glm(y ~ ., binomial, t, weights = w, control = tight, start = coef(m)))
  s <- summary(m)$coefficients
  out("estimate", s[, 1]); out("error", s[, 2]); out("z", s[, 3]); out("p", s[, 4])
  out("wald_low", confint.default(m)[, 1]); out("wald_high", confint.default(m)[, 2])
  out("null_deviance", m$null.deviance); out("residual_deviance", m$deviance); out("aic", m$aic)
  out("residual", residuals(m, "deviance")); out("leverage", hatvalues(m)); out("cooks_distance", cooks.distance(m))
  spline <- suppressMessages(suppressWarnings(confint(m)))
  x <- model.matrix(m); q <- qchisq(0.95, 1)
  ends <- sapply(seq_len(ncol(x)), function(j) sapply(c(-1, 1), function(side) {
    cost <- function(v) {  # glm.fit has no line search and may leap away: a search first
      b <- x[, -j, drop = FALSE]
      loss <- function(u) { z <- b %*% u + x[, j] * v; 2 * sum(w * (log1p(exp(-abs(z))) + pmax(z, 0) - t$y * z)) }
      slope <- function(u) { z <- b %*% u + x[, j] * v; 2 * c(crossprod(b, w * (plogis(z) - t$y))) }
      near <- optim(coef(m)[-j], loss, slope, method = "BFGS", control = list(maxit = 10000, reltol = 1e-15))
      fit <- suppressWarnings(glm.fit(b, t$y, w, start = near$par, offset = x[, j] * v, family = binomial(), control = tight))
      min(fit$deviance, near$value) - m$deviance - q }
    far <- s[j, 1] + side * s[j, 2] * c(0.5, 4)
    uniroot(cost, sort(far), tol = 1e-12, extendInt = "yes", maxiter = 1000)$root }))
  stopifnot(max(abs(t(ends) - spline) / (spline[, 2] - spline[, 1])) < 1e-2)
  out("profile_low", ends[1, ]); out("profile_high", ends[2, ])
} else {
  m <- multinom(factor(y) ~ ., t, weights = w, Hess = TRUE, trace = FALSE, maxit = 10000, abstol = 1e-20, reltol = 1e-16)
  out("estimate", c(t(coef(m)))); out("error", c(t(summary(m)$standard.errors)))
  out("residual_deviance", m$deviance); out("aic", m$AIC)
}
"""


def by_r(kind, x, y, w):
    with tempfile.TemporaryDirectory() as folder:
        table, script = pathlib.Path(folder) / "t.csv", pathlib.Path(folder) / "s.R"
        d = x.shape[1]
        np.savetxt(table, np.column_stack([x, y, w]), delimiter=",", fmt="%.17g", comments="",
                   header=",".join([f"x{j}" for j in range(d)] + ["y", "w"]))
        script.write_text(R)
        lines = subprocess.run(["Rscript", "--vanilla", script, table, kind], check=True, capture_output=True, text=True).stdout
    found = {}
    for line in lines.splitlines():
        name, *values = line.split()
        found[name] = [float(v) for v in values]
    return found


def case(name, kind, x, y, w=None):
    x, y = np.asarray(x, float), np.asarray(y)
    w = np.ones(len(y)) if w is None else np.asarray(w, float)
    return {"name": name, "kind": kind, "x": x.tolist(), "y": y.tolist(), "weight": w.tolist(), "found": by_r(kind, x, y, w)}


def penalized(name, x, y, l2):
    """scikit-learn at C = 1 / (n l2), as far down as its solvers go; the lowest objective of them."""
    n, best = len(y), None
    for solver in ("newton-cholesky", "lbfgs", "newton-cg"):
        if solver == "newton-cholesky" and len(set(y)) > 2:  # it is for two classes
            continue
        m = LogisticRegression(C=1 / (n * l2), tol=1e-8, max_iter=1000, solver=solver).fit(x, y)
        z = m.decision_function(x)
        if z.ndim == 1:
            z = np.column_stack([np.zeros(n), z])
        top = z.max(axis=1)
        loss = np.mean(top + np.log(np.exp(z - top[:, None]).sum(axis=1)) - z[np.arange(n), y])
        value = loss + l2 / 2 * (m.coef_ ** 2).sum()
        best = value if best is None else min(best, value)
    return {"name": name, "l2": l2, "objective": float(best)}


def sparse(name, x, y, l1):
    """scikit-learn's saga at C = 1 / (n l1): the objective, and how many coefficients are not 0."""
    n = len(y)
    m = LogisticRegression(C=1 / (n * l1), penalty="l1", solver="saga", tol=1e-11, max_iter=20000).fit(x, y)
    z = m.decision_function(x)
    if z.ndim == 1:
        z = np.column_stack([np.zeros(n), z])
    loss = np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(n), y])
    return {"name": name, "l1": l1, "objective": float(loss + l1 * np.abs(m.coef_).sum()), "used": int((m.coef_ != 0).sum())}


random = np.random.default_rng(20240301)
iris, cancer, digits = load_iris(), load_breast_cancer(), load_digits()
two = iris.target > 0
x3 = np.round(random.normal(size=(80, 3)), 2)
z3 = np.column_stack([np.zeros(80), x3 @ [1, -0.5, 0.2] + 0.3, x3 @ [-0.4, 0.8, 0] - 0.2])
p3 = np.exp(z3) / np.exp(z3).sum(axis=1, keepdims=True)
y3 = (random.random((80, 1)) > p3.cumsum(axis=1)).sum(axis=1)
cases = [
    case("versicolor or virginica", "binary", iris.data[two], iris.target[two] - 1),
    case("four columns of breast_cancer", "binary", cancer.data[:, [0, 1, 4, 8]], cancer.target),
    case("three classes", "softmax", x3, y3),
    case("two of three classes, weighted", "binary", x3[y3 < 2], y3[y3 < 2], random.integers(1, 5, (y3 < 2).sum())),
    case("three classes, weighted", "softmax", x3, y3, random.integers(0, 4, 80)),
]
standard = (cancer.data - cancer.data.mean(axis=0)) / cancer.data.std(axis=0)
objectives = [penalized("breast_cancer", standard, cancer.target, 1 / 569), penalized("iris", iris.data, iris.target, 0.01),
              penalized("digits", digits.data / 16, digits.target, 0.001)]
lasso = [sparse("breast_cancer", standard, cancer.target, 0.02), sparse("iris", iris.data, iris.target, 0.05)]
here = pathlib.Path(__file__).parent / "logistic.json"
here.write_text(json.dumps({"cases": cases, "objectives": objectives, "sparse": lasso}) + "\n")
