"""Piper's own loading and speaking, with a tiny voice made here: `python -m tests.speech.piper_trial`.

It needs the packages piper-tts and onnx, which together are 150 MB and which leafletpress does not install; so the
suite tests only what is said where Piper is missing. The voice hums another note for each phoneme.
"""

from __future__ import annotations

import io
import json
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import soundfile

from leafletpress.errors import RenditionError
from leafletpress.renderers.audio import AUDIO_MP3
from leafletpress.speech import piper
from tests.editions import make_edition
from tests.speech.test_audio import make_context

SYMBOLS = ["_", "^", "$", " ", *"abdefhijklmnopstuvwzæðŋɐɑɒɔəɚɛɜɡɪɫɹɾʃʊʌʒˈˌːθᵻ,.:"]


def write_voice(path: Path, rate: int = 22050) -> str:
    """A voice of 512 samples a phoneme."""
    onnx: Any = import_module("onnx")
    helper, kinds = onnx.helper, onnx.TensorProto
    wave = [0.02 * at for at in range(512)]
    nodes = [
        helper.make_node("Cast", ["input"], ["number"], to=kinds.FLOAT),
        helper.make_node("Unsqueeze", ["number", "last"], ["each"]),
        helper.make_node("Mul", ["each", "wave"], ["turn"]),
        helper.make_node("Sin", ["turn"], ["loud"]),
        helper.make_node("Mul", ["loud", "volume"], ["quiet"]),
        helper.make_node("Reshape", ["quiet", "shape"], ["output"]),
    ]
    graph = helper.make_graph(
        nodes,
        "hum",
        [
            helper.make_tensor_value_info("input", kinds.INT64, [1, "phonemes"]),
            helper.make_tensor_value_info("input_lengths", kinds.INT64, [1]),
            helper.make_tensor_value_info("scales", kinds.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", kinds.FLOAT, [1, 1, 1, "samples"])],
        [
            helper.make_tensor("last", kinds.INT64, [1], [2]),
            helper.make_tensor("wave", kinds.FLOAT, [512], wave),
            helper.make_tensor("volume", kinds.FLOAT, [1], [0.3]),
            helper.make_tensor("shape", kinds.INT64, [4], [1, 1, 1, -1]),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    path.write_bytes(model.SerializeToString())
    settings = {
        "audio": {"sample_rate": rate},
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.6, "length_scale": 1, "noise_w": 0.8},
        "num_symbols": len(SYMBOLS),
        "num_speakers": 1,
        "phoneme_id_map": {symbol: [number] for number, symbol in enumerate(SYMBOLS)},
    }
    path.with_name(f"{path.name}.json").write_text(json.dumps(settings), "utf-8")
    return str(path)


def refused(folder: Path, voice: str) -> str:
    """What is said of a voice that cannot be used."""
    try:
        AUDIO_MP3.render(make_edition(), make_context("en", folder, engine="piper", voice=voice))
    except RenditionError as error:
        return str(error)
    raise AssertionError(f"{voice} was taken for a voice")


def main() -> None:
    """Everything that the adapter promises, with the real package."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        voice = write_voice(folder / "hum.onnx")

        def render(cache: str, body: str) -> Any:
            context = make_context("en", folder / cache, engine="piper", voice=voice)
            return AUDIO_MP3.render(make_edition(f"<h1>Home</h1><p>{body}</p>"), context)

        first = render("a", "Take 5 mg twice a day.")
        sound, rate = soundfile.read(io.BytesIO(first.data))
        facts = dict(first.facts)
        assert facts["duration_s"] == round(len(sound) / rate, 3)
        assert facts["voice"] == f"piper {voice}"
        assert "piper 1." in first.provenance
        assert float(abs(sound).max()) > 0.1
        assert render("b", "Take 5 mg twice a day.").data == first.data, "another run made other bytes"
        assert render("c", "Take 6 mg twice a day.").data != first.data
        print(f"A leaflet of {facts['utterances']} sentences is read, and equal when it is read again.")

        fast = write_voice(folder / "fast.onnx", rate=16000)
        said = [refused(folder, fast)]
        (folder / "alone.onnx").write_bytes(Path(voice).read_bytes())
        (folder / "broken.onnx").write_bytes(b"no model")
        (folder / "broken.onnx.json").write_bytes(Path(f"{voice}.json").read_bytes())
        said += [refused(folder, str(folder / one)) for one in ("alone.onnx", "broken.onnx", "none.onnx")]
        for text, part in zip(said, ("sample rate is 16000", "alone.onnx.json", "INVALID", "none.onnx"), strict=True):
            assert part.casefold() in text.casefold(), text
            print(text.split("\n")[0])
        before = piper.piper_speaker().identity(voice)
        piper._digest.cache_clear()
        Path(f"{voice}.json").write_text(Path(f"{voice}.json").read_text("utf-8") + " ", "utf-8")
        assert piper.piper_speaker().identity(voice) != before, "other settings are no other voice"


if __name__ == "__main__":
    main()
