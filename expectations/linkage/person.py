"""Every row belongs to a person; contradictions within and between persons are told, never hidden."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="has_person",
        value_set=[True],
        severity="critical",
        meta={
            "rule": "every_row_has_its_person",
            "why": "a row without a person would be left out of every count of people",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="numbers_differ",
        value_set=[False],
        severity="critical",
        meta={
            "rule": "different_numbers_are_told",
            "why": "a person holds two different valid numbers and nothing says so",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="contradicts",
        value_set=[False],
        severity="warning",
        meta={
            "rule": "no_rows_contradict_one_another",
            "why": "rows that were linked contradict one another; see conflict in marts.person",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="judged_row_gone",
        value_set=[False],
        severity="warning",
        meta={
            "rule": "every_judgement_names_rows_that_exist",
            "why": "a judgement names a row that no list publishes any more",
        },
    ),
]
