"""Small breakages of the press, room by room; no test of them builds or runs a page."""

from mutant import Mutant

PAGES = "press/test_pages.py"
FRESH = "press/test_fresh.py"
GUARDS = "press/test_guards.py"
TEXT = "press/test_notebook_text.py"
SEARCH = "press/test_search_text.py"
BANK = "press/test_quiz_bank.py"
EXPORTS = "press/test_quiz_exports.py"
LISTED = "a_list_holds_the_works_that_the_extension_would_have_listed"
PIECES = "press/test_site_pieces.py"
PALETTE = "press/test_palette.py"
DARK = "press/test_dark_figures.py"
COMPLAINTS = "press/test_print_parts.py::test_a_complaint_is_said_in_plain_words"
SPACES = "press/test_print_parts.py::test_spaces_stand_where_letters_stand_apart"
OFFERED = "press/test_downloads.py::test_an_item_without_its_pdf_is_a_comment"
NAMES = "press/test_print_parts.py::test_only_chapters_have_handouts_and_two_cannot_share_a_name"
FAULTS = "labs/test_made.py::test_a_faulty_source_is_named"
KINDS = "labs/test_kinds.py"
PARTS = "labs/test_marking_parts.py"
CLEAN = "labs/test_clean.py"
APART = "labs/test_apart.py::test_"
CONFIG = "labs/test_config.py"
SIZE = "labs/test_sandbox.py::test_a_file_has_a_limit"
ENDS = "labs/test_sandbox.py::test_what_runs_ends_with_the_program_that_started_it"
SUMMARY = "press/test_site_checks.py::test_the_summary_counts_and_tells_the_worst"
LABELS = "press/test_site_numbering.py::test_a_page_in_a_page_has_no_label_of_its_own"
SEEDS = "press/test_seeds.py::test_the_seed_that_was_set_before_is_set_again"


def in_mend(old, new, why):
    return Mutant("marking/mend.py", old, new, why, PARTS)


def in_spelling(old, new, why):
    return Mutant("guards/spelling.py", old, new, why, GUARDS)


def in_citations(old, new, why, test):
    return Mutant("site/citations.py", old, new, why, f"press/test_citations.py::test_{test}")


MUTANTS = [
    Mutant("fresh.py", "part in MADE or", "False or", "caches count as changes", FRESH),
    Mutant("fresh.py", ".as_posix(), _file", ".as_posix()[:0], _file", "names do not count",
           FRESH),
    Mutant("fresh.py", "there and all(", "there or all(", "what is gone is fresh", FRESH),
    Mutant("fresh.py", '"none"', 'hashlib.sha256(b"").hexdigest()', "empty is none", FRESH),
    Mutant("address.py", "{quote(docname)}.html", "{docname}.html", "a name with a space",
           "press/test_address.py"),
    Mutant("address.py", "owner.lower()", "owner", "hosts have capitals", "press/test_address.py"),
    Mutant("__main__.py", "return 130", "return 0", "an interruption is a success",
           "press/test_command.py"),
    # pages
    Mutant("pages/toc.py", "site_map[item].subtrees", "()", "sections are no pages", PAGES),
    Mutant("pages/toc.py", "if other is not entry", "if False", "handouts of one name", NAMES),
    Mutant("pages/store.py", "line.startswith(TICK)", "TICK in line", "a tick anywhere", PAGES),
    Mutant("pages/key.py", "platform.python_version()", '""', "any Python's outputs do", PAGES),
    Mutant("texts.py", '"utf-8-sig"', '"utf-8"', "the mark of an editor stays", PAGES),
    Mutant("texts.py", "error.start) + 1", "error.start)", "the line above", PAGES),
    Mutant("pages/store.py", "LOADS not in text and ", "", "another file's code is old", PAGES),
    Mutant("pages/store.py", '== fresh.digest(text)', "!= text", "the old code of a page", PAGES),
    Mutant("pages/store.py", '**kept, "text": fresh.digest(text)', "**kept", "prose is parsed in "
           "each build", PAGES),
    Mutant("pages/modules.py", r"=\s*[%!]|", "", "a value from IPython is Python", "press/"
           "test_keys.py::test_what_is_no_python_may_import_anything"),
    Mutant("pages/store.py", "kept.get(\"package\") == modules.listing()", "True", "a new module "
           "changes nothing", PAGES),
    Mutant("pages/store.py", ">= KNOWN", "", "a record that knows less", PAGES),
    Mutant("pages/store.py", ".unlink(missing_ok=True)", ".exists()", "half of it counts", PAGES),
    Mutant("pages/seeds.py", "_set(before)", "pass", "the last seed stays set", SEEDS),
    # labs
    Mutant("labs/lab.py", "if name in seen", "if False", "two cells of one name", FAULTS),
    Mutant("labs/lab.py", '== (marks.get("points") is None)', "is None", "no points", FAULTS),
    Mutant("labs/lab.py", ', "END HIDDEN TESTS")', ")", "a delimiter is no leak", PARTS),
    Mutant("labs/release.py", '.pop("checksum", None)', "", "checksums of another text", PARTS),
    Mutant("labs/release.py", "(LockCells(), ComputeChecksums())", "(ComputeChecksums(),)",
           "tests may be edited", PARTS),
    Mutant("labs/kinds.py", "on_page=_box,", "", "the model answer is on the page", "labs/"
           "test_lab_page.py"),
    Mutant("labs/kinds.py", "kind.tag in tags", "True", "a tag is not asked for", KINDS),
    Mutant("labs/kinds.py", "tries[name] < FEWEST_TRIES", "False", "untried tests pass", GUARDS),
    Mutant("labs/shown.py", r'whole.index("\n```", place) + len("\n```")', "place", "where the "
           "solution stands", "labs/test_lab_page.py"),
    # notebook
    Mutant("notebook/inline.py", "longest + 1", "1", "code ends at its own backtick", TEXT),
    Mutant("notebook/render.py", "urljoin(here, target)", "target", "links lead nowhere", TEXT),
    Mutant("notebook/cells.py", "kind_of(cell).blank", '""', "an empty cell to write in", KINDS),
    Mutant("notebook/unresolved.py", '"label": r"^', '"label": r"^x', "labels stay", TEXT),
    # guards
    Mutant("guards/claims.py", "not in NO_CLAIMS", "not in ()",
           "a summary must check", GUARDS),
    Mutant("guards/claims.py", "not CHECK.search", "CHECK.search", "checks are faults", GUARDS),
    Mutant("guards/lab_marks.py", "if points != said", "if points > said", "marks too few", GUARDS),
    Mutant("guards/template.py", "or box[1] != title", "", "a chapter is a seminar", GUARDS),
    Mutant("guards/template.py", "if kind == \"lab\" else ENDING", "", "no summary", GUARDS),
    Mutant("guards/subject.py", "^:::+[^\\n]*$", "^:::+.*$", "prose after a box is unread", GUARDS),
    Mutant("guards/cell_size.py", "> MAX_COLUMNS", "> 2 * MAX_COLUMNS", "wide lines", GUARDS),
    Mutant("guards/exercises.py", "FEWEST = 6", "FEWEST = 0", "no exercises", GUARDS),
    Mutant("guards/listings.py", r'textwrap.dedent("\n".join(text[first - 1 : last]))',
           r'"\n".join(text[first - 1 : last])', "a method is as wide as in its class", GUARDS),
    Mutant("guards/silence.py", '"get_ipython"}', '}', "IPython may end a page", GUARDS),
    Mutant("guards/silence.py", "handler.type is None or ", "", "a bare except", GUARDS),
    Mutant("guards/silence.py", "wide and not any(", "wide or any(", "who raises again", GUARDS),
    Mutant("guards/shades.py", "if TAG in", "if not TAG in", "the tag is no excuse", GUARDS),
    Mutant("guards/shades.py", '("caption", "alt text")', '("caption",)', "unheard shades", GUARDS),
    in_spelling(", re.IGNORECASE", "", "American words with a capital"),
    in_spelling("or _of_a_family(lower)", 'or ""', "listed words alone"),
    in_spelling("_listed().get(lower) or ", "", "families alone"),
    in_spelling("(?!(?:se|pr|ma|ba|bel|pf)iz)", "", "to seise the prise"),
    in_spelling("if american not in BOTH", "", "good British is American"),
    Mutant("guards/terms.py", 'r"[^suica\']s$"', 'r"s$"', "a loss is a plural", GUARDS),
    Mutant("guards/terms.py", " and word not in NAMES", "", "He is no name", GUARDS),
    Mutant("guards/terms.py", '.replace("-", " ")', "", "a hyphen makes two terms", GUARDS),
    Mutant("guards/terms.py", "not label and", "", "labels are terms", GUARDS),
    # site
    Mutant("site/readable_math.py", 'node.get("linethickness") is not None', "False",
           "n over k is a fraction", SEARCH),
    Mutant("site/readable_math.py", "if not MATRIX.search(tex)", "if True", "cells run together",
           SEARCH),
    Mutant("site/sections.py", "child not in inner and ", "", "a section says all below", SEARCH),
    Mutant("site/sections.py", "if any(part in node", "if False and any(part in node",
           "outputs are prose", SEARCH),
    Mutant("site/search.py", "ensure_ascii=False).lower()", "ensure_ascii=False)", "Grey is none",
           SEARCH),
    in_citations("before != entry", "before is None", "old text",
                 "what_has_been_formatted_is_formatted_again_only_when_it_changes"),
    in_citations("len(people) < 3", "len(people) < 4", "et al. of three",
                 "letters_follow_the_order_of_the_list_and_stay"),
    in_citations("year + letter", "year", "two works of one label",
                 "letters_follow_the_order_of_the_list_and_stay"),
    in_citations(" if ref.docname == key.docname", "", "works of others", LISTED),
    in_citations("!= OWN_WORKS", "is None", "all lists alike", LISTED),
    in_citations("for text in texts", "for text in ()", "dollars in titles",
                 "no_entry_shows_tex"),
    Mutant("site/accessibility.py", "(?m)^(", "(?m)(", "a tick anywhere is a check", PIECES),
    Mutant("site/accessibility.py", """r'<div class="output [^>]*>.*?</pre>'""", "r'.+'",
           "a tick in a text is a check", PIECES),
    Mutant("site/checks.py", "max((found", "min((found", "the best of the checks", SUMMARY),
    Mutant("site/checks.py", 'r": \\d+ routes', 'r"routes', "words of a claim agree", SUMMARY),
    Mutant("site/numbering.py", "counts[prefix] += 1", 'counts[""] += 1', "one count", LABELS),
    Mutant("site/numbering.py", "if len(number) == 1:", "if number:", "pages in pages", LABELS),
    Mutant("site/figures.py", 'before in ("M", "L")', "True", "curves lose letters", PIECES),
    Mutant("site/unbroken.py", "_cut(formula, 1, AFTER)", "[]", "full stops begin lines", PIECES),
    Mutant("site/unbroken.py", 'formula.parent[beside] = nodes.Text(signs.sub("", text))',
           'formula.parent.replace(text, nodes.Text(signs.sub("", text)))',
           "another text loses its sign", PIECES),
    Mutant("site/unbroken.py", r"(?<=±) (?=\d|$)", r"(?<=±) (?=\d)", "6 ± and 4 part", PIECES),
    Mutant("site/unbroken.py", "e[+-]", "e[+]", "powers below one are broken", PIECES),
    Mutant("site/outputs.py", "ROW.findall(text)) < 2", "ROW.findall(text)) < 9", "tables fold",
           PIECES),
    Mutant("site/listings.py", "lines_of(path, part) if part else None", "None",
           "links lead to the top of a file", PIECES),
    Mutant("site/palette.py", '"#4586cc"', '"#5ccaff"', "two lines of one colour", PALETTE),
    Mutant("site/palette.py", "SHADE = 0.75", "SHADE = 0.7", "labels unlike their lines", PALETTE),
    Mutant("site/palette.py", "contrast(colour, PAPER)", "contrast(colour, GROUND)",
           "greys do not turn", PALETTE),
    Mutant("site/dark_figures.py", "everything or _is_picture", "_is_picture", "no tag", DARK),
    Mutant("site/dark_figures.py", "> COVERED *", "> 0 *", "a thumbnail is a picture", DARK),
    Mutant("site/dark_figures.py", "part is not through and ", "", "white holes in images", DARK),
    Mutant("site/svg.py", 'path.get("clip-path")', "False", "a mark is a ground", DARK),
    Mutant("site/dark_figures.py", "not is_named(fill)", "True", "two bands are a map", DARK),
    Mutant("site/dark_figures.py", "fill:{INK};", "", "black text on black", DARK),
    Mutant("guards/line_starts.py", 'r"^%"', 'r"^%%"', "lines that MyST hides", GUARDS),
    Mutant("guards/line_starts.py", r"(?<=\S\n)", r"(?<=\n)", "every list", GUARDS),
    Mutant("site/accessibility.py", "(?:n|p|w)", "(?:n|p|w|o)", "operators lose colour", PIECES),
    # quizzes
    Mutant("quizzes/bank.py", "(count := sum(option.right for option in question.options)) != 1",
           "(count := sum(option.right for option in question.options)) < 1", "two right options",
           BANK),
    Mutant("quizzes/bank.py", 'f"{name}:{place}"', 'f"{place}"', "one order for all", BANK),
    Mutant("quizzes/bank.py", "if other is not question", "if False", "two of one name", BANK),
    Mutant("quizzes/bank.py", "if not text.isprintable()", "if False", "a tab for theta", BANK),
    Mutant("quizzes/answers.py", "ROUNDING if option.right else APART", "ROUNDING",
           "nearly right is wrong", BANK),
    Mutant("quizzes/answers.py", "!= option.right", "== (not option.right) and option.right",
           "wrong options are believed", BANK),
    Mutant("quizzes/draw.py", "week > LAST_WEEK", "week >= LAST_WEEK", "week 5 is late", BANK),
    Mutant("quizzes/draw.py", "giving = [docname for docname, found in left.items() if found]",
           "giving = [next(docname for docname, found in left.items() if found)]",
           "one page gives all", BANK),
    Mutant("quizzes/gift.py", r"[~=#{}:\\]", r"[~=#{}:]", "TeX loses backslashes", EXPORTS),
    Mutant("quizzes/gift.py", r'.replace("\n", r"\n")', "", "lines of code end it", EXPORTS),
    Mutant("quizzes/qti.py", '"*" if option.right else ""', '"*" if letter == "a" else ""',
           "A is always right", EXPORTS),
    Mutant("quizzes/words.py", ', "<": "&lt;"', "", "an escaped tag is one", EXPORTS),
    Mutant("quizzes/words.py", ', "$": "&#36;"', "", "dollars are mathematics", EXPORTS),
    Mutant("guards/quizzes.py", "if not question.answer and any(", "if False and any(",
           "numbers that nobody computes", GUARDS),
    Mutant("guards/quizzes.py", "(?:of )?(?:the )?(?:above", "(?:below", "none of the above",
           GUARDS),
    Mutant("guards/template.py", "wanted = [*wanted[:2], QUIZ, *wanted[2:]]", "pass",
           "questions after exercises", GUARDS),
    # print
    Mutant("print/complaints.py", "(?:Hyper r|R)eference", "Reference", "dead links", COMPLAINTS),
    Mutant("print/complaints.py", "> WIDE", "> 100", "wide lines pass", COMPLAINTS),
    Mutant("print/spaces.py", "GAP = 0.15", "GAP = 0.5", "words run together", SPACES),
    Mutant("print/spaces.py", "range(first, int(then) + 1)", "range(first, int(then))",
           "the last width of a run", SPACES),
    Mutant("site/downloads.py", "if item[1] in there else", "if there else", "dead links", OFFERED),
    Mutant("site/downloads.py", 'rf"((?:{', 'rf"((?!{', "other links are hidden", OFFERED),
    # marking
    Mutant("marking/config.py", "NOTEBOOK_SECONDS = 300", "NOTEBOOK_SECONDS = 30_000",
           "a notebook may take a day", CONFIG),
    Mutant("marking/config.py", "[Mark, LimitOutput", "[LimitOutput", "no sandbox", CONFIG),
    Mutant("marking/config_file.py", "EARLIER | {", "{", "limits reach no old course", CONFIG),
    Mutant("marking/config_file.py", "WHERE.sub(", "str.replace(text, '', '') or (", "a book that "
           "has moved is not found", CONFIG),
    Mutant("marking/course.py", "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR", "NOTHING",
           "broken settings run in no sandbox", CONFIG),
    Mutant("marking/run.py", "> self.budget", "> 100 * self.budget", "no budget", PARTS),
    Mutant("marking/sandbox.py", '"fsize": 64', '"fsize": 6400', "files of any size", SIZE),
    Mutant("marking/sandbox.py", '"--die-with-parent", ', "", "kernels stay behind", ENDS),
    Mutant("marking/kernel.py", "shutil.rmtree(self._own, ignore_errors=True)", "pass",
           "folders stay behind", PARTS),
    Mutant("marking/sandbox.py", '"--cap-drop", "ALL", ', "", "root may mount",
           "labs/test_sandbox.py::test_root_has_no_powers"),
    in_mend("or [None])[-1]", "or [None])[0]", "the first of two changed copies counts"),
    in_mend("(changed or cells", "(cells", "an unchanged copy counts"),
    in_mend("order != sorted(order)", "False", "an order is not told"),
    in_mend("new.source = cell.source", "pass", "answers are lost"),
    in_mend("[*above, *below]", "below", "an answer above its lost cell"),
    in_mend("if kind is None or kind.is_given:", "if kind is None:", "tests stay changed"),
    in_mend("nbformat.from_dict(release.metadata)", "notebook.metadata", "a student's kernel"),
    Mutant("marking/run.py", "cell.execution_count is None and not", "False and not",
           "silence is a pass", PARTS),
    Mutant("marking/side_by_side.py", "notebook and SEED in notebook.metadata", "notebook",
           "what has begun has run", PARTS),
    Mutant("marking/model.py", "require_all_passed(ran, file.name)", "pass",
           "a model solution that was stopped", PARTS),
    Mutant("marking/rewritten.py", "if name not in own}", "if True}", "arguments lose their names",
           PARTS),
    Mutant("marking/run.py", "return errors + shown", "return outputs", "a number is marks", PARTS),
    Mutant("marking/wire.py", 'given is not None and kind == "code"', 'kind == "code"',
           "a student's answer runs beside tests",
           f"{APART}nothing_that_could_run_is_taken_from_a_student"),
    Mutant("marking/wire.py", "getattr(torch, name), torch.dtype", "getattr(torch, name), object",
           "all of PyTorch by name", f"{APART}of_torch_nothing_but_types_is_had_by_name"),
    Mutant("marking/wire.py", "as_tensor(_usual(value, np))", "as_tensor(np.asarray(value))",
           "an array that is turned round", f"{APART}what_is_sent_arrives"),
    Mutant("marking/wire.py", "else torch.empty(0, dtype=dtype)", "else torch.empty(shape, "
           "dtype=dtype)", "an answer without data",
           f"{APART}data_that_do_not_fill_a_shape_are_refused"),
    Mutant("marking/wire.py", "all(isinstance(x, known)", "all(True or isinstance(x, known)",
           "a list that a test fills stays empty",
           f"{APART}a_verdict_says_what_went_wrong_in_a_line"),
    Mutant("marking/calls.py", 'write_back(given, said["changed"])', "pass",
           "what changes its arguments is not seen", f"{APART}a_call_is_as_if_it_were_here"),
    Mutant("marking/calls.py", "child := os.fork()", "child := 0", "all tests in one process",
           f"{APART}one_test_leaves_nothing_to_the_next"),
    Mutant("marking/apart.py", "os.O_PATH | os.O_NOFOLLOW", "os.O_PATH", "a link to a socket of "
           "the host", f"{APART}a_link_in_the_place_of_the_socket_is_not_followed"),
    Mutant("marking/sandbox.py", "[*clean, *container, *limits,", "[*container, *limits, *clean,",
           "the environment of the host", "labs/test_sandbox.py::"
           "test_no_process_of_a_container_knows_the_environment"),
    Mutant("marking/apart.py", "if free & self.other", "if False", "objects by name",
           f"{APART}what_a_test_needs_is_told_from_what_the_lab_gives_out"),
    Mutant("marking/names.py", "many[:] = copies.get(name, [])", "pass", "hooks stay for a test",
           "labs/test_names.py::test_hooks_are_away_for_a_test_and_come_back"),
    Mutant("marking/names.py", 'if n[:1] != "_"}', 'if n[:1] != "_" and not _module(v)}', "a test "
           "takes modules", "labs/test_names.py::"
           "test_a_test_takes_no_module_from_the_functions_of_a_student"),
    Mutant("marking/rewritten.py", "modules.get(name) == _imp", "False and _imp", "the same module "
           "by another name", PARTS),
    Mutant("marking/trust.py", "(tokenize.COMMENT, tokenize.STRING)", "()", "comments are suspect",
           PARTS),
    Mutant("marking/trust.py", r"\b(?:inspect|", r"(?<!\.)(?:inspect|", "what a module holds is "
           "not seen", PARTS),
    Mutant("marking/trust.py", r"(?<![\w.])(?:eval|", r"\b(?:eval|", "a network is suspect", PARTS),
    Mutant("marking/trust.py", "for name in bound(code)", "for name in ()", "`sum = 0` is not "
           "seen", PARTS),
    Mutant("marking/report.py", "if grade is None or name not in cells", "if grade is None", "a "
           "lost cell stops the sums", PARTS),
    Mutant("marking/report.py", " and not output.evalue", "", "PyTorch's error is a blank", PARTS),
    Mutant("marking/report.py", "if missing and", "if False and", "a syntax error is a missing "
           "name", PARTS),
    Mutant("marking/run.py", "if before <= KEPT", "if True", "a line for each line", PARTS),
    Mutant("marking/run.py", "self._printed > KEPT and", "False and", "any output", PARTS),
    Mutant("marking/inert.py", "if kind not in PICTURES", "if False", "HTML is shown", PARTS),
    Mutant("marking/inert.py", "startswith(PICTURES[kind])", "startswith(b'')", "any bytes", PARTS),
    Mutant("marking/inert.py", "html.unescape(text)", "text", "a formula with entities", PARTS),
    Mutant("marking/inert.py", r"(?:https?://|mailto:|#)", r"(?:\w+:|#)", "any address", PARTS),
    Mutant("marking/inert.py", "(?=[A-Za-z/!?])", "(?=[a-z])", "comments open", PARTS),
    Mutant("marking/inert.py", "if self._coloured > COLOURED", "if False", "any colours", PARTS),
    Mutant("marking/inert.py", "(name := unquote(text[start : end.start()]))",
           "(name := text[start : end.start()])", "pictures with spaces are lost", PARTS),
    Mutant("marking/inert.py", "(?<=```|~~~)", "(?<=~~~)", "a language that takes for ever", PARTS),
    Mutant("marking/apart.py", "return in_a_line(verdict)", "return verdict", "any words",
           f"{APART}a_verdict_says_what_went_wrong_in_a_line"),
    Mutant("marking/config.py", "exclude_anchor_links = True", "exclude_anchor_links = False",
           "a heading is the box for a mark", "labs/test_form_grader.py"),
    Mutant("marking/tables.py", r"[^\w;=+\-@]*", r"\s*", "a quote before a formula", PARTS),
    Mutant("marking/handed_in.py", "status.st_nlink == 1", "True", "hard links", PARTS),
    Mutant("marking/handed_in.py", "path.lstat()", "path.stat()", "links are followed", PARTS),
    Mutant("marking/handed_in.py", "> FILES + 1:", "> FILES + 10**9:", "any files", CLEAN),
    Mutant("marking/clean.py", "LOST: lost} if lost", "LOST: lost} if False",
           "pictures are lost without a word", CLEAN),
    Mutant("marking/handed_in.py", "except UnicodeEncodeError", "except UnicodeDecodeError",
           "a name from Windows ends the marking of all", CLEAN),
    Mutant("marking/handed_in.py", "name != name.strip()", "False", "a name's spaces", CLEAN),
    Mutant("marking/report.py", "as_name(r.student)", "in_a_line(r.student)",
           "two folders in one line", CLEAN),
    Mutant("marking/clean.py", "if there > most", "if False", "any size", CLEAN),
    Mutant("marking/clean.py", "name_alone(said)", "said", "tags are taken", CLEAN),
    Mutant("marking/cells.py", "known = isinstance(name, str) and", "known =", "a name is no text",
           CLEAN),
    Mutant("marking/around.py", '("outputs", "execution_count")', '("outputs", "metadata")',
           "a tag that no seed knows", PARTS),
    in_mend("cell.metadata = name_alone(cell.metadata)", "pass", "own cells keep their tags"),
    Mutant("marking/clean.py", '"utf-8-sig"', '"utf-8"', "an editor's mark is no notebook", CLEAN),
    Mutant("marking/tables.py", '("=", "+",', '("+",', "a formula", PARTS),
    Mutant("marking/tables.py", 'STEERS.sub(" ", text)', "text", "names steer terminals", PARTS),
    Mutant("marking/handed_in.py", "known | NO_ANSWERS", "set()", "the lab is another file", PARTS),
    Mutant("marking/late.py", "DAY if DATE.fullmatch(due) else", "DAY if False else",
           "a day ends when it begins", "labs/test_late.py"),
    Mutant("marking/late.py", "and student not in there", "and False", "a slip in a name is silent",
           "labs/test_late.py"),
    Mutant("marking/other_systems.py", "exact.get(x) or ", "", "the marks of another",
           "labs/test_other_systems.py"),
    Mutant("marking/alike.py", "(together[tuple(group)] < WHOLE or", "(True or", "groups hide",
           "labs/test_alike.py"),
    in_mend('if c.cell_type != "code"]', 'if c.cell_type == "markdown"]', "raw answers are lost"),
    in_mend('cell.source.replace(WRITTEN.blank, "")',
            '"" if WRITTEN.blank in cell.source else cell.source', "what stands below is lost"),
    Mutant("marking/validate.py", "(blank and last is kind)", "blank", "a stub is never forgotten",
           PARTS),
    Mutant("marking/validate.py", " or (blank and last is kind)", "", "of two stubs one counts",
           PARTS),
    Mutant("marking/report.py", '"LOOK" if trouble', '"" if trouble', "crashes are silent", PARTS),
    Mutant("marking/report.py", "if reason != TASK.unanswered else []", "", "blanks are flagged",
           PARTS),
]  # fmt: skip
