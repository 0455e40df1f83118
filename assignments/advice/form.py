# What the form asks in place of code: see `course.content.forms`.

import re

from course.judgement import sheet

_own = {name: {"searches": SEARCHES, "city": CITY, "hours_a_week": HOURS_A_WEEK, "minutes": MINUTES, "wage": WAGE, "enrolled": ENROLLED}[name] for name in sheet.LETTER}


def typed(name, line, optional):
    """A number of a sheet, with its bounds where they are narrow. A share has a point and no percent sign."""
    return number(name, line.words[0].upper() + line.words[1:], line.least, line.most, optional=optional, help="A share, such as 0.217 for 21.7%." if line.most <= 1 else "")


def rows_of(words):
    """The rows ``| q1 | … |`` of a text: words by key."""
    return {name: name + ": " + told.strip('"') for name, told in re.findall(r"^\| ([a-z]\d) \| (.+?) \|$", words, flags=re.M)}


def meanings(words):
    """What each word of a text means, as a list above the fields: on a phone a closed menu shows one line."""
    return "\n\n" + "\n".join(f"- **{word}**: {told.partition(': ')[2]};" for word, told in worded(words).items()).rstrip(";") + "."


def before(words, end):
    return words.split("\n", 2)[2].split(end)[0]


# %% task="sheet"
ask = before(TEXT, "Set `again`")
show = [sheet.Shown(sheet.measured(_own, RECOGNISER, FIRST, SECOND, PARTNER), sheet.about(RECOGNISER, FIRST, SECOND))]
_lines = {"found": "People found a year", "missed": "People missed a year", "hours_short": "Hours short a year", "cost_a_year": "Dollars a year"}
fields = [
    group("partner", "My partner's numbers, in place of the sheet's", *(typed(name, line, line.follows) for name, line in sheet.LINES.items()), optional=True),
    group("letter", "Numbers of my partner's letter, where it differs from the one above", *(typed(name, line, True) for name, line in sheet.LETTER.items()), optional=True),
    group("again", "Worked out anew", *(number(name, words) for name, words in _lines.items())),
    table("fits", "Does the line of the sheet, or of your partner, fit?", _lines | {"gap": "The difference, and its interval"}, choice("word", "the line", ["fits", "does not fit"]), help="Where your partner gave no such line, either word will do."),
]

# %% task="questions"
ask = before(TEXT, "|").strip() + " What would you write beside each? One word stands twice." + meanings(TEXT)
fields = [table("answers", "What answers it?", rows_of(TEXT), choice("word", "answered by", list(worded(TEXT))))]

# %% task="year"
ask = before(TEXT, "Set `wrong`") + f"""Work out the wrong names of a year at this threshold, and the wrong names for each person who is found: first with the share enrolled of the letter, then with {FEWER}.

Then an examiner looks at every name once, and keeps a share of {KEEP_RIGHT} of the right ones and of {KEEP_WRONG} of the wrong ones. Nobody has measured that. At which share enrolled are as many right people left as wrong ones? Below it, there are more wrong ones.

""" + TEXT[TEXT.index("The department writes"):].split("Set `follows`")[0]
fields = [
    number("wrong", "Wrong names of a year", 0),
    number("each", "Wrong names for each person found, with the letter's share enrolled", 0, help="With two decimals."),
    number("each_fewer", f"Wrong names for each person found, if {FEWER} are enrolled", 0, help="With two decimals."),
    number("turns", "The share enrolled at which as many right people are left as wrong ones", 0, help="With three decimals; 1 would be everybody, and a number above 1 says that there are always more wrong ones."),
    choice("follows", "What follows for a year, if fewer are enrolled?", {key: f"{key}: {words}" for key, words in lettered(TEXT).items()}),
]

# %% task="sentences"
ask = before(TEXT, "|").strip() + " What do the numbers say of each?" + meanings(TEXT)
fields = [table("shows", "Hold each against the numbers", rows_of(TEXT), choice("word", "it is", list(worded(TEXT))))]

# %% task="interval"
_reports = "\n".join(f"- Report {name}: {told[0]:+g}, from {told[1]:+g} to {told[2]:+g};" for name, told in {"X": X, "Y": Y, "Z": Z}.items()).rstrip(";")
_asked = TEXT[TEXT.index("The council wants"):].split("Set `reports`")[0]
ask = f"""{before(TEXT, ": `[estimate")}: the estimate, and the two ends.

{_reports}.

{_asked}Of each report, choose the **first** word that is true.{meanings(TEXT)}"""
fields = [
    table("reports", "What does the report say?", {"X": "Report X", "Y": "Report Y", "Z": "Report Z", "sheet": "The difference of the numbers that you work with (in shares: 0.01 is one point)"}, choice("word", "it says", list(worded(TEXT)))),
    number("people", "For an interval about half as wide, a test needs so many times as many people", 1),
    choice("says", "What may a memo say of an interval that holds zero?", {key: f"{key}: {words}" for key, words in lettered(TEXT).items()}),
]

# %% task="rules"
ask = before(TEXT, "|").strip() + f""" Who could find each of them broken?{meanings(TEXT)}

An auditor draws files at random. Suppose that every search has left a file, and that in a share {BROKEN} of the files a rule was broken. How many files does it take for at least one of these to be among
them with a chance of 95%? And what shows an auditor that files are **missing**?"""
fields = [
    table("checked", "Who could find it broken?", rows_of(TEXT), choice("word", "found by", list(worded(TEXT)))),
    number("files", "Files to draw", 0, step=1, help="Two or three more or fewer are right."),
    choice("gone", "What shows that files are missing?", {key: f"{key}: {words}" for key, words in lettered(TEXT).items()}),
]
