"""Small breakages of the contrastive losses."""

from mutant import of_module

in_contrastive = of_module("losses/contrastive.py")

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
]
