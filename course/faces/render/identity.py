"""Who is rendered: an identity is sampled from a seed, in numpy alone.

Each property is drawn from its own named stream, so that changing one of them changes no other draw. Every cell (target
by sex) draws age, shape, glasses, beard and styles from the same distributions. What a target does change is the head's
macro shape, the range of skin reflectance, and the curl and colour of the hair.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

TARGETS = {"af": "african", "as": "asian", "eu": "european"}
SEXES = {"f": "female", "m": "male"}
AGES = (18, 75)
MODEL_NAMES = {"african": "african", "asian": "asian", "european": "caucasian"}
"""The head model's own names of its ancestry targets."""

# Standard deviation of each detail weight. A pair name ends in its two directions; one weight moves along both.
# "sides" details exist once for the left and once for the right and are applied to both alike.
DETAILS = {
    "nose/nose-base:down/up": 0.24, "nose/nose-compression:compress/uncompress": 0.24,
    "nose/nose-curve:concave/convex": 0.27, "nose/nose-flaring:decr/incr": 0.18, "nose/nose-greek:decr/incr": 0.24,
    "nose/nose-hump:decr/incr": 0.23, "nose/nose-nostrils-width:decr/incr": 0.20,
    "nose/nose-nostrils-angle:down/up": 0.12, "nose/nose-point:down/up": 0.27,
    "nose/nose-point-width:decr/incr": 0.33, "nose/nose-scale-depth:decr/incr": 0.25,
    "nose/nose-scale-horiz:decr/incr": 0.54, "nose/nose-scale-vert:decr/incr": 0.49,
    "nose/nose-septumangle:decr/incr": 0.21, "nose/nose-trans:backward/forward": 0.20,
    "nose/nose-trans:down/up": 0.31, "nose/nose-volume:decr/incr": 0.25, "nose/nose-width1:decr/incr": 0.54,
    "nose/nose-width2:decr/incr": 0.54, "nose/nose-width3:decr/incr": 0.49,
    "mouth/mouth-angles:down/up": 0.16, "mouth/mouth-cupidsbow:decr/incr": 0.49,
    "mouth/mouth-cupidsbow-width:decr/incr": 0.49, "mouth/mouth-dimples:in/out": 0.25,
    "mouth/mouth-laugh-lines:in/out": 0.24, "mouth/mouth-lowerlip-ext:down/up": 0.16,
    "mouth/mouth-lowerlip-height:decr/incr": 0.46, "mouth/mouth-lowerlip-middle:down/up": 0.12,
    "mouth/mouth-lowerlip-volume:decr/incr": 0.46, "mouth/mouth-lowerlip-width:decr/incr": 0.25,
    "mouth/mouth-philtrum-volume:decr/incr": 0.24, "mouth/mouth-scale-depth:decr/incr": 0.12,
    "mouth/mouth-scale-horiz:decr/incr": 0.54, "mouth/mouth-scale-vert:decr/incr": 0.25,
    "mouth/mouth-trans:backward/forward": 0.10, "mouth/mouth-trans:down/up": 0.20,
    "mouth/mouth-upperlip-ext:down/up": 0.16, "mouth/mouth-upperlip-height:decr/incr": 0.46,
    "mouth/mouth-upperlip-middle:down/up": 0.12, "mouth/mouth-upperlip-volume:decr/incr": 0.46,
    "mouth/mouth-upperlip-width:decr/incr": 0.25,
    "eyes/sides-eye-bag:decr/incr": 0.22, "eyes/sides-eye-bag:in/out": 0.32,
    "eyes/sides-eye-corner1:down/up": 0.32, "eyes/sides-eye-corner2:down/up": 0.36,
    "eyes/sides-eye-epicanthus:in/out": 0.18, "eyes/sides-eye-eyefold:down/up": 0.38,
    "eyes/sides-eye-eyefold-angle:down/up": 0.38, "eyes/sides-eye-height1:decr/incr": 0.20,
    "eyes/sides-eye-height2:decr/incr": 0.22, "eyes/sides-eye-height3:decr/incr": 0.20,
    "eyes/sides-eye-push1:in/out": 0.38, "eyes/sides-eye-push2:in/out": 0.38,
    "eyes/sides-eye-scale:decr/incr": 0.46, "eyes/sides-eye-trans:down/up": 0.34,
    "eyes/sides-eye-trans:in/out": 0.41,
    "chin/chin-bones:decr/incr": 0.41, "chin/chin-cleft:decr/incr": 0.25, "chin/chin-height:decr/incr": 0.41,
    "chin/chin-jaw-drop:decr/incr": 0.06, "chin/chin-prognathism:decr/incr": 0.10,
    "chin/chin-prominent:decr/incr": 0.24, "chin/chin-width:decr/incr": 0.46,
    "cheek/sides-cheek-bones:decr/incr": 0.49, "cheek/sides-cheek-inner:decr/incr": 0.37,
    "cheek/sides-cheek-trans:down/up": 0.39, "cheek/sides-cheek-volume:decr/incr": 0.51,
    "forehead/forehead-nubian:decr/incr": 0.14, "forehead/forehead-scale-vert:decr/incr": 0.27,
    "forehead/forehead-temple:decr/incr": 0.41, "forehead/forehead-trans:backward/forward": 0.19,
    "head/head-fat:decr/incr": 0.39, "head/head-scale-depth:decr/incr": 0.20,
    "head/head-scale-horiz:decr/incr": 0.28, "head/head-scale-vert:decr/incr": 0.21,
    "ears/sides-ear-flap:decr/incr": 0.23, "ears/sides-ear-lobe:decr/incr": 0.27,
    "ears/sides-ear-scale:decr/incr": 0.23, "ears/sides-ear-scale-vert:decr/incr": 0.23,
    "ears/sides-ear-wing:decr/incr": 0.25, "ears/sides-ear-rot:backward/forward": 0.18,
    "eyebrows/eyebrows-angle:down/up": 0.14, "eyebrows/eyebrows-trans:down/up": 0.37,
    "eyebrows/eyebrows-trans:backward/forward": 0.29,
    "neck/neck-scale-horiz:decr/incr": 0.18, "neck/neck-double:decr/incr": 0.15,
}
MEANS = {"mouth/mouth-angles:down/up": 0.10, "eyebrows/eyebrows-angle:down/up": 0.06, "eyes/sides-eye-scale:decr/incr": 0.20,
         "eyes/sides-eye-height2:decr/incr": 0.24, "eyes/sides-eye-height1:decr/incr": 0.12,
         "mouth/mouth-trans:backward/forward": -0.30, "mouth/mouth-trans:down/up": 0.16, "mouth/mouth-scale-depth:decr/incr": -0.20,
         "chin/chin-prognathism:decr/incr": -0.08, "nose/nose-nostrils-width:decr/incr": -0.10}
"""Where a detail's middle is not the sculpted head's: at rest that head looks sour, its eyes half shut, its mouth pushed out."""
DETAIL_LIMIT = 0.85
"""Weights are cut here: larger ones give caricatures."""
HEAD_SHAPES = ("diamond", "invertedtriangular", "oval", "rectangular", "round", "square", "triangular")
ASYMMETRIES = tuple(
    f"asym/asym-{part}-{n}-{side}"
    for part, count in (("brown", 2), ("cheek", 2), ("ear", 4), ("eye", 7), ("jaw", 3), ("mouth", 2), ("nose", 4),
                        ("temple", 2))
    for n in range(1, count + 1) for side in "lr"
)

SKIN_TONES = np.array([(235, 204, 184), (219, 178, 152), (180, 136, 108), (126, 88, 68), (76, 52, 42)]) / 255
"""sRGB anchors from the lightest skin (tone 0) to the darkest (tone 1), evenly spaced."""
TONE_RANGE = {"african": (0.62, 0.98), "asian": (0.12, 0.46), "european": (0.02, 0.34)}

STYLES = {  # the same rates in every target
    "male": {"buzz": 0.16, "short": 0.24, "side": 0.17, "crop": 0.14, "medium": 0.08, "swept": 0.05, "receding": 0.09,
             "bald": 0.05},
    "female": {"long": 0.31, "bob": 0.22, "tied": 0.14, "fringe": 0.12, "short": 0.08, "swept": 0.02, "plaits": 0.08,
               "buzz": 0.03},
}
THINNING_FROM = 32
"""Younger people drawn with thinning hair get the style THICK names instead."""
THICK = {"receding": "short", "bald": "buzz"}
COVERS = {  # of the head; the same rates in every target
    "male": {"none": 0.90, "beanie": 0.05, "wrap": 0.05},
    "female": {"none": 0.90, "headscarf": 0.06, "wrap": 0.02, "beanie": 0.02},
}
CLOTHS = ((0.02, 0.02, 0.025), (0.25, 0.24, 0.22), (0.03, 0.045, 0.09), (0.05, 0.07, 0.12), (0.04, 0.06, 0.05),
          (0.12, 0.10, 0.09), (0.09, 0.09, 0.10), (0.10, 0.07, 0.09))
"""Colours of a head covering, linear RGB."""
CURLS = {
    "african": {"coily": 0.8, "curly": 0.2},
    "asian": {"straight": 0.85, "wavy": 0.15},
    "european": {"straight": 0.45, "wavy": 0.4, "curly": 0.15},
}
HAIR_COLOURS = {  # linear RGB
    "black": (0.010, 0.008, 0.007), "dark-brown": (0.030, 0.018, 0.012), "brown": (0.075, 0.043, 0.024),
    "light-brown": (0.15, 0.09, 0.048), "blond": (0.32, 0.22, 0.115), "red": (0.20, 0.065, 0.026),
    "grey": (0.33, 0.32, 0.31),
}
COLOUR_RATES = {
    "african": {"black": 0.8, "dark-brown": 0.2},
    "asian": {"black": 0.75, "dark-brown": 0.25},
    "european": {"dark-brown": 0.28, "brown": 0.32, "light-brown": 0.18, "blond": 0.14, "red": 0.08},
}
IRISES = {
    "african": {"brown": 1.0},
    "asian": {"brown": 1.0},
    "european": {"brown": 0.4, "hazel": 0.2, "blue": 0.25, "grey": 0.15},
}
BEARDS = {
    "male": {"none": 0.5, "stubble": 0.25, "full": 0.19, "goatee": 0.04, "moustache": 0.02},
    "female": {"none": 1.0},
}
GLASSES_RATE = 0.18
FRECKLES_RATE = 0.12


@dataclass(frozen=True)
class Identity:
    """One person who does not exist. Unless said otherwise a number is a share, 0 to 1."""

    seed: int
    target: str
    sex: str
    age: int
    ancestry: dict[str, float]
    """Weight of each ancestry target; they sum to 1."""
    gender: float
    """0 is the head model's female target, 1 its male target."""
    muscle: float
    weight: float
    details: dict[str, float]
    """Morph target weights: shape details and asymmetries."""
    tone: float
    """Position on SKIN_TONES, 0 (lightest) to 1 (darkest)."""
    tint: tuple[float, float, float]
    """A factor on each colour channel of the skin, close to 1."""
    style: str
    curl: str
    hair_colour: str
    hair_shade: float
    grey_age: float
    """The age in years at which half of the hair is grey."""
    hair_form: dict[str, float]
    brow: dict[str, float]
    beard: str
    glasses: bool
    frame: dict[str, float]
    iris: str
    freckles: float
    moles: list[list[float]]
    blush: float
    lips: float
    """How much lip colour is worn."""
    eye_shadow: float
    lip_tone: dict[str, float]
    """The lips' own colour as a shift of the skin's: ``depth`` darker, ``red`` redder, ``lower`` the lower lip lighter."""
    complexion: dict[str, float]
    """How uneven the skin is: amplitudes of patches, redness and pores, and how much darker or lighter each zone is."""
    cover: str
    """What is worn on the head."""
    cover_colour: tuple[float, float, float]


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random stream ``name`` of ``seed``: independent of every other stream of that seed."""
    return np.random.default_rng([seed, crc32(name.encode())])


def choose(rates: dict[str, float], random: np.random.Generator) -> str:
    """Draw one key with the given rates, from a single uniform number."""
    cumulative = np.cumsum(list(rates.values()))
    return list(rates)[int(np.searchsorted(cumulative / cumulative[-1], random.uniform(), side="right"))]


def sample(seed: int, target: str, sex: str) -> Identity:
    """Sample the identity of ``seed`` in the cell of ``target`` (african, asian, european) and ``sex``."""
    age = stream(seed, "age")
    years = int(np.clip(18 + 57 * age.beta(1.15, 1.8), *AGES))
    tone = stream(seed, "skin")
    low, high = TONE_RANGE[target]
    form = stream(seed, "hair form")
    colour = stream(seed, "hair colour")
    body = stream(seed, "body")
    male = sex == "male"
    return Identity(
        seed=seed, target=target, sex=sex, age=years,
        ancestry=_ancestry(stream(seed, "ancestry"), target),
        gender=float(body.uniform(0.76, 1.0) if male else body.uniform(0.0, 0.24)),
        muscle=float(body.uniform(0.25, 0.85)),
        weight=float(np.clip(body.normal(0.5, 0.20), 0.12, 0.88)),
        details=_details(stream(seed, "shape")) | _head_shape(stream(seed, "head")) | _asymmetry(stream(seed, "asym")),
        tone=float(low + (high - low) * tone.uniform()),
        tint=_tint(tone.normal(1, 0.010, 3), stream(seed, "undertone")),
        style=_style(sex, years, stream(seed, "style")),
        curl=choose(CURLS[target], stream(seed, "curl")),
        hair_colour=choose(COLOUR_RATES[target], colour),
        hair_shade=float(colour.uniform(0.75, 1.3)),
        grey_age=float(max(50.0, 65 + 0.9 * (colour.normal(56, 9) - 56))),
        hair_form={
            "part": float(form.choice([-1, 1]) * form.uniform(0.08, 0.3)), "line": float(form.normal(0, 0.05)),
            "temple": float(form.uniform(0, 0.14)), "volume": float(form.uniform(0.8, 1.25)),
            "length": float(form.uniform(0.8, 1.25)),
        },
        brow=_brow(stream(seed, "brow"), male),
        beard=choose(BEARDS[sex], stream(seed, "beard")),
        glasses=bool(stream(seed, "glasses").uniform() < GLASSES_RATE),
        frame=_frame(stream(seed, "frame")),
        iris=choose(IRISES[target], stream(seed, "iris")),
        freckles=_freckles(stream(seed, "freckles")),
        moles=_moles(stream(seed, "moles")),
        blush=float(stream(seed, "blush").uniform()),
        lips=float(max(0.0, stream(seed, "lips").uniform(-0.8, 0.8))) if sex == "female" else 0.0,
        eye_shadow=float(max(0, stream(seed, "eye shadow").uniform(-0.5, 0.6))) if sex == "female" else 0.0,
        lip_tone=_lip_tone(stream(seed, "lip tone")),
        complexion=_complexion(stream(seed, "complexion")),
        cover=choose(COVERS[sex], stream(seed, "cover")),
        cover_colour=CLOTHS[int(stream(seed, "cover colour").integers(len(CLOTHS)))],
    )


def at_age(person: Identity, age: int) -> Identity:
    """Return ``person`` at another age: shape, lines and grey hair follow, and so does a style that thins with age."""
    style = _style(person.sex, age, stream(person.seed, "style"))
    return replace(person, age=int(np.clip(age, *AGES)), style=style)


def morph_weights(person: Identity) -> dict[str, float]:
    """Return every morph target weight of ``person``: ancestry, sex, age, build, details."""
    old = float(np.clip((person.age - 25) / 80, 0, 1))
    weights = dict(person.details)
    muscle, weight = _three(person.muscle, "muscle"), _three(person.weight, "weight")
    for sex, of_sex in (("female", 1 - person.gender), ("male", person.gender)):
        for age, of_age in (("young", 1 - old), ("old", old)):
            for target, share in person.ancestry.items():
                weights[f"macrodetails/{MODEL_NAMES[target]}-{sex}-{age}"] = of_sex * of_age * share
            for muscle_name, muscle_share in muscle.items():
                for weight_name, weight_share in weight.items():
                    name = f"macrodetails/universal-{sex}-{age}-{muscle_name}-{weight_name}"
                    weights[name] = of_sex * of_age * muscle_share * weight_share
    return weights


def skin_colour(person: Identity) -> np.ndarray:
    """Return the skin's base colour: linear RGB reflectance, shape (3,)."""
    position = person.tone * (len(SKIN_TONES) - 1)
    srgb = [np.interp(position, range(len(SKIN_TONES)), SKIN_TONES[:, channel]) for channel in range(3)]
    return to_linear(np.array(srgb) * np.array(person.tint))


def reflectance(person: Identity) -> float:
    """Return the luminance reflectance of the skin's base colour (0 black to 1 white)."""
    return float(skin_colour(person) @ LUMINANCE)


def lip_colour(person: Identity, lower: bool) -> np.ndarray:
    """Return a lip's linear RGB reflectance: the skin's own colour, deeper and redder, and what is worn over it.

    Under light skin blood shows, so a lip is redder. Under dark skin melanin does: the upper lip is deeper than the skin.
    """
    light, own = 1 - person.tone, person.lip_tone
    red = own["red"] * (0.45 + 0.55 * light)
    shift = (1 - own["depth"]) * np.array([1.0, 1 - red, 1 - 0.92 * red])
    if lower:
        shift = shift * (1 + own["lower"] * np.array([1.0, 0.75, 0.78]))
    worn = person.lips * np.array([0.12, 0.62, 0.50])
    return skin_colour(person) * shift * (1 - worn)


def grey_share(person: Identity, delay: float = 0.0) -> float:
    """Return the share of grey strands at the person's age, 0 to 1; ``delay`` in years (brows grey later)."""
    share = 1 / (1 + np.exp(-(person.age - delay - person.grey_age) / 4))
    return float(share) if share > 0.03 else 0.0


def own_hair_colour(person: Identity) -> np.ndarray:
    """Return the linear RGB reflectance of a strand that is not grey, shape (3,)."""
    return np.array(HAIR_COLOURS[person.hair_colour]) * person.hair_shade


def hair_colour(person: Identity, delay: float = 0.0) -> np.ndarray:
    """Return the mean linear RGB reflectance of the hair, greyed by age, shape (3,)."""
    grey = grey_share(person, delay)
    return own_hair_colour(person) * (1 - grey) + np.array(HAIR_COLOURS["grey"]) * grey


LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def to_linear(srgb: np.ndarray) -> np.ndarray:
    """sRGB (0 to 1) to linear light."""
    srgb = np.asarray(srgb, float)
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def to_srgb(linear: np.ndarray) -> np.ndarray:
    """Linear light (0 to 1) to sRGB."""
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _three(share: float, noun: str) -> dict[str, float]:
    """Split 0..1 over the head model's three levels: 0 is all minimum, 0.5 average, 1 maximum."""
    return {
        f"min{noun}": max(0.0, 1 - 2 * share), f"average{noun}": 1 - abs(2 * share - 1),
        f"max{noun}": max(0.0, 2 * share - 1),
    }


def _ancestry(random, target) -> dict[str, float]:
    main, split = random.uniform(0.8, 1.0), random.uniform()
    first, second = (name for name in MODEL_NAMES if name != target)
    return {target: float(main), first: float((1 - main) * split), second: float((1 - main) * (1 - split))}


def _details(random) -> dict[str, float]:
    weights = {}
    for name, deviation in DETAILS.items():
        weight = float(np.clip(random.normal(MEANS.get(name, 0), deviation), -DETAIL_LIMIT, DETAIL_LIMIT))
        stem, directions = name.split(":")
        down, up = directions.split("/")
        target = f"{stem}-{down if weight < 0 else up}"
        for side in ("l", "r") if "sides-" in target else ("",):
            weights[target.replace("sides", side)] = abs(weight)
    return weights


def _head_shape(random) -> dict[str, float]:
    return {f"head/head-{random.choice(HEAD_SHAPES)}": float(random.uniform(0, 0.6))}


def _asymmetry(random) -> dict[str, float]:
    chosen = random.choice(len(ASYMMETRIES), 8, replace=False)
    return {ASYMMETRIES[i]: float(random.uniform(0, 0.35)) for i in chosen}


def _tint(each: np.ndarray, random) -> tuple[float, float, float]:
    """Undertone: warmer and more golden, or cooler and pinker."""
    golden = float(random.normal(0, 0.012))
    return tuple(float(x) for x in each * (1 + golden * np.array([0.1, 0.25, -1.0])))


def _style(sex: str, age: int, random) -> str:
    style = choose(STYLES[sex], random)
    return THICK.get(style, style) if age < THINNING_FROM else style


def _lip_tone(random) -> dict[str, float]:
    return {
        "depth": float(random.uniform(0.16, 0.36)), "red": float(random.uniform(0.14, 0.40)),
        "lower": float(random.uniform(0.0, 0.24)),
    }


ZONES = {"sockets": 0.12, "mouth": 0.09, "forehead": 0.08, "cheeks": 0.08, "nose": 0.065, "jaw": 0.08}
"""Standard deviation of how much darker (positive) a zone of the face is than the rest, as a share."""


def _complexion(random) -> dict[str, float]:
    return {
        "patches": float(random.uniform(0.035, 0.12)), "redness": float(random.uniform(0.02, 0.09)),
        "pores": float(random.uniform(0.3, 1.0)), "shine": float(random.uniform(0.50, 0.64)),
        "blemishes": float(random.beta(0.8, 2.2)),
    } | {name: float(np.clip(random.normal(0, spread), -2 * spread, 2 * spread)) for name, spread in ZONES.items()}


def _brow(random, male: bool) -> dict[str, float]:
    """Lengths in decimetres on the average head."""
    wide = random.uniform()
    return {
        "density": float(random.uniform(0.45, 0.85)),
        "thickness": float(0.024 + 0.028 * wide if male else 0.017 + 0.025 * wide),
        "arch": float(random.normal(-0.006 if male else 0.000, 0.009)), "height": float(random.normal(0, 0.014)),
        "inner": float(random.uniform(0.10, 0.165)), "outer": float(random.uniform(0.49, 0.59)),
        "tilt": float(random.normal(-0.012, 0.010)),
    }


def _frame(random) -> dict[str, float]:
    """Glasses: half width of a lens in decimetres, height over width, squareness, thickness, colour."""
    return {
        "width": float(random.uniform(0.215, 0.25)), "ratio": float(random.uniform(0.66, 0.92)),
        "square": float(random.uniform(2.0, 3.6)), "thickness": float(random.uniform(0.006, 0.014)),
        "red": float(random.uniform(0.01, 0.09)), "green": float(random.uniform(0.01, 0.05)),
        "blue": float(random.uniform(0.01, 0.05)), "metal": float(random.uniform() < 0.35),
    }


def _freckles(random) -> float:
    worn, amount = random.uniform(), random.uniform(0.3, 1)
    return float(amount) if worn < FRECKLES_RATE else 0.0


def _moles(random) -> list[list[float]]:
    """x, y on the average head in decimetres, radius, darkness."""
    return [
        [float(random.uniform(-0.5, 0.5)), float(random.uniform(6.35, 7.85)), float(random.uniform(0.006, 0.014)),
         float(random.uniform(0.4, 0.8))]
        for _ in range(random.poisson(1.0))
    ]
