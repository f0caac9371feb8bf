"""Small breakages of the relaxed samples."""

from mutant import of_module

in_relaxed = of_module("sampling/relaxed.py")

MUTANTS = [
    in_relaxed(
        "-torch.log(-torch.log(inside))",
        "torch.log(-torch.log(inside))",
        "the noise is turned round",
        "the_noise_is_gumbel_s",
    ),
    in_relaxed(
        "uniform.clamp(info.tiny, 1 - info.eps / 2)",
        "uniform",
        "noise may be infinite",
        "the_noise_is_finite_at_both_ends",
    ),
    in_relaxed(
        "torch.softmax((logits + noise) / temperature",
        "torch.softmax((logits + noise / temperature)",
        "the temperature divides the noise alone",
        "it_is_torch_s_own_with_the_same_noise",
    ),
    in_relaxed(
        "hard.detach() + (soft - soft.detach())",
        "hard.detach() + soft",
        "the values are no longer one-hot",
        "a_straight_through_sample_is_exactly_one_hot",
    ),
    in_relaxed(
        "if not temperature > 0:",
        "if temperature < 0:",
        "a temperature of zero passes",
        "a_temperature_is_positive",
    ),
]
