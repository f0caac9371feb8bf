"""Small breakages of diffusion, Langevin dynamics and the Fréchet distance."""

from mutant import of_module

in_diffusion = of_module("sampling/diffusion.py")
in_langevin = of_module("sampling/langevin.py")
in_frechet = of_module("losses/frechet.py")

MUTANTS = [
    in_diffusion(
        "    beta = torch.linspace(first, last, T, dtype=torch.float64)\n"
        "    return torch.cat([beta.new_ones(1), (1 - beta).cumprod(0)])",
        "    beta = torch.linspace(first, last, T, dtype=torch.float64)\n"
        "    return torch.cat([beta.new_ones(1), 1 - beta.cumsum(0)])",
        "shares are added instead of multiplied",
        "linear_schedule_is_a_product",
    ),
    in_diffusion(
        ".clamp(max=most)",
        "",
        "the last beta is 1",
        "cosine_schedule_is_the_papers",
    ),
    in_diffusion(
        "/ (1 + offset) * math.pi / 2)",
        "* math.pi / 2)",
        "the offset is not divided out",
        "cosine_schedule_is_the_papers",
    ),
    in_diffusion(
        "(1 - a_bar).sqrt() * noise\n",
        "(1 - a_bar) * noise\n",
        "a variance where a deviation belongs",
        "noising_in_one_step_is_the_chain",
    ),
    in_diffusion(
        "of_noisy = alpha.sqrt() * (1 - a_bar_s)",
        "of_noisy = alpha * (1 - a_bar_s)",
        "the root of alpha is lost",
        "posterior_is_bayes_rule",
    ),
    in_diffusion(
        "(1 - a_bar_s) / (1 - a_bar_t) * (1 - alpha)",
        "(1 - alpha)",
        "beta instead of beta-tilde",
        "posterior_ends_at_the_data",
    ),
    in_diffusion(
        "left = 1 - a_bar_s - sigma.square()",
        "left = 1 - a_bar_s - sigma",
        "sigma is not squared, as on the slides",
        "a_step_back_with_the_true_noise_has_the_right_law",
    ),
    in_diffusion(
        "left.clamp(min=0).sqrt() * noise_hat",
        "(1 - a_bar_s).sqrt() * noise_hat",
        "fresh noise comes on top of the old",
        "a_step_back_with_the_true_noise_has_the_right_law",
    ),
    in_diffusion(
        "if (left < -1e-6).any():",
        "if (left < -10).any():",
        "too much noise passes",
        "more_noise_than_there_is_room_for",
    ),
    in_diffusion(
        "sigma = eta * posterior(x, x, a_bar[s], a_bar[t])[1].sqrt()",
        "sigma = eta * posterior(x, x, a_bar[s], a_bar[t])[1]",
        "sampling takes the variance for the deviation",
        "few_steps_follow_the_recursion_of_the_variance",
    ),
    in_diffusion(
        "noise_hat = predict(x, t)",
        "noise_hat = predict(x, s)",
        "the network is told the wrong time",
        "few_steps_follow_the_recursion_of_the_variance",
    ),
    in_diffusion(
        "torch.randn(x.shape, generator=generator)",
        "torch.randn(x.shape)",
        "the generator is ignored",
        "sampling_uses_the_noise_that_is_passed",
    ),
    in_diffusion(
        "len(a_bar) > t > s >= 0",
        "len(a_bar) > t >= s",
        "times may stand still",
        "times_fall",
    ),
    in_langevin(
        "(2 * h) ** 0.5 * noise",
        "h**0.5 * noise",
        "half of the noise",
        "one_step_is_the_formula",
    ),
    in_langevin(
        "x + h * score(x)",
        "x - h * score(x)",
        "downhill",
        "mean_and_variance_follow_the_recursion",
    ),
    in_langevin(
        "h * sigma**2",
        "h * sigma",
        "steps do not scale with the variance",
        "annealing_is_one_run_after_the_other",
    ),
    in_langevin(
        "lambda x, sigma=sigma: score(x, sigma)",
        "lambda x, sigma=sigmas[-1]: score(x, sigma)",
        "all levels use the last score",
        "annealing_is_one_run_after_the_other",
    ),
    in_langevin(
        "if not h > 0 or steps < 0:",
        "if h < 0 or steps < 0:",
        "a step of zero passes",
        "steps_are_positive",
    ),
    in_frechet(
        "both.clamp(min=0).sqrt().sum(-1)",
        "both.clamp(min=0).sum(-1)",
        "the product instead of its root",
        "it_is_the_formula_with_scipys_root",
    ),
    in_frechet(
        "centred / (n - 1)",
        "centred / n",
        "a biased covariance",
        "moments_are_torchs",
    ),
    in_frechet(
        "(mu_x - mu_y).square().sum(-1) + spread",
        "(mu_x - mu_y).norm(dim=-1) + spread",
        "the distance of the means is not squared",
        "covariances_that_commute_compare_their_deviations",
    ),
    in_frechet(
        "root @ cov_y @ root",
        "cov_x @ cov_y",
        "a product that is not symmetric",
        "it_is_the_formula_with_scipys_root",
    ),
    in_frechet(
        "values.clamp(min=0).sqrt()[..., None, :]",
        "values.sqrt()[..., None, :]",
        "a rounded zero has no root",
        "a_covariance_may_be_singular",
    ),
]
