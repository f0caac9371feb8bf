"""Small breakages of the batches, of the loop and of the accuracy."""

from mutant import of_module

LOSS = "what_is_no_loss"

in_batches = of_module("train/batches.py")
in_loop = of_module("train/loop.py")
in_metrics = of_module("train/metrics.py")

MUTANTS = [
    in_batches(
        'getattr(type(self.data), "_make", tuple)',
        "tuple",
        "batches forget their names",
        "names_are_kept",
    ),
    in_batches("len(set(items)) != 1", "not items", "items may lack a partner", "too_few_items"),
    in_batches(
        "order.to(first.device).split",
        "order.sort().values.split",
        "nothing is shuffled",
        "each_epoch_has_a_new_order_that_the_generator_decides",
    ),
    in_batches(
        "data if isinstance(data, tuple) else tuple(data), size",
        "data, size",
        "a list that grows changes the batches",
        "a_list_may_be_used_for_something_else_afterwards",
    ),
    in_loop("if loss.shape != ():", "if loss.numel() != 1:", "a list of one is a number", LOSS),
    in_loop("if not loss.requires_grad:", "if False:", "a loss without a graph is torch's", LOSS),
    in_loop(
        "isinstance(batch, tuple | list)",
        "isinstance(batch, tuple | list | Tensor)",
        "a tensor is taken for a batch of its rows",
        "a_batch_is_a_tuple",
    ),
    in_loop(
        "                optimizer.zero_grad()\n                loss.backward()",
        "                loss.backward()\n                optimizer.zero_grad()",
        "gradients are forgotten before the step",
        "it_finds_the_least_squares_solution",
    ),
    in_metrics(
        "logits.argmax(dim=1)",
        "logits.argmin(dim=1)",
        "the smallest wins",
        "it_counts_largest_logits",
    ),
    in_metrics('y: Int[Tensor, " N"]', 'y: Int[Tensor, "..."]', "any labels", "shapes_are_checked"),
    in_metrics(
        "        model.eval()",
        "        pass",
        "accuracy of the training mode",
        "it_is_that_of_evaluation_and_leaves_the_model_as_it_was",
    ),
    in_metrics(
        "part.training = mode",
        "part.training = True",
        "what was frozen thaws",
        "parts_keep_their_own_modes",
    ),
    in_metrics(
        "logits.shape[:1] != y.shape",
        "False",
        "a column of labels is broadcast",
        "labels_in_a_column",
    ),
]
