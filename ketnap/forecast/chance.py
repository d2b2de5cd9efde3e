"""Words for probabilities, as codes; the number always stands beside the word."""

# After the scale of ICD 203; each with its upper bound.
CHANCE_WORDS = (
    (0.05, "almost_none"),
    (0.20, "very_unlikely"),
    (0.45, "unlikely"),
    (0.55, "even"),
    (0.80, "likely"),
    (0.95, "very_likely"),
    (1.01, "almost_certain"),
)


def chance_word(probability: float) -> str:
    """The code of the words that stand beside a probability."""
    return next(word for bound, word in CHANCE_WORDS if probability < bound)
