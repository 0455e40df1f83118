"""
why: Recursion and pattern matching; values written out; a letter in lower case.
"""

# %% task="flow"
flow_before = {'sender': 'the student', 'about': 'the student', 'receiver': 'the card office', 'what': 'a photograph', 'terms': 'needed for a card'}
flow_after = {'sender': 'the card office', 'about': 'the student', 'receiver': 'a firm at the exam hall', 'what': 'a template', 'terms': 'told at the door'}
def changed(before, after, parts=("sender", "about", "receiver", "what", "terms")):
    if not parts:
        return []
    first, *rest = parts
    return [first] * (before[first] != after[first]) + changed(before, after, rest)

# %% task="perfect"
left = {'o1': 'dies', 'o2': 'power', 'o3': 'consequences', 'o4': 'context', 'o5': 'dies', 'o6': 'rights', 'o7': 'procedure', 'o8': 'dies'}
mine = {'lens': 'procedure', 'who': 'a cleaner who shares a name with somebody who once quarrelled there', 'text': 'Whoever stands on the list was put there by somebody, and learns of it, if at all, at the door or in a cell. There is no hearing before it costs something, and no office that must answer.'}

# %% task="anatomy"
parts = {'s1': 'fact', 's2': 'claim', 's3': 'warrant', 's4': 'also', 's5': 'value', 's6': 'objection', 's7': 'reply', 's8': 'concedes'}
unsaid = 'b'

# %% task="principle"
hard = 'U66'
why = 'A child has been abducted, a judge has agreed, and to look at everybody in the station may save a life within the hour.'
choice = 'mend'
def principle(use):
    match use:
        case {"comparison": "1:N", "public_space": True}:
            return True
    return False

# %% task="sides"
for_it = {'claim': 'It was right to look for the man in the metro with the cameras that were there.', 'grounds': [('The courts held that the demonstration had to be notified beforehand.', 'L06'), ('A rule that holds for everybody protects everybody who uses a station.', 'value')], 'warrant': 'A state may use what it has to find whoever broke a rule, if the rule is known, small and the same for all.', 'also': 'It also allows a search for somebody who has not paid a parking fine, which I find petty.', 'objection': 'The rule was a rule against speaking alone with a banner. To enforce it with cameras on every platform makes others silent.', 'hits': 'warrant', 'reply': 'Then the rule is what should fall, by a vote or in a court. Until it falls, half-hearted enforcement strikes whom an officer dislikes.', 'concedes': 'If the cameras were used for this rule and for no other, I would call it harassment.'}
against_it = {'claim': 'It was wrong to look for the man in the metro with the cameras that were there.', 'grounds': [('The court called his demonstration peaceful beyond dispute.', 'L07'), ('No record of the search existed.', 'L05'), ("To speak in public should not cost one's name.", 'value')], 'warrant': 'A state may search a crowd for one person only if that person endangers others and a judge could later see why.', 'also': 'It would forbid a live search for a man who pays no fines, and the rest of us pays for him.', 'objection': 'A rule that demonstrations be notified protects everybody who travels, and a rule that nobody enforces is none.', 'hits': 'grounds', 'reply': 'Notice may be asked for and a fine be sent by post. Enforcement did not need cameras; it only became cheap with them.', 'concedes': 'If he had blocked a train, I would think otherwise.'}

# %% task="critique"
faults = {'m2': 'search', 'm4': 'row', 'm5': 'law', 'm7': 'turned'}
