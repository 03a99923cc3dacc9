"""Making the labeller: labelled text from gold and from grammars, and the model learnt from it."""
