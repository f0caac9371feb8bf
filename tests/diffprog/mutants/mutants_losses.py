"""Small breakages of the losses: contrastive, bounds on the evidence, distances of samples."""

from mutant import Mutant, of_module

in_contrastive = of_module("losses/contrastive.py")
in_elbo = of_module("losses/elbo.py")
in_matching = of_module("losses/matching.py")


def in_sets(old: str, new: str, why: str, test: str) -> Mutant:
    """Of losses/sets.py, whose tests have a name of their own beside nn/test_sets.py."""
    return Mutant("losses/sets.py", old, new, why, f"losses/test_set_losses.py::test_{test}")


MUTANTS = [
    in_contrastive(
        "functional.cross_entropy(scores, target)",
        "functional.cross_entropy(scores.T, target)",
        "rivals are taken from the columns",
        "info_nce_is_a_loop_over_rows",
    ),
    in_contrastive(
        "target = torch.arange(len(scores), device=scores.device)",
        "target = torch.arange(len(scores), device=scores.device).roll(1)",
        "pairs are not on the diagonal",
        "info_nce_knows_the_two_ends",
    ),
    in_contrastive(
        ".masked_fill(itself, -torch.inf)",
        "",
        "a view is its own rival",
        "nt_xent_is_a_loop_over_pairs",
    ),
    in_contrastive(
        "functional.normalize(torch.cat([z_a, z_b]), dim=1)",
        "torch.cat([z_a, z_b])",
        "lengths matter",
        "nt_xent_does_not_see_lengths_nor_the_order_of_views",
    ),
    in_contrastive(
        "z @ z.T / temperature",
        "z @ z.T * temperature",
        "the temperature multiplies",
        "nt_xent_is_a_loop_over_pairs",
    ),
    in_contrastive(
        ".roll(len(z_a))",
        ".roll(1)",
        "the partner is the neighbour",
        "nt_xent_is_a_loop_over_pairs",
    ),
    in_contrastive(
        "if not temperature > 0:",
        "if temperature < 0:",
        "a temperature of zero passes",
        "a_temperature_is_positive",
    ),
    in_contrastive(
        "z - z.mean(0)",
        "z",
        "the mean counts as a direction",
        "effective_rank_counts_equal_directions",
    ),
    in_contrastive(
        ".double()).square()",
        ".double())",
        "singular values instead of variances",
        "effective_rank_is_the_exponential_of_the_entropy",
    ),
    in_contrastive(
        "if spread.sum() == 0:",
        "if spread.sum() < 0:",
        "a point has NaN directions",
        "effective_rank_of_a_line_and_of_a_point",
    ),
    in_elbo(
        "(2 * log_sigma).exp()",
        "log_sigma.exp()",
        "sigma instead of its square",
        "kl_is_that_of_pytorch_with_its_gradient",
    ),
    in_elbo(
        "- 2 * log_sigma - 1)",
        "- log_sigma - 1)",
        "half of the log variance",
        "kl_is_that_of_pytorch_with_its_gradient",
    ),
    in_elbo(
        "- 2 * log_sigma - 1)",
        "- 2 * log_sigma)",
        "the divergence of the prior from itself is not zero",
        "kl_is_zero_for_the_prior_alone",
    ),
    in_elbo(
        ").sum(-1) / 2\n\n\ndef elbo",
        ").mean(-1) / 2\n\n\ndef elbo",
        "a mean over the code's entries",
        "kl_is_that_of_pytorch_with_its_gradient",
    ),
    in_elbo(
        "log_lik - beta * gaussian_kl",
        "log_lik + beta * gaussian_kl",
        "the divergence is added",
        "elbo_in_a_discrete_sum_stays_below_the_evidence",
    ),
    in_elbo(
        "log_lik - beta * gaussian_kl(mu, log_sigma)",
        "log_lik - gaussian_kl(mu, log_sigma)",
        "beta does nothing",
        "beta_weighs_the_divergence_alone",
    ),
    in_elbo(
        "log_lik + log_prior - log_q",
        "log_lik + log_prior + log_q",
        "the proposal multiplies the weight",
        "log_weight_is_three_densities",
    ),
    in_elbo(
        "log_lik + log_prior - log_q",
        "log_lik - log_q",
        "the prior is forgotten",
        "with_the_posterior_every_weight_is_the_evidence",
    ),
    in_elbo(
        " / 2 + log_sigma).sum(-1)",
        " / 2).sum(-1)",
        "the proposal's width is forgotten",
        "log_weight_is_three_densities",
    ),
    in_elbo(
        " - math.log(len(log_weights))",
        "",
        "a sum of the weights instead of their mean",
        "iwae_of_equal_weights_is_that_weight_also_where_it_underflows",
    ),
    in_elbo(
        "torch.logsumexp(log_weights, 0) - math.log(len(log_weights))",
        "log_weights.mean(0)",
        "the mean of the logs: no better with more draws",
        "mean_weight_is_the_evidence_and_bounds_rise_with_k",
    ),
    in_elbo(
        "torch.logsumexp(log_weights, 0)",
        "log_weights.exp().sum(0).log()",
        "weights underflow",
        "iwae_of_equal_weights_is_that_weight_also_where_it_underflows",
    ),
    in_matching(
        "-square / (2 * w * w)",
        "-square / (w * w)",
        "the two of the exponent is lost",
        "kernel_is_the_mean_over_its_widths",
    ),
    in_matching(
        " for w in widths) / len(widths)",
        " for w in widths)",
        "kernels are added instead of averaged",
        "mmd2_is_a_loop_over_pairs",
    ),
    in_matching(
        "(square.sum((-2, -1)) - itself) / (n * (n - 1))",
        "square.mean((-2, -1))",
        "samples are paired with themselves",
        "samples_of_one_distribution_are_at_zero_on_average",
    ),
    in_matching(
        "return xx + yy - 2 * gaussian_kernel",
        "return xx + yy - gaussian_kernel",
        "the cross term counts once",
        "mmd2_is_unbiased_for_two_gaussians",
    ),
    in_matching(
        "- xx - yy",
        "- xx",
        "one side of the energy is forgotten",
        "energy_distance_is_a_loop_over_pairs",
    ),
    in_matching(
        "2 * _distance(x, y).mean((-2, -1)) - xx",
        "2 * _distance(x, y).square().mean((-2, -1)) - xx",
        "squared distances across",
        "energy_distance_is_scipys_with_all_pairs",
    ),
    in_matching(
        ', compute_mode="donot_use_mm_for_euclid_dist"',
        "",
        "distances by products lose small ones",
        "far_from_the_origin_small_distances_survive",
    ),
    in_matching(
        "if not widths or not min(widths) > 0:",
        "if not widths or min(widths) < 0:",
        "a width of zero passes",
        "widths_are_positive",
    ),
    in_matching(
        "if n < 2:",
        "if n < 1:",
        "one sample has a pair",
        "one_sample_has_no_pairs",
    ),
    in_sets(
        ".square().sum(-1)",
        ".abs().sum(-1)",
        "distances are not squared",
        "hungarian_is_the_best_of_all_permutations",
    ),
    in_sets(
        "linear_sum_assignment(one)[1]",
        "linear_sum_assignment(-one)[1]",
        "the worst assignment",
        "hungarian_is_the_best_of_all_permutations",
    ),
    in_sets(
        "cost.gather(-1, match(cost)[..., None])[..., 0].mean(-1)",
        "cost.amin(-1).mean(-1)",
        "each takes the nearest",
        "chamfer_does_not_count_and_hungarian_does",
    ),
    in_sets(
        "cost.amin(-1).mean(-1) + cost.amin(-2).mean(-1)",
        "cost.amin(-1).mean(-1)",
        "one side of Chamfer",
        "chamfer_is_a_loop",
    ),
    in_sets(
        "if N > M:",
        "if N > M + 1:",
        "a row without a column",
        "more_rows_than_columns",
    ),
    in_sets(
        "if not torch.isfinite(each).all():",
        "if torch.isnan(each).all():",
        "costs may be infinite",
        "costs_are_finite",
    ),
]
