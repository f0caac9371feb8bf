"""The Transformer against PyTorch's layers and stacks, and what its masks and caches promise."""

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from diffprog.nn import Block, Decoder, Stack, causal_mask
from torch import nn

C, HEADS, HIDDEN = 12, 3, 20
CLOSE = {"rtol": 1e-11, "atol": 1e-11}


def draw(generator, *shape):
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def shaken(module, generator):
    """The module in double precision, with all parameters random: no bias is 0, no gain is 1."""
    module = module.double()
    for parameter in module.parameters():
        nn.init.normal_(parameter, std=0.4, generator=generator)
    return module


def block_of(generator, **options):
    block = Block(C, HEADS, hidden=HIDDEN, generator=generator, **options)
    return shaken(block, generator)


def copied(block, theirs):
    """PyTorch's layer with the parameters of our block."""
    state = {}

    def put(name, net):
        first = (net.query, net.key, net.value)
        for kind in ("weight", "bias"):
            stacked = torch.cat([getattr(layer, kind) for layer in first])
            state[f"{name}.in_proj_{kind}"] = stacked
            state[f"{name}.out_proj.{kind}"] = getattr(net.join, kind)

    put("self_attn", block.attend)
    if block.ask is not None:
        put("multihead_attn", block.ask)
    layers = {"linear1": block.expand, "linear2": block.contract}
    layers |= {f"norm{i + 1}": norm for i, norm in enumerate(block.norms)}
    for name, layer in layers.items():
        state |= {f"{name}.weight": layer.weight, f"{name}.bias": layer.bias}
    theirs = theirs.double()
    theirs.load_state_dict(state)
    return theirs


def pytorch_s(block, kind, norm_first, activation=F.relu):
    layer = kind(C, HEADS, HIDDEN, 0.0, activation, batch_first=True, norm_first=norm_first)
    return copied(block, layer)


def gradients(output, parameters):
    return [p.detach() for p in torch.autograd.grad(output.square().sum(), parameters)]


@pytest.mark.parametrize("norm_first", [True, False])
@pytest.mark.parametrize("activation", [F.relu, F.gelu], ids=["relu", "gelu"])
def test_an_encoder_s_block_is_pytorch_s(generator, norm_first, activation):
    ours = block_of(generator, norm_first=norm_first, activation=activation)
    theirs = pytorch_s(ours, nn.TransformerEncoderLayer, norm_first, activation)
    x = draw(generator, 2, 5, C).requires_grad_()
    there = torch.tensor([[True] * 5, [True] * 3 + [False] * 2])
    expected = theirs(x, src_key_padding_mask=~there)
    got = ours(x, mask=there[:, None, None])
    assert torch.allclose(got, expected, **CLOSE)
    assert torch.allclose(ours(x), theirs(x), **CLOSE)
    for a, b in zip(gradients(got, [x]), gradients(expected, [x]), strict=True):
        assert torch.allclose(a, b, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("norm_first", [True, False])
def test_a_decoder_s_block_is_pytorch_s(generator, norm_first):
    ours = block_of(generator, norm_first=norm_first, cross=True)
    theirs = pytorch_s(ours, nn.TransformerDecoderLayer, norm_first)
    x, memory = draw(generator, 2, 5, C), draw(generator, 2, 7, C)
    there = torch.tensor([[True] * 7, [True] * 4 + [False] * 3])
    causal = causal_mask(5)
    expected = theirs(x, memory, tgt_mask=~causal, memory_key_padding_mask=~there)
    got = ours(x, memory, mask=causal, memory_mask=there[:, None, None])
    assert torch.allclose(got, expected, **CLOSE)


@pytest.mark.parametrize("norm_first", [True, False])
@pytest.mark.parametrize("cross", [True, False])
def test_a_stack_is_pytorch_s(generator, norm_first, cross):
    ours = Stack(C, HEADS, 3, norm_first=norm_first, cross=cross, hidden=HIDDEN)
    ours = shaken(ours, generator)
    kind = nn.TransformerDecoderLayer if cross else nn.TransformerEncoderLayer
    layers = [pytorch_s(block, kind, norm_first) for block in ours.blocks]
    x, memory = draw(generator, 2, 5, C), draw(generator, 2, 7, C)
    expected = x
    for layer in layers:
        expected = layer(expected, memory) if cross else layer(expected)
    if norm_first:
        expected = F.layer_norm(expected, (C,), ours.norm.weight, ours.norm.bias)
    assert torch.allclose(ours(x, memory if cross else None), expected, **CLOSE)


def test_the_causal_mask_is_true_up_to_oneself():
    assert causal_mask(3).tolist() == [[True, False, False], [True, True, False], [True] * 3]


def test_hidden_is_four_times_as_wide_and_a_block_has_12_c_squared_and_13_c():
    block = Block(C, HEADS)
    assert block.expand.out_features == 4 * C
    assert sum(p.numel() for p in block.parameters()) == 12 * C**2 + 13 * C


def test_dropout_zeroes_what_a_part_adds_and_not_what_passes_by(generator):
    block = block_of(generator, dropout=1.0)
    x = draw(generator, 2, 5, C)
    assert torch.equal(block.train()(x), x)
    assert not torch.allclose(block.eval()(x), x)


def test_a_memory_is_needed_just_where_there_is_cross_attention(generator):
    x = draw(generator, 2, 5, C)
    with pytest.raises(ValueError, match="needs a memory"):
        block_of(generator, cross=True)(x)
    with pytest.raises(ValueError, match="only such a block takes one"):
        block_of(generator)(x, x)


def test_no_layers_and_heads_that_do_not_divide_are_errors():
    with pytest.raises(ValueError, match="at least one layer"):
        Stack(C, HEADS, 0)
    with pytest.raises(ValueError, match="cannot be cut"):
        Decoder(7, C, 5, 1, 8)


def decoder_of(generator, **options):
    return shaken(Decoder(7, C, HEADS, 2, 9, generator=generator, **options), generator)


@pytest.mark.parametrize("norm_first", [True, False])
@pytest.mark.parametrize("pieces", [(1,) * 9, (4, 1, 4), (9,)], ids=str)
def test_the_cache_gives_what_the_mask_gives(generator, norm_first, pieces):
    net = decoder_of(generator, norm_first=norm_first)
    tokens = torch.randint(7, (2, 9), generator=generator)
    cache = net.new_cache()
    parts = [net(piece, cache) for piece in tokens.split(list(pieces), dim=1)]
    assert torch.allclose(torch.cat(parts, dim=1), net(tokens), **CLOSE)
    assert len(cache) == 2
    assert cache[1]["K"].shape == cache[0]["V"].shape == (2, HEADS, 9, C // HEADS)


def test_the_cache_of_a_block_with_cross_attention(generator):
    net = shaken(Stack(C, HEADS, 2, cross=True), generator)
    x, memory = draw(generator, 2, 5, C), draw(generator, 2, 7, C)
    cache = net.new_cache()
    parts = [net(x[:, t : t + 1], memory, cache=cache) for t in range(5)]
    assert torch.allclose(torch.cat(parts, dim=1), net(x, memory, causal_mask(5)), **CLOSE)


def test_a_language_model_does_not_see_what_comes_later(generator):
    net = decoder_of(generator)
    tokens = torch.randint(7, (2, 9), generator=generator)
    other = tokens.clone()
    other[:, 5:] = (other[:, 5:] + 1) % 7
    before, after = net(tokens), net(other)
    assert torch.equal(before[:, :5], after[:, :5])
    assert not torch.allclose(before[:, 5:], after[:, 5:])


def test_a_language_model_written_out(generator):
    net = decoder_of(generator)
    tokens = torch.randint(7, (2, 4), generator=generator)
    x = net.words[tokens] + net.places[:4]
    for block in net.stack.blocks:
        theirs = copied_wide(block)
        x = theirs(x, src_mask=~causal_mask(4))
    x = F.layer_norm(x, (C,), net.stack.norm.weight, net.stack.norm.bias)
    assert torch.allclose(net(tokens), x @ net.words.T, **CLOSE)


def copied_wide(block):
    layer = nn.TransformerEncoderLayer(
        C, HEADS, 4 * C, 0.0, F.relu, batch_first=True, norm_first=True
    )
    return copied(block, layer)


def test_tied_weights_are_one_parameter_and_others_two(generator):
    count = [
        sum(p.numel() for p in Decoder(7, C, HEADS, 1, 9, tied=tied).parameters())
        for tied in (True, False)
    ]
    assert count[1] - count[0] == 7 * C + 7
    net = decoder_of(generator, tied=False)
    tokens = torch.randint(7, (1, 3), generator=generator)
    net.output.weight.data.zero_()
    assert torch.allclose(net(tokens), net.output.bias.expand(1, 3, 7), **CLOSE)


def test_too_many_tokens_are_an_error_with_and_without_a_cache(generator):
    net = decoder_of(generator)
    with pytest.raises(ValueError, match="9 places, and 10 tokens"):
        net(torch.zeros(1, 10, dtype=torch.int64))
    cache = net.new_cache()
    net(torch.zeros(1, 6, dtype=torch.int64), cache)
    with pytest.raises(ValueError, match="9 places, and 10 tokens"):
        net(torch.zeros(1, 4, dtype=torch.int64), cache)


def test_the_start_is_drawn_by_the_generator_and_small():
    nets = [
        Decoder(200, 64, 4, 2, 50, generator=torch.Generator().manual_seed(s)) for s in (1, 1, 2)
    ]
    first, same, other = (torch.cat([p.flatten() for p in net.parameters()]) for net in nets)
    assert torch.equal(first, same)
    assert not torch.equal(first, other)
    assert abs(nets[0].words.std() / 0.02 - 1) < 0.05
    assert abs(nets[0].places.std() / 0.02 - 1) < 0.05
    block = nets[0].stack.blocks[0]
    assert 0.9 < block.expand.weight.abs().max() * 64**0.5 <= 1
    assert 0.9 < block.contract.weight.abs().max() * 256**0.5 <= 1
    assert (block.expand.bias == 0).all()
