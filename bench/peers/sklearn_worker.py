"""scikit-learn, by its estimators. Networks start from N(0, 1/fan_in) here too, instead of its own distribution."""
import warnings

import numpy as np
import scipy
import sklearn
from protocol import RATES, SHARED, Stopwatch, numbers, samples, serve
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeCV
from sklearn.linear_model import lasso_path as path_of
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")  # "has not converged": the number of epochs is the point


class Mlp(MLPClassifier):
    def _init_coef(self, inputs, outputs, kind):
        w = self._random_state.normal(0, inputs ** -0.5, (inputs, outputs))
        return w.astype(kind, copy=False), np.zeros(outputs, kind)


def network(hidden, batch, epochs, rate, seed):
    return Mlp(hidden, batch_size=batch, max_iter=epochs, learning_rate_init=rate, random_state=seed, solver="adam",
               alpha=0, tol=0, n_iter_no_change=10 ** 6)


def loss_of(model, x, y):
    return log_loss(y, model.predict_proba(x).astype(np.float64))


def trained(x, y, model):
    watch = Stopwatch()
    model.fit(x, y)
    return watch.stop() | {"loss": loss_of(model, x, y)}


def small_mlp(job):
    x, y = samples("digits")
    return trained(x.astype(job.kind), y, network((64,), 32, 2 if job.reduced else 50, float(job.word("rate", "1e-3")), job.seed))


def wide_mlp(job):
    x, y = samples("fashion", 2000 if job.reduced else None)
    return trained(x.astype(job.kind), y, network((256, 256), 128, 1, 1e-3, job.seed))


def sweep(job):
    x, y = samples("digits")
    x = x.astype(job.kind)
    watch = Stopwatch()
    models = [network((64,), 32, 1 if job.reduced else 50, RATES[i], job.seed).fit(x, y) for i in SHARED]
    answer = watch.stop() | {"share": len(SHARED) / len(RATES)}
    return answer | {"loss": float(np.median([loss_of(m, x, y) for m in models]))}


def softmax_lbfgs(job):
    x, y = samples("fashion", 2000 if job.reduced else None)
    x, c = x.astype(job.kind), 600 / len(x)  # C = 0.01 at 60,000 rows: an l2 of 1/600 on the mean loss
    model = LogisticRegression(C=c, max_iter=100, tol=1e-4, solver="lbfgs", multi_class="multinomial")
    answer = trained(x, y, model)
    answer["loss"] += 0.5 / 600 * float((model.coef_.astype(np.float64) ** 2).sum())
    return answer | {"iterations": int(model.n_iter_[0])}


def logistic(job):
    x, y = samples("logit", 5000 if job.reduced else None)
    x, n = x.astype(job.kind), len(x)
    solver = job.word("solver", "lbfgs")
    model = LogisticRegression(C=1, tol=1e-6, max_iter=1000, solver=solver)
    watch = Stopwatch()
    model.fit(x, y)
    answer = watch.stop()
    x, w, b = x.astype(np.float64), model.coef_[0].astype(np.float64), float(model.intercept_[0])
    z = x @ w + b
    r = 1 / (1 + np.exp(-z)) - y
    gradient = max(np.abs(x.T @ r + w).max(), abs(r.sum())) / n
    return answer | {"loss": np.mean(np.logaddexp(0, z) - y * z) + w @ w / 2 / n, "gradient": gradient, "iterations": int(model.n_iter_[0])}


def regression(job):
    y = numbers("regress.y.f64", "<f8")
    x = numbers("regress.x.f32", "<f4").reshape(len(y), -1)
    n = 2000 if job.reduced else len(y)
    return x[:n].astype(job.kind), y[:n]


def least_squares(job):
    x, y = regression(job)
    model = LinearRegression()
    watch = Stopwatch()
    model.fit(x, y)
    answer, best = watch.stop(), numbers("regress.solution.f64", "<f8")
    return answer | {"loss": float(np.linalg.norm(np.r_[model.intercept_, model.coef_] - best) / np.linalg.norm(best))}


def ridge_path(job):
    x, y = regression(job)
    penalties = 10.0 ** (-6 + 8 * np.arange(50) / 49)
    model = RidgeCV(len(y) * penalties)
    watch = Stopwatch()
    model.fit(x, y)
    return watch.stop() | {"loss": -float(model.best_score_), "penalty": float(model.alpha_ / len(y))}


def lasso_path(job):
    y = numbers("lasso.y.f64", "<f8")
    x = np.asfortranarray(numbers("lasso.x.f64", "<f8").reshape(len(y), -1))
    n = len(y)
    watch = Stopwatch()
    alphas, w, _ = path_of(x, y, n_alphas=20 if job.reduced else 100, eps=1e-3, precompute=True, copy_X=False)
    answer = watch.stop()
    r = y[:, None] - x @ w
    squares, along, steepest = (r * r).sum(axis=0) / n, y @ r / n, np.abs(x.T @ r / n).max(axis=0)
    objective = squares / 2 + alphas * np.abs(w).sum(axis=0)
    c = np.clip(along / squares, -alphas / steepest, alphas / steepest)
    gap = objective - c * along + c * c * squares / 2
    return answer | {"loss": objective.mean(), "gap": gap.max() / (y @ y / n / 2)}


def kmeans(job):
    x = numbers("blobs.x.f32", "<f4").reshape(-1, 16)[:20000 if job.reduced else None].astype(job.kind)
    start = numbers("blobs.start.f32", "<f4").reshape(64, 16).astype(job.kind)
    model = KMeans(64, init=start, n_init=1, max_iter=50, tol=0, algorithm="lloyd")
    watch = Stopwatch()
    model.fit(x)
    return watch.stop() | {"loss": float(model.inertia_), "iterations": int(model.n_iter_)}


def k_means_fit(job):
    d, k = (16, 64) if job.word("data", "blobs") == "blobs" else (784, 10)
    x = numbers(("blobs" if d == 16 else "fashion") + ".x.f32", "<f4").reshape(-1, d)[:2000 if job.reduced else None].astype(job.kind)
    model = KMeans(k, n_init=1, tol=1e-4, algorithm=job.word("algorithm", "lloyd"), random_state=job.seed)
    watch = Stopwatch()
    model.fit(x)
    return watch.stop() | {"loss": float(model.inertia_), "iterations": int(model.n_iter_)}


def pca(job):
    x = numbers("fashion.x.f32", "<f4").reshape(-1, 784)[:2000 if job.reduced else None].astype(job.kind)
    model = PCA(50, svd_solver="full")
    watch = Stopwatch()
    model.fit(x)
    return watch.stop() | {"loss": 1 - float(model.explained_variance_ratio_.sum())}


serve({"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
      {"small_mlp": small_mlp, "wide_mlp": wide_mlp, "sweep": sweep, "softmax_lbfgs": softmax_lbfgs, "kmeans": kmeans, "k_means_fit": k_means_fit, "pca": pca,
       "logistic": logistic, "least_squares": least_squares, "ridge_path": ridge_path, "lasso_path": lasso_path})
