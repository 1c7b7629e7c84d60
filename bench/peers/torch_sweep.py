"""100 learning rates at once in PyTorch: the 100 networks in one tensor, one batched product per layer.

Few users would write this. It is here because a sweep deserves the strongest opponent that we could build."""
import torch
import torch.nn.functional as F

SIZES = (64 * 64, 64, 64 * 10, 10)


def start(runs, seed, kind):
    """theta[runs x 4810]: every run begins at the same numbers."""
    torch.manual_seed(seed)
    one = torch.cat([torch.randn(SIZES[0]) / 8, torch.zeros(SIZES[1]), torch.randn(SIZES[2]) / 8, torch.zeros(SIZES[3])])
    return one.to(kind).repeat(runs, 1)


def split(theta):
    w0, b0, w1, b1 = theta.split(SIZES, 1)
    k = len(theta)
    return w0.view(k, 64, 64), b0.view(k, 1, 64), w1.view(k, 64, 10), b1.view(k, 1, 10)


def outputs(x, w0, b0, w1, b1):
    return torch.baddbmm(b1, torch.baddbmm(b0, x.expand(len(w0), -1, -1), w0).relu_(), w1)


class Adam:
    """One flat state for all runs; the same formula as torch.optim.Adam."""

    def __init__(self, theta, rates):
        self.m, self.v, self.buffer = torch.zeros_like(theta), torch.zeros_like(theta), torch.empty_like(theta)
        self.rates, self.t = torch.tensor(rates, dtype=theta.dtype).view(-1, 1), 0

    def step(self, theta, g):
        self.t += 1
        self.m.lerp_(g, 0.1)
        self.v.mul_(0.999).addcmul_(g, g, value=0.001)
        torch.sqrt(self.v, out=self.buffer)
        self.buffer.mul_((1 - 0.999 ** self.t) ** -0.5).add_(1e-8)
        torch.div(self.m, self.buffer, out=self.buffer)
        theta.addcmul_(self.buffer, self.rates, value=-1 / (1 - 0.9 ** self.t))


def losses(x, y, theta):
    with torch.no_grad():
        z = outputs(x, *split(theta))
        return torch.stack([F.cross_entropy(one, y) for one in z]).double().numpy()


def batches(x, y, size, epochs):
    for _ in range(epochs):
        order = torch.randperm(len(x))
        xs, ys = x[order], y[order]
        for i in range(0, len(x), size):
            yield xs[i:i + size], ys[i:i + size]


@torch.no_grad()
def sweep_by_hand(x, y, rates, batch, epochs, seed):
    """The gradient written out, without autograd."""
    theta = start(len(rates), seed, x.dtype)
    g = torch.zeros_like(theta)
    w0, b0, w1, b1 = split(theta)
    g0, c0, g1, c1 = split(g)
    adam = Adam(theta, rates)
    for xs, ys in batches(x, F.one_hot(y, 10).to(x.dtype), batch, epochs):
        xe = xs.expand(len(rates), -1, -1)
        h = torch.baddbmm(b0, xe, w0).relu_()
        d = torch.softmax(torch.baddbmm(b1, h, w1), 2).sub_(ys).div_(len(xs))
        g1.copy_(torch.bmm(h.transpose(1, 2), d))
        c1.copy_(d.sum(1, keepdim=True))
        dh = torch.bmm(d, w1.transpose(1, 2)).mul_(h > 0)
        g0.copy_(torch.bmm(xe.transpose(1, 2), dh))
        c0.copy_(dh.sum(1, keepdim=True))
        adam.step(theta, g)
    return losses(x, y, theta)


def sweep_autograd(x, y, rates, batch, epochs, seed):
    """The same with autograd's gradient: what a skilled user writes."""
    theta = start(len(rates), seed, x.dtype).requires_grad_()
    adam = Adam(theta.detach(), rates)
    for xs, ys in batches(x, y, batch, epochs):
        z = outputs(xs, *split(theta))
        loss = F.cross_entropy(z.reshape(-1, 10), ys.repeat(len(rates)), reduction="sum") / len(xs)
        g, = torch.autograd.grad(loss, theta)
        with torch.no_grad():
            adam.step(theta, g)
    return losses(x, y, theta.detach())
