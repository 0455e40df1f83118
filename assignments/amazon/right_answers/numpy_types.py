"""
why: A table of points; numpy's own text, ordered dicts in another order.
"""

# %% task="reply"
import numpy as np
from collections import OrderedDict
reply_shows = np.str_('C')
could_show_misses = list((np.str_('Q'), np.str_('S'), ))

# %% task="moratorium"
import numpy as np
from collections import OrderedDict
def answer(use):
    points = [
        (use["day"] == "2021-06-10", "silent"),
        (not "2020-06-10" <= use["day"] <= "2021-06-09", "allowed"),
        (use["maker"] != "Amazon", "allowed"),
        (use["does"] == "looks for objects", "allowed"),
        (use["by"] == "charity" and use["purpose"] in {"trafficking victim", "missing person"}, "allowed"),
        (use["by"] == "federal agency", "silent"),
        (use["by"] != "police" and use["for_police"], "silent"),
        (use["by"] != "police", "allowed"),
        (use["does"] == "finds faces", "silent"),
        (use["country"] != "US", "silent"),
        (True, "stopped"),
    ]
    holds, says = zip(*points)
    return np.array(says)[np.argmax(holds)]

# %% task="invent"
import numpy as np
from collections import OrderedDict
escape = OrderedDict([('sentence', 'The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else.'), ('other_evidence', False), ('step', np.str_('arrest after a lineup')), ('purpose', np.str_('criminal investigation')), ('who', np.str_('police department'))])
way = list((np.str_('step'), ))
words = np.str_('arrest a person')

# %% task="patch"
import numpy as np
from collections import OrderedDict
patch = list((OrderedDict([('then', np.str_('no')), ('if', OrderedDict([('other_evidence', False), ('step', list((np.str_('arrest'), np.str_('arrest after a lineup'), ))), ('by_police', True)]))]), ))

# %% task="attack"
import numpy as np
from collections import OrderedDict
attacks = OrderedDict([('ben', OrderedDict([('other_evidence', False), ('step', np.str_('arrest')), ('who', np.str_('federal agency')), ('sentence', 'Somebody does with the same people what the patch forbids to another.'), ('purpose', np.str_('criminal investigation'))])), ('ada', OrderedDict([('other_evidence', False), ('step', np.str_('arrest after a lineup')), ('who', np.str_('police department')), ('sentence', 'Somebody does with the same people what the patch forbids to another.'), ('purpose', np.str_('criminal investigation'))]))])

# %% task="mend"
import numpy as np
from collections import OrderedDict
mended = list((OrderedDict([('then', np.str_('no')), ('if', OrderedDict([('other_evidence', False), ('step', list((np.str_('arrest'), np.str_('arrest after a lineup'), ))), ('by_government', True)]))]), OrderedDict([('then', np.str_('no')), ('if', OrderedDict([('other_evidence', False), ('step', list((np.str_('arrest'), np.str_('arrest after a lineup'), ))), ('for_police', True)]))]), ))
