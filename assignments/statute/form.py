# What the form asks in place of code: see `course.content.forms`.

import re

from course.figures import frequencies

# %% task="dots"
ask = TEXT.split("\n", 2)[2].split("Count. Set")[0] + "Count. The picture shows a tenth of the dots, by kind; which of them lie in the band it does not show."
show = [frequencies.icons({"of one person": MATED // 10, "of two people": (PEOPLE - MATED) // 10}, "dots, a tenth of all of them")]
fields = [
    number("mates", "Dots of the first kind (one person) in the band", 0, help="Whole dots will do."),
    number("others", "Dots of the second kind (two people) in the band", 0, help="Whole dots will do."),
    number("in_hundred", "Of 100 dots in the band, how many are of the first kind?", 0, 100, help="Whole dots will do."),
    number("for_one", "For each dot of the first kind in the band, how many are there of the second?", 0, help="With two decimals."),
]

# %% task="settings"
_who = {"stranger": "The stranger", "owner": "The owner", "clerk": "The clerk"}
ask = TEXT.split("\n", 2)[2].split("Set `addresses`")[0].replace("the threshold explorer of the course's site", "[the threshold explorer](../../../explorer.html)") + """Copy the explorer's whole address for each, and say what the *other*
pays there, in percent: the FNMR for the stranger's setting, the FMR for the owner's, and the FMR for the clerk's. Read it off the explorer; 0.2 more or less is right."""
fields = [
    group("addresses", "The explorer's address", *(text(name, f"{words}'s setting") for name, words in _who.items())),
    group("prices", "What the other pays there, in percent", *(number(name, f"At {words.lower()}'s setting", 0, 100) for name, words in _who.items())),
]

# %% task="gallery"
ask = TEXT.split("\n", 2)[2].split("Set `false_matches`")[0] + "Where would you stop, and what follows?"
_sizes = {name: f"{int(name):,} people" for name in ("100", "2000", "50000", "1000000")}
fields = [
    group("false_matches", f"False matches that you expect in {SEARCHES:,} searches", *(number(name, f"A gallery of {words}", 0) for name, words in _sizes.items())),
    choice("stop", "The largest in which you expect at most one false match in ten searches", _sizes),
    choice("mean_or_search", "What follows?", {key: f"{key}: {words}" for key, words in lettered(TEXT).items()}),
]

# %% task="tables"
_first, _second = TEXT.split("Another table")
ask = _first.split("\n", 2)[2].split("Set `test_shows`")[0] + "\n\nAnother table" + _second.split("Set `table_shows`")[0]
fields = [
    choice("test_shows", "What follows from the test?", {key: f"{key}: {words}" for key, words in lettered(_first).items()}),
    choice("table_shows", "What follows from the table for a search of faces?", {key: f"{key}: {words}" for key, words in lettered(_second).items()}),
]

# %% task="asks"
ask = TEXT.split("\n", 2)[2].split("Set `asks`")[0] + "What does each text ask for? Each word stands once."
_words = worded(TEXT)
fields = [
    table("asks", "What does it ask for?", {name: f"{name}: {whose}" for name, whose in re.findall(r"\| (q\d) \| (.+?) \|", TEXT)}, choice("word", "it asks for", _words)),
    choice("no_law", "Of these texts one is no law. What does it ask for?", _words),
]

# %% task="statute"
ask = TEXT.split("\n", 2)[2].split("The next cell prints")[0] + "What does the act say of six uses of the course's bank, all made up? *It depends* stands where the act leaves the point that decides to somebody's judgement."
fields = [table("says", "What does the act say?", {name: f"{name}: {words}" for name, words in USES.items()}, choice("word", "it is", ["allowed", "forbidden", "it depends"]))]
