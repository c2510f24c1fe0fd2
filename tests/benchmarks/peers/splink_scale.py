"""Splink on very many records: its usual person model, names split the Spanish way, narrow blocks."""

import time
from dataclasses import replace

from tests.benchmarks.peers import splink_model, splink_spanish
from tests.benchmarks.peers.exchange import NARROW_BLOCKS, megabytes, within, write

if __name__ == "__main__":
    began = time.perf_counter()
    clusters = splink_model.link(replace(splink_spanish.MODEL, blocks=NARROW_BLOCKS))
    seconds = {"Splink": time.perf_counter() - began}
    peak = megabytes()
    write(within(dict(clusters.fetchall())), megabytes=peak, seconds=seconds)
