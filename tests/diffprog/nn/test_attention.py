"""Attention against PyTorch's function and module, which share no code with ours."""

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from diffprog.nn import MultiHeadAttention, attention, merge_heads, split_heads
from torch import nn


def draw(generator, *shape):
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def copied(ours, C, heads, bias=True):
    """PyTorch's module with the parameters of ours; it stacks queries, keys and values."""
    reference = nn.MultiheadAttention(C, heads, bias=bias, batch_first=True).double()
    first = (ours.query, ours.key, ours.value)
    state = {
        "in_proj_weight": torch.cat([layer.weight for layer in first]),
        "out_proj.weight": ours.join.weight,
    }
    if bias:
        state["in_proj_bias"] = torch.cat([layer.bias for layer in first])
        state["out_proj.bias"] = ours.join.bias
    reference.load_state_dict(state)
    return reference


def with_random_biases(module, generator):
    for parameter in module.parameters():
        nn.init.normal_(parameter, std=0.4, generator=generator)
    return module


def heads_of(generator, C=12, heads=3, **options):
    module = MultiHeadAttention(C, heads, generator=generator, **options).double()
    return with_random_biases(module, generator)


@pytest.mark.parametrize("shape", [(), (5,), (2, 3)], ids=["no batch", "batch", "two axes"])
@pytest.mark.parametrize("masked", [False, True])
def test_output_and_gradients_are_pytorch_s(generator, shape, masked):
    Q, K, V = (draw(generator, *shape, n, D) for n, D in ((4, 6), (7, 6), (7, 3)))
    for X in (Q, K, V):
        X.requires_grad_()
    mask = torch.rand(*shape, 4, 7, generator=generator) < 0.5
    mask[..., 2] = True
    mask = mask if masked else None
    ours = attention(Q, K, V, mask)[0]
    theirs = F.scaled_dot_product_attention(Q, K, V, mask)
    assert torch.allclose(ours, theirs, rtol=1e-12, atol=1e-12)
    ours_grad, theirs_grad = (
        torch.autograd.grad(Y.square().sum(), (Q, K, V)) for Y in (ours, theirs)
    )
    for a, b in zip(ours_grad, theirs_grad, strict=True):
        assert torch.allclose(a, b, rtol=1e-11, atol=1e-12)


def test_the_weights_are_those_that_were_used(generator):
    Q, K, V = draw(generator, 2, 4, 6), draw(generator, 2, 7, 6), draw(generator, 2, 7, 3)
    Y, weights = attention(Q, K, V)
    assert weights.shape == (2, 4, 7)
    assert torch.allclose(weights.sum(-1), torch.ones(2, 4).double())
    assert torch.allclose(weights @ V, Y)


def test_where_one_may_not_look_the_weight_is_zero_and_nothing_flows(generator):
    Q, K, V = draw(generator, 3, 5), draw(generator, 3, 5), draw(generator, 3, 2)
    V.requires_grad_()
    causal = torch.ones(3, 3, dtype=torch.bool).tril()
    Y, weights = attention(Q, K, V, causal)
    assert (weights[~causal] == 0).all()
    assert (weights[causal] > 0).all()
    assert torch.equal(torch.autograd.grad(Y[0].sum(), V)[0][1:], torch.zeros(2, 2).double())


def test_causal_is_pytorch_s(generator):
    Q, K, V = (draw(generator, 2, 6, 4) for _ in range(3))
    ours = attention(Q, K, V, torch.ones(6, 6, dtype=torch.bool).tril())[0]
    assert torch.allclose(ours, F.scaled_dot_product_attention(Q, K, V, is_causal=True))


def test_heads_are_consecutive_features_and_joined_again(generator):
    X = draw(generator, 2, 5, 12)
    split = split_heads(X, 3)
    assert split.shape == (2, 3, 5, 4)
    assert torch.equal(split[:, 1], X[..., 4:8])
    assert torch.equal(merge_heads(split), X)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("heads", [1, 3])
def test_the_module_is_pytorch_s(generator, bias, heads):
    ours = heads_of(generator, heads=heads, bias=bias)
    X, Z = draw(generator, 2, 5, 12), draw(generator, 2, 7, 12)
    reference = copied(ours, 12, heads, bias)
    for first, second in ((X, None), (X, Z)):
        Y, weights = ours(first, second)
        second = first if second is None else second
        expected, expected_weights = reference(first, second, second, average_attn_weights=False)
        assert torch.allclose(Y, expected, rtol=1e-12, atol=1e-12)
        assert torch.allclose(weights, expected_weights, rtol=1e-12, atol=1e-12)


def test_the_module_s_gradients_are_pytorch_s(generator):
    ours, X = heads_of(generator), draw(generator, 2, 5, 12)
    reference = copied(ours, 12, 3)
    ours(X)[0].square().sum().backward()
    reference(X, X, X)[0].square().sum().backward()
    first = torch.cat([layer.weight.grad for layer in (ours.query, ours.key, ours.value)])
    assert torch.allclose(first, reference.in_proj_weight.grad, rtol=1e-10)
    assert torch.allclose(ours.join.bias.grad, reference.out_proj.bias.grad, rtol=1e-10)


def test_the_module_s_masks_are_pytorch_s(generator):
    ours, X = heads_of(generator), draw(generator, 2, 5, 12)
    reference = copied(ours, 12, 3)
    causal = torch.ones(5, 5, dtype=torch.bool).tril()
    expected = reference(X, X, X, attn_mask=~causal)[0]  # theirs is true where one may not look
    assert torch.allclose(ours(X, mask=causal)[0], expected, rtol=1e-12, atol=1e-12)
    there = torch.tensor([[True] * 5, [True] * 3 + [False] * 2])
    expected = reference(X, X, X, key_padding_mask=~there)[0]
    assert torch.allclose(ours(X, mask=there[:, None, None])[0], expected, rtol=1e-12, atol=1e-12)


def test_the_generator_decides_a_uniform_start_without_biases():
    def weights(seed):
        module = MultiHeadAttention(64, 4, generator=torch.Generator().manual_seed(seed))
        assert all((p == 0).all() for n, p in module.named_parameters() if n.endswith("bias"))
        return torch.cat([p.flatten() for n, p in module.named_parameters() if "weight" in n])

    state = torch.get_rng_state()
    assert torch.equal(weights(1), weights(1))
    assert not torch.equal(weights(1), weights(2))
    assert torch.equal(torch.get_rng_state(), state)
    assert 0.1249 < weights(1).abs().max() <= 0.125
    assert weights(1).square().mean().item() == pytest.approx(0.125**2 / 3, rel=0.05)


def test_parameters_do_not_depend_on_the_number_of_heads():
    counts = {sum(p.numel() for p in MultiHeadAttention(16, h).parameters()) for h in (1, 2, 8)}
    assert counts == {4 * 16**2 + 4 * 16}


def test_shapes_that_do_not_fit_are_refused(generator, unchecked):
    Q, K = draw(generator, 4, 6), draw(generator, 7, 6)
    for Q_, K_, V_ in ((Q, K[:, :5], K), (Q, K, K[:6]), (Q, K[:0], K[:0])):
        with pytest.raises(ValueError, match=r"shapes are \(\.\.\., T, D\)"):
            attention(Q_, K_, V_)


def test_heads_divide_the_features(generator):
    for heads in (0, 5):
        with pytest.raises(ValueError, match=f"cannot be cut into {heads} heads"):
            MultiHeadAttention(12, heads)
        with pytest.raises(ValueError, match=f"cannot be cut into {heads} heads"):
            split_heads(draw(generator, 3, 12), heads)


def test_a_mask_is_of_truth_values_fits_and_lets_each_query_look(generator, unchecked):
    Q, K = draw(generator, 2, 4, 6), draw(generator, 2, 7, 6)
    with pytest.raises(TypeError, match="true where one may look"):
        attention(Q, K, K, torch.zeros(4, 7))
    with pytest.raises(ValueError, match="does not broadcast"):
        attention(Q, K, K, torch.ones(3, 7, dtype=torch.bool))
    nowhere = torch.ones(4, 7, dtype=torch.bool)
    nowhere[2] = False
    with pytest.raises(ValueError, match="may look nowhere"):
        attention(Q, K, K, nowhere)
