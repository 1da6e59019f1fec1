"""The pages: asking, the answer, the law."""
