"""What is wrong with a content file, in the reader's language.

The sentences are made in English where the mistake is found, for those who sit at a terminal. On a page they are
Danish. Each English sentence stands here as a pattern with its Danish: `{0}` is whatever stands in that place, `{0:s}`
a sentence that is itself translated, `{0:or}` a list that ends with "or". A test reads every sentence that the code can
say, and finds those that have no Danish.
"""

from indgang.surfaces.common.mistakes.told import Mistake, first_of, mistakes, told

__all__ = ["Mistake", "first_of", "mistakes", "told"]
