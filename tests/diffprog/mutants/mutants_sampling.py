"""Small breakages of the relaxed samples."""

from mutant import of_module

in_relaxed = of_module("sampling/relaxed.py")
in_transport = of_module("sampling/transport.py")

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
    in_transport(
        "-math.log(m) - (log_K",
        "-math.log(n) - (log_K",
        "columns have the margin of rows",
        "a_plan_is_of_the_form_u_k_v_with_both_margins",
    ),
    in_transport(
        "log_K = -cost / eps",
        "log_K = -cost * eps",
        "eps multiplies the cost",
        "two_and_two_have_a_closed_form",
    ),
    in_transport(
        "torch.exp(log_u + log_K + log_v)",
        "torch.exp(log_u + log_v)",
        "the plan forgets the cost",
        "two_and_two_have_a_closed_form",
    ),
    in_transport(
        "if not eps > 0 or steps < 1:",
        "if eps < 0 or steps < 1:",
        "an eps of zero passes",
        "eps_is_positive_and_there_is_a_step",
    ),
    in_transport(
        "return x + h * field(t, x)",
        "return x + h * field(t + h, x)",
        "Euler looks at the time of the end",
        "a_path_holds_its_start_and_every_step",
    ),
    in_transport(
        "(k1 + 2 * k2 + 2 * k3 + k4)",
        "(k1 + 2 * k2 + 3 * k3)",
        "Runge and Kutta without their last slope",
        "the_error_has_the_order_of_the_method",
    ),
    in_transport(
        "path.append(method(field, start + k * h, path[-1], h))",
        "path.append(method(field, k * h, path[-1], h))",
        "time starts at 0 always",
        "the_error_has_the_order_of_the_method",
    ),
    in_transport(
        'if steps < 1:\n        raise ValueError(f"a path',
        'if steps < 0:\n        raise ValueError(f"a path',
        "a path without steps passes",
        "a_path_has_a_step",
    ),
]
