"""What is timed, and against whom. A side is one worker given one job; all sides of a work take turns."""
from dataclasses import dataclass, field

OURS, AVX2, FREE = "paribus", "paribus avx2", "paribus free"


@dataclass(frozen=True)
class Side:
    worker: str           # a key of rounds.COMMANDS
    label: str            # the table's word
    options: str = ""
    every: int = 1        # takes part in every so-manieth round: for long ones
    peer: bool = True
    goal: float = 1       # the least ratio that we would call reached, with the best instructions


def ours(options=""):
    """Three builds of ours: the best instructions here, AVX2, and the one that may reorder sums."""
    return [Side(OURS, OURS, options, peer=False), Side(AVX2, AVX2, options, peer=False),
            Side(FREE, FREE, options, peer=False)]


@dataclass
class Work:
    name: str
    title: str            # the table's word
    job: str              # the worker's word
    sides: list
    what: str             # one sentence for the notes under the table
    loss: str = "final training loss"
    data: str = "digits"
    precision: str = "float32"
    rounds: int = 20      # at most
    budget: float = 30    # seconds, after which no new round begins (but see rounds.py)
    tolerance: float = 0  # how far a loss may lie above a peer's and still be called equal, relative
    clock: str = "seconds"
    goal: float = 1       # for a work of ours alone: the least ratio that we would call reached
    most: float = 0       # seconds that we would call reached; 0: no such goal
    of_peak: float = 0    # share of the core's peak that we would call reached
    gradients: float = 0  # the most that we would call reached, in units of one gradient
    floor: str = ""       # options of the worker's `floor`: one step of this work, part by part
    steps: float = 0      # of them make the work (times the evaluations, where an answer counts those)
    notes: list = field(default_factory=list)


TORCH, SKLEARN = "torch", "scikit-learn"
SHARED_RATE = 10 ** (-4.5 + 4 * 30 / 99)

WORKS = [
    Work("small_mlp", "one small network", "small_mlp",
         ours() + [Side(SKLEARN, "scikit-learn"), Side(TORCH, "PyTorch")],
         "64-64-10, ReLU, 2,000 digits (1,797 and 203 jittered copies), 50 epochs in batches of 32, Adam at 0.001, float32.",
         most=0.019, of_peak=0.45, floor="hidden=64 features=64 rows=32", steps=100_000 / 32),
    Work("sweep", "100 learning rates", "sweep",
         ours() + [Side(TORCH, "PyTorch, batched, by hand", "form=by_hand", goal=4),
                   Side(TORCH, "PyTorch, batched, autograd", "form=autograd", every=2, goal=4),
                   Side(SKLEARN, "scikit-learn, a loop", goal=18), Side(TORCH, "PyTorch, a loop", "form=loop", goal=25)],
         "The small network at 100 learning rates from 10^-4.5 to 10^-0.5. The two loops are timed on five of the "
         "rates, times 20. The loss is the median over these five.",
         rounds=10, budget=250, of_peak=0.45, floor="hidden=64 features=64 rows=32", steps=10_000_000 / 32),
    Work("seeds", "one rate, 60 seeds", "small_mlp",
         [Side(OURS, OURS, f"rate={SHARED_RATE!r}", peer=False), Side(SKLEARN, "scikit-learn", f"rate={SHARED_RATE!r}"),
          Side(TORCH, "PyTorch", f"rate={SHARED_RATE!r}")],
         "The rate whose loss is the median of the sweep's five, with more seeds than the sweep has rounds: for the loss, not the time.",
         rounds=60, budget=90),
    Work("wide_mlp", "one wide network", "wide_mlp",
         ours() + [Side(TORCH, "PyTorch", goal=2.3), Side(SKLEARN, "scikit-learn", goal=2.3)],
         "784-256-256-10, ReLU, one epoch of Fashion-MNIST (60,000 rows) in batches of 128, Adam at 0.001, float32.",
         data="fashion", rounds=20, budget=150, of_peak=0.75, floor="hidden=256,256 features=784 rows=128 all=60000", steps=60_000 / 128),
    Work("kmeans", "k-means", "kmeans", ours() + [Side(SKLEARN, "scikit-learn", goal=5)],
         "Lloyd's iteration, 50 times, 500,000 x 16, 64 clusters, given starting centers, float32: the inner loop alone. The loss is the inertia; 0.001 % of difference counts as equal.",
         loss="inertia", data="blobs", rounds=12, budget=45, tolerance=1e-5),
]
for data, shape in (("blobs", "500,000 x 16, 64 clusters"), ("fashion", "Fashion-MNIST, 60,000 x 784, 10 clusters")):
    WORKS.append(Work(
        f"k_means_fit_{data}", f"a k-means fit, {data}", "k_means_fit",
        ours(f"data={data}") + [Side(SKLEARN, f"scikit-learn, {way}", f"data={data} algorithm={way}", goal=3) for way in ("lloyd", "elkan")],
        f"One fit with its seeding (greedy k-means++), {shape}, until the centers move by less than 1e-4 of the mean variance, "
        "float32. Each side draws seeds of its own, so the loss, the inertia, varies.",
        loss="inertia", data=data, rounds=12, budget=90, tolerance=1e-2))
WORKS.append(Work(
    "pca", "50 principal components", "pca",
    ours() + [Side(SKLEARN, "scikit-learn, full", "precision=float64", goal=5)],
    "Of Fashion-MNIST (60,000 x 784), exact, float64. The loss is the share of the variance that is lost.",
    loss="variance lost", data="fashion", precision="float64", rounds=6, budget=90, tolerance=1e-9))
WORKS.append(Work(
    "logistic", "logistic regression", "logistic",
    ours() + [Side(SKLEARN, "scikit-learn, L-BFGS", "solver=lbfgs precision=float64"),
              Side(SKLEARN, "scikit-learn, Newton-Cholesky", "solver=newton-cholesky precision=float64", every=3)],
    "Two classes, 100,000 x 100 in float64, l2 of 1/n, to a gradient of 1e-8 (scikit-learn's own limits set to 1e-6, which "
    "end at 1e-8 and below): what `model.kind = \"logistic\"` does, its look at the columns included.",
    loss="objective", data="logit", precision="float64", rounds=12, budget=30, tolerance=1e-9))
WORKS.append(Work(
    "least_squares", "least squares", "least_squares", ours() + [Side(SKLEARN, "scikit-learn", "precision=float64", goal=7)],
    "Coefficients and intercept, 100,000 x 200 in float64. In the place of the loss stands their distance from the solution in "
    "extended precision, relative.",
    loss="distance", data="regress", precision="float64", rounds=12, budget=60))
WORKS.append(Work(
    "ridge_path", "ridge, 50 penalties", "ridge_path", ours() + [Side(SKLEARN, "scikit-learn", "precision=float64", goal=10)],
    "The exact leave-one-out error of 50 penalties on the same rows, and the fit with the best of them. The loss is that error; "
    "that of the next best penalty is higher by 1.6e-5 of it, which shows in the fifth digit.",
    loss="error left out", data="regress", precision="float64", rounds=6, budget=90, tolerance=1e-9))
WORKS.append(Work(
    "lasso_path", "a lasso path", "lasso_path", ours() + [Side(SKLEARN, "scikit-learn, precomputed", "precision=float64")],
    "100 penalties from the least at which all coefficients are 0 down to a thousandth of it, 10,000 x 1,000 in float64, "
    "centered beforehand. The largest duality gap on the way, as a share of the objective at 0, is 8.0e-5 at scikit-learn's tol of "
    "1e-4, and at most a tenth of that in ours. The loss is the mean of the 100 objectives.",
    loss="mean objective", data="lasso", precision="float64", rounds=12, budget=40, tolerance=1e-9))
for data in ("digits", "breast_cancer"):
    option = f"data={data}"
    WORKS.append(Work(
        f"side_by_side_{data}", f"64 logistic fits, {data}", "side_by_side",
        ours(f"{option} form=together") + [Side(OURS, "paribus, one by one", f"{option} form=alone", goal=2),
                                            Side(AVX2, "paribus avx2, one by one", f"{option} form=alone", goal=2)],
        "64 rates of a penalized logistic regression on a study's training part, 300 full-batch steps each: as a study computes "
        "them, sixteen side by side, and one after another. Here the peer is ourselves.", rounds=20, budget=40))
for kind in ("float32", "float64"):
    WORKS.append(Work(
        f"softmax_lbfgs_{kind}", f"softmax regression, {kind}", "softmax_lbfgs",
        ours(f"precision={kind} steps=104") + [Side(SKLEARN, "scikit-learn", f"precision={kind}", goal=4.5 if kind == "float32" else 2.5)],
        "Multinomial logistic regression on Fashion-MNIST (60,000 x 784, 10 classes), l2 of 1/600, L-BFGS from zero. Nobody has "
        "converged after scikit-learn's 100 iterations; ours takes 104, so as to end below the penalized objective reached there.",
        loss="objective", data="fashion", precision=kind, rounds=6, budget=90))
for form, title, peer in (
        ("rebuilt", "Hessian product", "PyTorch, graph rebuilt"), ("retained", "Hessian product, again", "PyTorch, graph kept")):
    for kind in ("float32", "float64"):
        option = f"precision={kind} form={form}"
        WORKS.append(Work(
            f"hessian_product_{form}_{kind}", f"{title}, {kind}", "hessian_product",
            ours(option) + [Side(TORCH, peer, option)],
            "The Hessian of 784-256-256-10 over 5,000 rows, times a vector: the first product at its parameters, and *again*, "
            "another one at the same parameters. In the place of the loss stands v.Hv, which has to agree to 4 digits in float32 "
            "and to 10 in float64.",
            loss="v.Hv", data="fashion", precision=kind, rounds=20, budget=30, tolerance=1e-4 if kind == "float32" else 1e-10,
            gradients=1.35 if form == "retained" else 2.0,
            floor=f"hidden=256,256 features=784 rows=125 all=5000 precision={kind} update=none form=product" if form == "retained" else "",
            steps=5000 / 125))

for activation in ("tanh", "relu"):
    option = f"activation={activation}"
    WORKS.append(Work(
        f"gradient_flow_{activation}", f"gradient flow, {'ReLU' if activation == 'relu' else activation}", "gradient_flow",
        ours(option) + [Side(TORCH, "SciPy's RK45 on PyTorch", option, goal=4)],
        "The gradient flow of 64-32-10 over 500 digits to the time 10 by the pair of Dormand and Prince, which is SciPy's RK45 "
        "and our dopri5, tolerances 1e-6 and 1e-9, float64, from one start; with tanh and with ReLU, where the field bends and "
        "both shorten their steps. In the place of the loss stands the distance from a far finer solution at the end, relative.",
        loss="distance", precision="float64", rounds=12 if activation == "tanh" else 6, budget=40,
        floor=f"hidden=32 features=64 rows=125 precision=float64 update=none activation={activation}", steps=500 / 125))

THREADS = Work("threads", "the sweep on all cores", "threads", [], "The 100 learning rates on 1 thread and on all; wall time.",
               rounds=10, budget=60, clock="wall", goal=1.9)
STUDY_MOST = 60  # seconds of the whole study on two cores that we would call reached
