"""The article's example as a body of REST writes it, in plain numbers."""

MAZUR = {
    "sizes": [2, 2, 2],
    "activations": ["logistic", "logistic"],
    "loss": "half_squared_error",
    "bias_policy": "frozen",
    "w": [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
    "b": [[0.35, 0.35], [0.60, 0.60]],
}
STEP = {"network": MAZUR, "x": [0.05, 0.10], "target": [0.01, 0.99], "eta": 0.5}
