"""The least that any linkage in DuckDB costs: read, join on narrow blocks, three similarities."""

import time

import duckdb

from tests.benchmarks.peers.exchange import NARROW_BLOCKS, megabytes, path, write


def joined(block: tuple[str, ...]) -> str:
    """The query of a block's pairs."""
    return (
        f"select l.number as left_number, r.number as right_number"
        f" from record as l join record as r using ({', '.join(block)}) where l.number < r.number"
    )


def main() -> None:
    """Measure; no pair is linked."""
    began = time.perf_counter()
    connection = duckdb.connect()
    connection.execute(
        "create table record as select row_number() over () as number,"
        " given, family, given_1, given_2, family_1, family_2, id, released, state, facility"
        f" from read_parquet('{path()}')"
    )
    pairs = " union ".join(joined(block) for block in NARROW_BLOCKS)
    compared = connection.execute(
        "select count(*), sum(jaro_winkler_similarity(l.given, r.given)),"
        " sum(jaro_winkler_similarity(l.family, r.family)), sum(levenshtein(l.id, r.id))"
        f" from ({pairs}) as pair join record as l on l.number = left_number"
        " join record as r on r.number = right_number"
    ).fetchall()[0][0]
    seconds = {"floor": time.perf_counter() - began}
    write([], megabytes=megabytes(), seconds=seconds, compared=compared)


if __name__ == "__main__":
    main()
