"""PyTorch, as its users write it, and as far as we could drive it. All starts are N(0, 1/fan_in), as ours are."""
import numpy as np
import torch
import torch.nn.functional as F
from protocol import RATES, SHARED, Stopwatch, numbers, samples, serve
from scipy.integrate import solve_ivp
from torch_sweep import sweep_autograd, sweep_by_hand

torch.set_num_threads(1)


def network(sizes, kind, seed):
    torch.manual_seed(seed)
    layers = []
    for inputs, outputs in zip(sizes[:-1], sizes[1:]):
        layer = torch.nn.Linear(inputs, outputs, dtype=kind)
        torch.nn.init.normal_(layer.weight, std=inputs ** -0.5)
        torch.nn.init.zeros_(layer.bias)
        layers += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def train(x, y, sizes, batch, epochs, rate, seed):
    """The loop that everybody writes. (foreach optimizers and jit.trace were tried: no faster on these sizes.)"""
    model = network(sizes, x.dtype, seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    for _ in range(epochs):
        order = torch.randperm(len(x))
        xs, ys = x[order], y[order]
        for i in range(0, len(x), batch):
            optimizer.zero_grad(set_to_none=True)
            F.cross_entropy(model(xs[i:i + batch]), ys[i:i + batch]).backward()
            optimizer.step()
    return model


def loss_of(model, x, y):
    with torch.no_grad():
        return F.cross_entropy(model(x), y).item()


def tensors(name, job, rows=None):
    x, y = samples(name, rows)
    return torch.tensor(x.astype(job.kind)), torch.tensor(y)


def small_mlp(job):
    x, y = tensors("digits", job)
    watch = Stopwatch()
    model = train(x, y, [64, 64, 10], 32, 2 if job.reduced else 50, float(job.word("rate", "1e-3")), job.seed)
    return watch.stop() | {"loss": loss_of(model, x, y)}


def wide_mlp(job):
    x, y = tensors("fashion", job, 2000 if job.reduced else None)
    watch = Stopwatch()
    model = train(x, y, [784, 256, 256, 10], 128, 1, 1e-3, job.seed)
    return watch.stop() | {"loss": loss_of(model, x, y)}


def sweep(job):
    x, y = tensors("digits", job)
    epochs = 1 if job.reduced else 50
    form = job.word("form", "by_hand")
    if form == "loop":
        watch = Stopwatch()
        models = [train(x, y, [64, 64, 10], 32, epochs, RATES[i], job.seed) for i in SHARED]
        answer = watch.stop() | {"share": len(SHARED) / len(RATES)}
        return answer | {"loss": float(np.median([loss_of(m, x, y) for m in models]))}
    run = {"by_hand": sweep_by_hand, "autograd": sweep_autograd}[form]
    watch = Stopwatch()
    losses = run(x, y, RATES, 32, epochs, job.seed)
    return watch.stop() | {"loss": float(np.median(losses[SHARED])), "best": float(np.nanmin(losses))}


def hessian_product(job):
    """By differentiating the gradient: with its graph built for each product, or kept (possible while theta stays)."""
    x, y = tensors("fashion", job, 500 if job.reduced else 5000)

    def parts(name):
        flat, out = torch.tensor(numbers(name, "<f8").astype(job.kind)), []
        for inputs, outputs in ((784, 256), (256, 256), (256, 10)):
            w, b, flat = flat.split([inputs * outputs, outputs, len(flat) - (inputs + 1) * outputs])
            out += [w.reshape(inputs, outputs).clone(), b.clone()]
        return out

    theta, v = [p.requires_grad_() for p in parts("wide.theta.f64")], parts("wide.direction.f64")

    def gradient(graph):
        w1, b1, w2, b2, w3, b3 = theta
        z = F.relu(F.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3
        return torch.autograd.grad(F.cross_entropy(z, y), theta, create_graph=graph)

    def product(g, keep):
        return torch.autograd.grad(sum((a * b).sum() for a, b in zip(g, v)), theta, retain_graph=keep)

    kept = gradient(True) if job.word("form", "rebuilt") == "retained" else None
    product(kept or gradient(True), True)
    of_gradient = Stopwatch()
    gradient(False)
    seconds = of_gradient.stop()["seconds"]
    watch = Stopwatch()
    h = product(kept, True) if kept else product(gradient(True), False)
    return watch.stop() | {"gradient": seconds, "loss": sum((a * b).sum() for a, b in zip(h, v)).item()}


def gradient_flow(job):
    """SciPy's RK45, the same pair of Dormand and Prince, over a gradient by autograd."""
    x, y = samples("digits", 500)
    x, y = torch.tensor(x.astype("float64")), torch.tensor(y)
    f = {"tanh": torch.tanh, "relu": F.relu}[job.word("activation", "tanh")]
    rtol = float(job.word("rtol", "1e-6"))

    def field(_, theta):
        flat = torch.from_numpy(theta).requires_grad_()
        w, b, v, c = flat.split([2048, 32, 320, 10])
        loss = F.cross_entropy(f(x @ w.view(64, 32) + b) @ v.view(32, 10) + c, y)
        return torch.autograd.grad(loss, flat)[0].neg_().numpy()

    start, reference = numbers("flow.theta.f64", "<f8"), numbers(f"flow.{job.word('activation', 'tanh')}.f64", "<f8")
    field(0, start)
    watch = Stopwatch()
    s = solve_ivp(field, (0, 0.1 if job.reduced else 10), start, "RK45", rtol=rtol, atol=rtol * 1e-3)
    answer = watch.stop() | {"evaluations": s.nfev}
    return answer | {"loss": np.linalg.norm(s.y[:, -1] - reference) / np.linalg.norm(reference)}


serve({"torch": torch.__version__, "numpy": np.__version__},
      {"small_mlp": small_mlp, "wide_mlp": wide_mlp, "sweep": sweep, "hessian_product": hessian_product,
       "gradient_flow": gradient_flow})
