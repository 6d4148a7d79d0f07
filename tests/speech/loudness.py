"""Loudness and true peak as ITU-R BS.1770-4 measures them, of mono sound."""

from __future__ import annotations

import math

import numpy as np

BLOCK_S, STEP_S = 0.4, 0.1


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
    """Peak between the samples in dB, from the sound at four times its rate."""
    highest = 0.0
    for start in range(0, len(samples), 60_000):
        part = samples[max(start - 500, 0) : start + 60_500].astype(float) / 32768
        spectrum = np.fft.rfft(part)
        padded = np.concatenate((spectrum, np.zeros(len(part) * 2 + 1 - len(spectrum))))
        highest = max(highest, float(np.abs(np.fft.irfft(padded, len(part) * 4) * 4)[1000:-1000].max()))
    return 20 * math.log10(highest)


def _k_weighted(samples: np.ndarray, rate: int) -> np.ndarray:
    """The two filters, as one response over the sound's spectrum."""
    size = 1 << (len(samples) + rate).bit_length()
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones_like(turn)
    for b, a in (_shelf(rate), _high_pass(rate)):
        response *= (b[0] + b[1] * turn + b[2] * turn**2) / (a[0] + a[1] * turn + a[2] * turn**2)
    return np.fft.irfft(np.fft.rfft(samples, size) * response, size)[: len(samples)]


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
