"""
why: Numpy's own text and truth values; ordered dicts in another order.
"""

# %% task="flow"
import numpy as np
from collections import OrderedDict
flow_before = OrderedDict([('terms', np.str_('needed for a card')), ('what', np.str_('a photograph')), ('receiver', np.str_('the card office')), ('about', np.str_('the student')), ('sender', np.str_('the student'))])
flow_after = OrderedDict([('terms', np.str_('told at the door')), ('what', np.str_('a template')), ('receiver', np.str_('a firm at the exam hall')), ('about', np.str_('the student')), ('sender', np.str_('the card office'))])
def changed(before, after):
    parts = np.array(["sender", "about", "receiver", "what", "terms"])
    return parts[[before[p] != after[p] for p in parts]]

# %% task="perfect"
import numpy as np
from collections import OrderedDict
left = OrderedDict([('o8', np.str_('dies')), ('o7', np.str_('procedure')), ('o6', np.str_('rights')), ('o5', np.str_('dies')), ('o4', np.str_('context')), ('o3', np.str_('consequences')), ('o2', np.str_('power')), ('o1', np.str_('dies'))])
mine = OrderedDict([('text', 'Whoever stands on the list was put there by somebody, and learns of it, if at all, at the door or in a cell. There is no hearing before it costs something, and no office that must answer.'), ('who', 'a cleaner who shares a name with somebody who once quarrelled there'), ('lens', np.str_('procedure'))])

# %% task="anatomy"
import numpy as np
from collections import OrderedDict
parts = OrderedDict([('s8', np.str_('concedes')), ('s7', np.str_('reply')), ('s6', np.str_('objection')), ('s5', np.str_('value')), ('s4', np.str_('also')), ('s3', np.str_('warrant')), ('s2', np.str_('claim')), ('s1', np.str_('fact'))])
unsaid = np.str_('B')

# %% task="principle"
import numpy as np
from collections import OrderedDict
hard = np.str_('U66')
why = 'A child has been abducted, a judge has agreed, and to look at everybody in the station may save a life within the hour.'
choice = np.str_('mend')
def principle(use):
    return np.bool_(use["comparison"] == "1:N") & np.bool_(bool(use["public_space"]))

# %% task="sides"
import numpy as np
from collections import OrderedDict
for_it = OrderedDict([('concedes', 'If the cameras were used for this rule and for no other, I would call it harassment.'), ('reply', 'Then the rule is what should fall, by a vote or in a court. Until it falls, half-hearted enforcement strikes whom an officer dislikes.'), ('hits', np.str_('warrant')), ('objection', 'The rule was a rule against speaking alone with a banner. To enforce it with cameras on every platform makes others silent.'), ('also', 'It also allows a search for somebody who has not paid a parking fine, which I find petty.'), ('warrant', 'A state may use what it has to find whoever broke a rule, if the rule is known, small and the same for all.'), ('grounds', list((list(('The courts held that the demonstration had to be notified beforehand.', np.str_('L06'), )), list(('A rule that holds for everybody protects everybody who uses a station.', np.str_('value'), )), ))), ('claim', 'It was right to look for the man in the metro with the cameras that were there.')])
against_it = OrderedDict([('concedes', np.str_('If he had blocked a train, I would think otherwise.')), ('reply', 'Notice may be asked for and a fine be sent by post. Enforcement did not need cameras; it only became cheap with them.'), ('hits', np.str_('grounds')), ('objection', 'A rule that demonstrations be notified protects everybody who travels, and a rule that nobody enforces is none.'), ('also', 'It would forbid a live search for a man who pays no fines, and the rest of us pays for him.'), ('warrant', 'A state may search a crowd for one person only if that person endangers others and a judge could later see why.'), ('grounds', list((list((np.str_('The court called his demonstration peaceful beyond dispute.'), np.str_('L07'), )), list((np.str_('No record of the search existed.'), np.str_('L05'), )), list((np.str_("To speak in public should not cost one's name."), np.str_('value'), )), ))), ('claim', 'It was wrong to look for the man in the metro with the cameras that were there.')])

# %% task="critique"
import numpy as np
from collections import OrderedDict
faults = OrderedDict([('m7', np.str_('turned')), ('m5', np.str_('law')), ('m4', np.str_('row')), ('m2', np.str_('search'))])
