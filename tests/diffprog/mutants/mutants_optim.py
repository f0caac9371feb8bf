"""Small breakages of diffprog.optim, one or more for each rule."""

from mutant import Mutant

TORCH = "optim/test_rules_against_torch.py::test_"
FORMS = "optim/test_rules_closed_forms.py::test_"
INTERFACE = "optim/test_optimizer_interface.py::test_"

MUTANTS = [
    Mutant(
        "optim/rules.py",
        'Float[Tensor, "*S"]',
        'Float[Tensor, "..."]',
        "a gradient of another shape is broadcast",
        INTERFACE + "a_gradient_has_its_parameter_s_shape",
    ),
    Mutant(
        "optim/optimizer.py",
        "self.update(p, g, self.state[p])",
        "self.update(p, g, self.state[self.params[0]])",
        "parameters share one memory",
        TORCH + "defaults",
    ),
    Mutant(
        "optim/optimizer.py",
        "if p.grad is not None:",
        "if True:",
        "a parameter without a gradient is not passed over",
        INTERFACE + "a_parameter_without_a_gradient_stays_and_remembers_nothing",
    ),
    Mutant(
        "optim/optimizer.py",
        "p.grad + self.weight_decay * p if",
        "p.grad - self.weight_decay * p if",
        "the penalty makes weights grow",
        TORCH + "adagrad",
    ),
    Mutant(
        "optim/optimizer.py",
        "            p.grad = None",
        "            pass",
        "gradients are not forgotten",
        INTERFACE + "zero_grad_forgets_gradients",
    ),
    Mutant(
        "optim/rules.py",
        'state.get("v", 0.0) + g',
        'state.get("v", 0.0) + (1 - self.momentum) * g',
        "the velocity is an average, not a sum",
        FORMS + "terminal_velocity",
    ),
    Mutant(
        "optim/rules.py",
        "g + self.momentum * v if",
        "self.momentum * v if",
        "Nesterov without the present gradient",
        FORMS + "nesterov_s_first_step_is_one_plus_beta_gradients",
    ),
    Mutant(
        "optim/rules.py",
        "if nesterov and not momentum:",
        "if False:",
        "Nesterov without momentum is passed over",
        INTERFACE + "bad_settings",
    ),
    Mutant(
        "optim/rules.py",
        'state.get("s", 0.0) + g**2',
        'max(state.get("t", 0), 0) + g**2',
        "Adagrad forgets",
        FORMS + "adagrad_slows_down_as_the_root_of_t",
    ),
    Mutant(
        "optim/rules.py",
        "(1 - self.alpha) * g**2\n        p -= self.lr * g / (s.sqrt() + self.eps)",
        "(1 - self.alpha) * g**2\n        p -= self.lr * g / (s + self.eps).sqrt()",
        "the stabiliser is inside of the root",
        TORCH + "rmsprop",
    ),
    Mutant(
        "optim/rules.py",
        "(1 - self.alpha) * g**2",
        "g**2",
        "a leaky sum, not an average",
        FORMS + "rmsprop_s_first_step_is_too_long_and_its_last_is_lr",
    ),
    Mutant(
        "optim/rules.py",
        "m / (1 - beta1**t)",
        "m",
        "the first average keeps its bias",
        FORMS + "constant_gradients_have_no_bias",
    ),
    Mutant(
        "optim/rules.py",
        "s / (1 - beta2**t)",
        "s / (1 - beta1**t)",
        "the second average is corrected by the first one's factor",
        FORMS + "constant_gradients_have_no_bias",
    ),
    Mutant(
        "optim/rules.py",
        'torch.maximum(state.get("s_max", s), s)',
        "s",
        "AMSGrad forgets",
        FORMS + "amsgrad_does_not_forget_a_large_gradient",
    ),
    Mutant(
        "optim/rules.py",
        "p *= 1 - self.lr * self.decay",
        "g = g + self.decay * p",
        "the decay goes through the averages",
        FORMS + "decay_is_a_penalty_in_adam_and_a_factor_in_adamw",
    ),
    Mutant(
        "optim/rules.py",
        "p *= 1 - self.lr * self.decay",
        "p *= 1 - self.decay",
        "the decay is not multiplied by the rate",
        TORCH + "adam_and_adamw",
    ),
]
