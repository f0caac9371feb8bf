"""What happens to a lab after it was handed in: the course folder, marking, the report.

`course` makes the folder that nbgrader works in, `config` says how it marks, and `config_file` is
where a lecturer may say otherwise; `handed_in` and `clean` decide what of a submission is taken,
`sandbox` and `kernel` are where students' code runs; `mend` brings a submission back to the
release's shape, `run` executes it, `report` says what came of it; `mark` is all of this for a
lecturer, and `validate` is for a student alone.
"""
