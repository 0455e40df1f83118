# ---
# title: "Thresholds, in your browser"
# minutes: 25
# lead: The rates of {lesson:thresholds} in plain Python, on the same scores. Change a number, and run the cell again.
# before: Nothing to install. You should know what a threshold is; {lesson:scores} says it.
# objectives:
#   - write the two error rates yourself, in one line each
#   - choose a threshold on one half of the cast and check it on the other
#   - say what a price does to a threshold
# ---

# %% [markdown]
# **This notebook runs in your browser.** Click a cell and press Shift+Enter; *Run > Run All Cells* runs them all. Nothing
# is sent anywhere. The first cell takes some seconds, while Python starts. There is no numpy here: everything below is
# plain Python.

# %%
from browser_lab import distances, explorer, lines, share_at_or_below, table

mated, nonmated = distances("dlib", "development")
print(f"{len(mated):,} pairs of one person, {len(nonmated):,} pairs of two people")

# %% [markdown]
# Each number is the distance of two images of the rendered cast: small when the recogniser finds them alike. They are
# the very numbers of {lesson:thresholds}, computed from the same embeddings.
#
# ## Two rates, written down
#
# A pair is *accepted* when its distance is at or below the threshold. Two people accepted as one is a **false match**.
# One person not accepted is a **false non-match**. Each rate is a share.

# %%
def fmr(nonmated, threshold):
    """False match rate: the share of pairs of two people that are accepted."""
    return sum(distance <= threshold for distance in nonmated) / len(nonmated)


def fnmr(mated, threshold):
    """False non-match rate: the share of pairs of one person that are not accepted."""
    return sum(distance > threshold for distance in mated) / len(mated)

# %%
THRESHOLD = 0.05  # change me, and run this cell again

print(f"FMR  {fmr(nonmated, THRESHOLD):.6f}")
print(f"FNMR {fnmr(mated, THRESHOLD):.6f}")

# %% [markdown]
# **Try it:** find a threshold at which both rates are about the same. Then one at which no two people are accepted. What
# did the second one cost?
#
# ## All thresholds at once
#
# To go through tens of thousands of distances for every threshold is slow. They are sorted, so halving finds the place
# at once: that is `share_at_or_below`.

# %%
steps = [mated[0] + i * (nonmated[len(nonmated) // 2] - mated[0]) / 100 for i in range(101)]
lines({"FMR": [(t, share_at_or_below(nonmated, t)) for t in steps],
       "FNMR": [(t, 1 - share_at_or_below(mated, t)) for t in steps]},
      across="threshold (cosine distance)", up="share of pairs", mark=THRESHOLD)

# %% [markdown]
# To the right FMR grows, to the left FNMR. No threshold has neither error. The dotted line is yours.
#
# ## Choose here, report there
#
# "At most one pair of two people in a hundred may be accepted." <!-- no-claim: a made-up target --> Take the largest
# threshold that keeps to it on the development half. Then look at people who took no part.

# %%
TARGET = 0.01  # change me

allowed = int(TARGET * len(nonmated))  # so many false matches may happen
chosen = max((t for t in nonmated[max(allowed - 50, 0) : allowed] if share_at_or_below(nonmated, t) <= TARGET), default=0.0)
other_mated, other_nonmated = distances("dlib", "evaluation")
table([{"people": "those it was chosen on", "FMR": f"{fmr(nonmated, chosen):.4%}", "FNMR": f"{fnmr(mated, chosen):.2%}"},
       {"people": "others", "FMR": f"{fmr(other_nonmated, chosen):.4%}", "FNMR": f"{fnmr(other_mated, chosen):.2%}"}])

# %% [markdown]
# The first row says only that the rule was kept. The second is the report.
#
# ## What does an error cost?
#
# Give both errors a price, and say how often the two images do show one person. Then one threshold costs least.

# %%
FALSE_MATCH, FALSE_NON_MATCH, PRIOR = 20, 1, 0.5  # change me


def cost(threshold):
    """The expected cost of one comparison."""
    return (PRIOR * (1 - share_at_or_below(mated, threshold)) * FALSE_NON_MATCH
            + (1 - PRIOR) * share_at_or_below(nonmated, threshold) * FALSE_MATCH)


cheapest = min(steps, key=cost)
print(f"Least cost at {cheapest:.4f}: FMR {fmr(nonmated, cheapest):.2%}, FNMR {fnmr(mated, cheapest):.2%}")

# %% [markdown]
# Turn the prices round and run the cell again. The matcher is the same, the faces are the same. Only the prices moved,
# and with them the people who are wronged. **Who should set them?**
#
# ## The explorer
#
# Drag the threshold and watch the faces. It shows the Euclidean distance of the same recogniser, so its thresholds are
# other numbers.

# %%
explorer()

# %% [markdown]
# ## Check yourself

# %%
from course.study.quiz import quiz

quiz("thresholds")

# %% [markdown]
# ## What does not run here
#
# The lessons need numpy, pandas and OpenCV, which this site cannot ship. Run the next cell to see how that is said.

# %% tags=["raises-exception"]
import numpy as np

np.mean(mated)

# %% [markdown]
# The next notebook here, `rules.ipynb`, reads the moratorium of 2020 as a rule, and lets you change the rule.
