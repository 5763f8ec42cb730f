"""What makes an article of a few sentences, so that it is long enough for signs to be asked: nothing that is a fact."""

from __future__ import annotations

REST = "\n\n" + " ".join(
    ["Nobody knows yet how the weather will turn out at the harbour, and many people wonder."] * 10
)
REST_JA = "\n\n" + "港の天気がどうなるのかはまだ誰にも分からず、多くの人が不思議に思っている。" * 8
