"""Arguments for the tests: strong ones for both sides of each question, and fluent ones that are empty."""

from course.judgement.argument import Argument

ANSWERABLE = Argument(
    "A maker is answerable, beside the police, for a setting that it made the easy one.",
    [("The service ran at 80 unless somebody changed it.", "A03"),
     ("The client took the five best candidates, whatever their score.", "A22"),
     ("Those who are named did not choose the setting.", "value")],
    "Who sells a tool, knows how it is used, and could cheaply make the safer use the easy one, shares the blame for the easy use.",
    "It also binds a maker of cars that drive off without a belt alarm.",
    "A sheriff has duties of his own. If makers answer for each setting, buyers learn that they need not read what they buy.",
    "warrant",
    "Blame is no cake: the sheriff keeps all of his, and the maker's part concerns only what it knew and could cheaply change.",
    "Where a maker did not know and could not know, I withdraw.",
)
ALONE = Argument(
    "The police alone are answerable for how they searched once they had been told the limits.",
    [("The maker's pages name 99 for public safety.", "B16"), ("They say that a person's review is needed.", "B17"),
     ("The client set no threshold.", "A21")],
    "Whoever holds a power from the public and has been told a tool's limits answers alone for going beyond them.",
    "It lets off a drug maker when a hospital ignores the label.",
    "The advice was not in the public documentation of that summer, while the default was far lower, so nobody had been told.",
    "grounds",
    "Then for those months the maker's silence counts, and I hold the principle for the time after the advice was published.",
    "For the summer of 2018 I give up the claim.",
)
WRONG_TO_ARREST = Argument(
    "It was wrong to search the metro for a man who had stood alone with a cardboard figure.",
    [("The court called his demonstration peaceful beyond dispute.", "L07"), ("No record of the search existed.", "L05"),
     ("To speak in public one must not have to pay with one's name.", "value")],
    "A state may search a crowd for one person only if that person endangers others and a judge could later see why.",
    "It would also forbid a live search for a man who does not pay his fines, which costs the rest of us money.",
    "A rule that demonstrations be notified protects everybody who uses the metro, and a rule that nobody enforces is none.",
    "grounds",
    "Notice may be asked for and a fine be sent by post. Enforcement did not need the cameras; it only became cheap with them.",
    "If he had blocked a train, I would think otherwise.",
)
RIGHT_TO_NAME = Argument(
    "It was right to search for the name of the man who was held after the shooting.",
    [("The fingerprint system was slow.", "L30"), ("The search went through licence photographs and police photographs.", "L36"),
     ("Whether another gunman was free mattered within minutes.", "value")],
    "A state may search everybody's photographs when lives may hang on a name within hours and nothing slower will do.",
    "It would also allow a search of the same photographs for a child who was taken an hour ago.",
    "Drivers gave their pictures in order to drive. A gallery that is opened for a murderer today is opened for thieves tomorrow.",
    "warrant",
    "The slope has a step: the hour, and the life. A log that a judge reads afterwards shows whether the step was kept.",
    "Without such a log I would close the gallery.",
)
STRONG = {"answerable": ANSWERABLE, "alone": ALONE, "wrong to arrest": WRONG_TO_ARREST, "right to name": RIGHT_TO_NAME}

EMPTY = Argument(
    "Responsibility must be understood holistically.", [("Stakeholders bear a duty of care.", "value")],
    "A nuanced balance between innovation and accountability is required across the whole value chain today.", "",
    "Critics may contend that regulation is needed.", "",
    "However, a culture of transparency ensures that technology serves humanity responsibly for all parties.", "",
)
DECKED = Argument(  # empty, with every field filled in
    "Responsibility for algorithmic outcomes is a shared journey of the whole ecosystem.",
    [("Stakeholders bear a profound duty of care.", "A03"), ("Transparency fosters trust along every value chain.", "B16")],
    "A nuanced balance between innovation and accountability remains essential across the entire value chain today.",
    "Similar considerations apply elsewhere too, of course.",
    "Critics may contend that responsibility for algorithmic outcomes is not a shared journey of the whole ecosystem at all.",
    "warrant",
    "However, responsibility for algorithmic outcomes really is a shared journey of the whole ecosystem, as has been said.",
    "It depends on context.",
)
