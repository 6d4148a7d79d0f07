"""Loudness and true peak as ITU-R BS.1770-4 measures them, of mono sound."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

BLOCK_S, STEP_S = 0.4, 0.1
PART = 60_000
"Samples that are looked at together."


def loudness(samples: np.ndarray, rate: int) -> float:
    """Integrated loudness in LUFS."""
    weighted = _k_weighted(samples.astype(float) / 32768, rate)
    power = np.concatenate(([0.0], np.cumsum(weighted**2)))
    block, step = int(BLOCK_S * rate), int(STEP_S * rate)
    starts = np.arange(0, len(weighted) - block + 1, step)
    blocks = (power[starts + block] - power[starts]) / block
    loud = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    gate = loud.mean() / 10
    return float(-0.691 + 10 * math.log10(loud[loud > gate].mean()))


def true_peak(samples: np.ndarray) -> float:
    """Peak between the samples in dB, from the sound at four times its rate, where it is within 6 dB of the loudest."""
    highest = 0.0
    loudest = np.abs(samples.astype(float)).max()
    for start in range(0, len(samples), PART):
        part = samples[max(start - 500, 0) : start + PART + 500].astype(float) / 32768
        if np.abs(part).max() * 32768 < loudest / 2:
            continue
        spectrum = np.fft.rfft(part)
        padded = np.concatenate((spectrum, np.zeros(len(part) * 2 + 1 - len(spectrum))))
        highest = max(highest, float(np.abs(np.fft.irfft(padded, len(part) * 4) * 4)[1000:-1000].max()))
    return 20 * math.log10(highest)


def _k_weighted(samples: np.ndarray, rate: int) -> np.ndarray:
    """The two filters, as one response over the spectrum of each part; they forget within a second."""
    size = 1 << (PART + rate).bit_length()
    step = size - rate
    padded = np.concatenate((np.zeros(rate), samples, np.zeros(step)))
    parts = [
        np.fft.irfft(np.fft.rfft(padded[at : at + size], size) * _response(size, rate), size)[rate:]
        for at in range(0, len(samples), step)
    ]
    return np.concatenate(parts)[: len(samples)]


@cache
def _response(size: int, rate: int) -> np.ndarray:
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones_like(turn)
    for b, a in (_shelf(rate), _high_pass(rate)):
        response *= (b[0] + b[1] * turn + b[2] * turn**2) / (a[0] + a[1] * turn + a[2] * turn**2)
    return response


def _shelf(rate: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    gain, q, centre = 3.999843853973347, 0.7071752369554196, 1681.974450955533
    k, high = math.tan(math.pi * centre / rate), 10 ** (gain / 20)
    middle = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    b = ((high + middle * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - middle * k / q + k * k) / a0)
    return b, (1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)


def _high_pass(rate: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    q, centre = 0.5003270373238773, 38.13547087602444
    k = math.tan(math.pi * centre / rate)
    a0 = 1 + k / q + k * k
    return (1.0, -2.0, 1.0), (1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)
