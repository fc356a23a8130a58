"""Sentence embeddings of all-MiniLM-L6-v2, on one thread of the processor, without a network.

`embed(["where is my order?"])` gives one row a text: float32, 384 numbers, length 1, so that a dot product is the cosine.
The model is loaded at the first call, once a process, and may be called from many threads.

`AGENTDESK_EMBEDDINGS` (setting or environment) names another folder with `model.onnx` and `tokenizer.json` of a
BERT-like model with 384 dimensions; by default the installed weights are made faster once and kept in the state folder.
"""

from assist.providers.embeddings.encoder import DIMENSIONS, Ahead, embed, make_ahead, model_version

__all__ = ["DIMENSIONS", "Ahead", "embed", "make_ahead", "model_version"]
