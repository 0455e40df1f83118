"""The photo studio: one Blender scene in which each identity is seated in turn and photographed.

Runs in the render environment (bpy). Everything that can be computed in numpy is computed elsewhere.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix
from PIL import Image

from course.faces.render import camera, cover, hair, photo, skin
from course.faces.render.headmodel import BODY_VERTICES, HeadModel
from course.faces.render.identity import (
    HAIR_COLOURS,
    LUMINANCE,
    Identity,
    grey_share,
    hair_colour,
    lip_colour,
    morph_weights,
    own_hair_colour,
    reflectance,
    skin_colour,
    to_linear,
)
from course.faces.render.shot import LIGHTS, Shot, expression_weights

SAMPLES = 7
KEY_DISTANCE = 14.0
KEY_POWER = 1000.0
IRIS_COLOURS = {  # sRGB
    "brown": (0.21, 0.12, 0.07), "hazel": (0.42, 0.33, 0.18), "blue": (0.38, 0.50, 0.62), "grey": (0.46, 0.50, 0.52),
}
SCLERA = (0.38, 0.355, 0.335), (0.31, 0.24, 0.22)
"""The white of an eye, and its corners."""
TEETH = (0.55, 0.50, 0.42)
LIP_LINE = 6.609
"""Where the lips meet on the average head (y)."""


class Studio:
    """A scene for ``model``, reused for every identity: ``seat`` one, then ``shoot`` it any number of times."""

    def __init__(self, model: HeadModel):
        self.model = model
        base, faces = model.base, model.faces
        reach = np.abs(base[faces][:, :, 0]).max(1)
        lowest, highest = base[faces][:, :, 1].min(1), base[faces][:, :, 1].max(1)
        body, tights = model.groups == "body", model.groups == "helper-tights"
        self.head_faces = np.flatnonzero(body & (lowest > 4.4) & (reach < 2.6))
        cloth_faces = np.flatnonzero(tights & (lowest > 3.4) & (highest < 5.95) & (reach < 3.0))
        quads = faces[self.head_faces]
        self.triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
        self.lash_strips = {(side, n): np.unique(faces[model.group_faces(f"helper-{side}-eyelashes-{n}")])
                            for side in "lr" for n in (1, 2)}
        self.base_normals = _normals(base, self.triangles)
        self.ears = self._sample_texture("mpfb_ears.jpg")
        face = (base[:, 1] > 6.2) & (base[:, 1] < 8.0) & (base[:, 2] > 0.6) & (np.arange(len(base)) < BODY_VERTICES)
        self.face = np.flatnonzero(face)
        self.bare = self.face[self._is_bare(base[self.face])]
        _reset_scene()
        self.scene = bpy.context.scene
        self.parts = {
            "skin": self._add_part("skin", self.head_faces),
            "cloth": self._add_part("cloth", cloth_faces),
            "teeth": self._add_part("teeth", model.group_faces("helper-upper-teeth", "helper-lower-teeth")),
            "tongue": self._add_part("tongue", model.group_faces("helper-tongue")),
        }
        self._thicken_cloth()
        self._smooth_skin()
        self._materials()
        self.eyes = [_sphere(f"eye-{side}", self.material["eye"]) for side in "lr"]
        self.removable: list[bpy.types.Object] = []
        self.lights = {name: _area_light(name) for name in ("key", "fill", "rim")}
        self.camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        self.camera.data.sensor_width = camera.SENSOR
        self.camera.data.clip_end = 1000
        self.scene.collection.objects.link(self.camera)
        self.scene.camera = self.camera
        self.world = _world(self.scene)

    # -- an identity -------------------------------------------------------------------------------------------------

    def seat(self, person: Identity) -> None:
        """Shape, paint and dress the head as ``person``."""
        self.person, self.negative = person, None
        for thing in self.removable:
            _remove(thing)
        self.removable = []
        self.neutral = self.model.settle(self.model.morph(self.model.base, morph_weights(person)))
        normals = _normals(self.neutral, self.triangles)
        grown = hair.scalp(self.model.base, self.ears, person)
        if person.cover == "headscarf":
            grown = 0 * grown  # no hair shows
        mesh, used = self.parts["skin"]
        mesh.data.attributes["scalp"].data.foreach_set("value", grown[used].astype(np.float32))
        self._paint()
        arguments = (person, self.neutral, normals, self.triangles)
        worn = cover.make(person, self.neutral[np.unique(self.model.faces[self.head_faces])])
        if worn is not None:
            self.inputs["cover"].default_value = (*person.cover_colour, 1)
            self.removable.append(_surface("cover", worn.vertices, worn.faces, self.material["cover"]))
        strands = hair.grow(*arguments, grown, self.model.base) if person.cover not in ("headscarf", "wrap") else None
        if strands is not None:
            points, radii = strands
            points = points if worn is None else worn.tuck(points)
            self.removable.append(_curves("hair", points, radii, self.material["hair"]))
        self.rooted = []
        for name, strands in (("beard", hair.grow_beard(*arguments, self.model.base)),
                              ("brows", hair.grow_brows(*arguments, self.model.base)), ("lashes", hair.grow_lashes(person, self.model.base, self.lash_strips))):
            if strands is not None:
                thing = _curves(name, strands.at(self.neutral), strands.radii, self.material[name])
                self.rooted.append((thing, strands))
                self.removable.append(thing)
        self._set_eyes()
        if person.glasses:
            self.removable += self._glasses()

    def _paint(self) -> None:
        person, inputs = self.person, self.inputs
        if self.paint_node.image:
            bpy.data.images.remove(self.paint_node.image)
        image = bpy.data.images.new("paint", skin.SIZE, skin.SIZE, alpha=True, float_buffer=True)
        image.colorspace_settings.name, image.alpha_mode = "Non-Color", "CHANNEL_PACKED"
        image.pixels.foreach_set(skin.paint(person)[::-1].ravel())
        image.update()
        self.paint_node.image = image
        own, grey = own_hair_colour(person), grey_share(person)
        inputs["base"].default_value = (*skin_colour(person), 1)
        inputs["upper lip"].default_value = (*lip_colour(person, lower=False), 1)
        inputs["lower lip"].default_value = (*lip_colour(person, lower=True), 1)
        inputs["scalp"].default_value = (*(hair_colour(person) * 0.5), 1)
        cover = {"bald": 0.08, "buzz": 0.72, "receding": 0.5}.get(person.style, 0.86)
        inputs["scalp cover"].default_value = cover
        inputs["subsurface"].default_value = 0.10 + 0.10 * (1 - person.tone)
        later = grey_share(person, skin.BROWS_GREY_LATER)
        for name, colour, share, (dark, light) in (
            ("hair", own, grey, (0.6, 1.3)), ("beard", own, grey, (0.5, 1.0)),
            ("brows", skin.brow_colour(person), later, (0.75, 1.15)), ("lashes", np.minimum(own * 0.5, 0.03), 0.0, (0.8, 1.0)),
        ):
            inputs[f"{name} dark"].default_value = (*(colour * dark), 1)
            inputs[f"{name} light"].default_value = (*np.clip(colour * light, 0, 0.9), 1)
            span = 1.1 * min(share, 1 - share)
            inputs[f"{name} grey span"].default_value, inputs[f"{name} grey from"].default_value = span, share - span / 2
            white = np.array(HAIR_COLOURS["grey"]) * (0.85 if name == "hair" else 0.7)
            inputs[f"{name} grey"].default_value = (*white, 1)
        inputs["shine"].default_value = person.complexion["shine"]
        # A white of the eye lies in the lids' shade; beside dark skin, which is exposed longer, it would seem to glow.
        for element, colour in zip(self.white_stops, SCLERA, strict=True):
            element.color = (*(np.array(colour) * (1 - 0.5 * person.tone)), 1)
        inputs["teeth"].default_value = (*(np.array(TEETH) * (1 - 0.3 * person.tone)), 1)
        iris = to_linear(np.array(IRIS_COLOURS[person.iris]))
        for element, factor in zip(self.iris_stops, (0.7, 1.15, 0.5, 0.2), strict=True):
            element.color = (*(iris * factor), 1)

    def _set_eyes(self) -> None:
        for eye, side in zip(self.eyes, "lr", strict=True):
            points = self.neutral[np.unique(self.model.faces[self.model.group_faces(f"helper-{side}-eye")])]
            radius = (points.max(0) - points.min(0))[:2].mean() / 2
            centre = (points.max(0) + points.min(0)) / 2
            centre[2] = points[:, 2].min() + radius
            eye.location, eye.scale = _blender(centre), (radius,) * 3

    def _glasses(self) -> list[bpy.types.Object]:
        """Two rims, a bridge and two temples, as tubes before the eyes."""
        frame = self.person.frame
        self.inputs["frame"].default_value = (frame["red"], frame["green"], frame["blue"], 1)
        self.inputs["frame metal"].default_value = frame["metal"]
        base = self.model.base
        bridge = self.face[(np.abs(base[self.face, 0]) < 0.1) & (np.abs(base[self.face, 1] - 7.22) < 0.06)]
        front = self.neutral[bridge, 2].max() + 0.02
        eyes = [np.array([eye.location[0], eye.location[2]]) for eye in self.eyes]
        wide, high = frame["width"], frame["width"] * frame["ratio"]
        angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        power = 2 / frame["square"]
        ring = np.stack([np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** power * wide,
                         np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** power * high], 1)
        tubes = []
        for x, y in eyes:
            side = np.sign(x)
            centre = np.array([x + 0.015 * side, y - 0.035])
            # The rim follows the curve of the face: its outer end lies further back.
            depth = front - 0.10 * np.clip(side * ring[:, :1], 0, None)
            tubes.append(_tube(np.hstack([centre + ring, depth]), frame["thickness"], self.material["frame"], True))
            ear = self.neutral[self.ears > 0.3]
            ear = ear[np.sign(ear[:, 0]) == side]
            top = ear[np.argmax(ear[:, 1])]
            hinge = [centre[0] + side * wide, centre[1] + 0.3 * high, front - 0.10 * wide]
            temple = np.array([hinge, [hinge[0] + 0.06 * side, hinge[1], hinge[2] - 0.1],
                               [top[0] - 0.02 * side, top[1] - 0.06, top[2]]])
            tubes.append(_tube(temple, frame["thickness"] * 0.9, self.material["frame"], False))
        (left_x, left_y), (right_x, _) = eyes
        nose = np.array([[left_x - wide + 0.03, left_y - 0.02, front], [0, left_y + 0.0, front + 0.03],
                         [right_x + wide - 0.03, left_y - 0.02, front]])
        tubes.append(_tube(nose, frame["thickness"], self.material["frame"], False))
        return tubes

    # -- a shot ------------------------------------------------------------------------------------------------------

    def shoot(self, shot: Shot, size: int) -> tuple[Image.Image, dict[str, float]]:
        """Photograph the seated identity. Returns the picture (size x size) and what was measured while taking it."""
        if self.negative is None or self.negative[0] != (shot.undeveloped(), size):
            self.negative = (shot.undeveloped(), size), *self._expose(shot, size)
        _, light, alpha, gain, face_height = self.negative
        return photo.develop(light, alpha, gain, shot), {"gain": gain, "face_height": face_height}

    def _expose(self, shot: Shot, size: int) -> tuple[np.ndarray, np.ndarray, float, float]:
        vertices = self.model.morph(self.neutral, expression_weights(shot))
        for mesh, used in self.parts.values():
            mesh.data.vertices.foreach_set("co", _blender(vertices[used]).ravel().astype(np.float32))
            mesh.data.update()
        for thing, strands in self.rooted:
            _move_curves(thing, strands.at(vertices))
        self.inputs["cloth"].default_value = (*shot.cloth, 1)
        view, aim = camera.place(shot, self.neutral[self.face])
        self._aim(view, shot)
        self._set_lights(shot, aim)
        light, alpha = self._render(shot, size)
        seen = self._visible_skin(vertices, view)
        gain = photo.meter(light, alpha, view.project(vertices[seen]), reflectance(self.person))
        box = view.project(vertices[self.face])
        return light, alpha, gain, float(np.ptp(box[:, 1]))

    def _aim(self, view: camera.Camera, shot: Shot) -> None:
        world = np.eye(4)
        world[:3, :3] = _blender(view.axes).T
        world[:3, 3] = _blender(view.position)
        self.camera.matrix_world = Matrix(world.tolist())
        self.camera.data.lens = view.lens
        follow, across, up = shot.gaze
        turn = np.clip(-shot.yaw * follow + across, -28, 28)
        rise = np.clip(-shot.pitch * follow + up, -12, 12)
        for eye in self.eyes:
            eye.rotation_euler = (np.radians(-rise), 0, np.radians(turn))

    def _set_lights(self, shot: Shot, aim: np.ndarray) -> None:
        ahead = -shot.yaw
        key = LIGHTS[shot.light]["size"]
        _set_light(self.lights["key"], aim, ahead + shot.key_azimuth, shot.key_elevation, KEY_DISTANCE, key, KEY_POWER,
                   _warm(shot.warmth))
        side = -1 if shot.key_azimuth > 0 else 1
        _set_light(self.lights["fill"], aim, ahead + side * 50, 10, 16, 14, KEY_POWER * shot.fill * (16 / 14) ** 2,
                   _warm(-0.3 * shot.warmth))
        _set_light(self.lights["rim"], aim, ahead + shot.rim_azimuth, 35, 14, 6, KEY_POWER * shot.rim,
                   _warm(-0.5 * shot.warmth))
        # A sky of strength s gives the irradiance pi s; the key gives power / (pi distance^2).
        key_irradiance = KEY_POWER / (np.pi * KEY_DISTANCE**2)
        self.world["strength"].default_value = shot.ambient * key_irradiance / np.pi
        for element, colour in zip(self.world["ramp"], ((0.55, 0.52, 0.5), (1.1, 1.12, 1.15)), strict=True):
            element.color = (*(np.array(colour) * _warm(-0.3 * shot.warmth)), 1)

    def _render(self, shot: Shot, size: int) -> tuple[np.ndarray, np.ndarray]:
        scene = self.scene
        scene.render.resolution_x = scene.render.resolution_y = size
        scene.cycles.samples = SAMPLES
        scene.cycles.seed = shot.seed % 2_000_000_000
        with tempfile.TemporaryDirectory(dir=_fast_folder()) as folder:
            path = Path(folder) / "render.exr"
            scene.render.filepath = str(path)
            bpy.ops.render.render(write_still=True)
            image = bpy.data.images.load(str(path))
            pixels = np.empty(size * size * 4, np.float32)
            image.pixels.foreach_get(pixels)
            bpy.data.images.remove(image)
        pixels = pixels.reshape(size, size, 4)[::-1].astype(float)
        alpha = np.clip(pixels[..., 3], 0, 1)
        return pixels[..., :3] / np.maximum(alpha, 1e-3)[..., None], alpha

    def _visible_skin(self, vertices: np.ndarray, view: camera.Camera) -> np.ndarray:
        normals = _normals(vertices, self.triangles)[self.bare]
        towards = view.position - vertices[self.bare]
        towards /= np.linalg.norm(towards, axis=1, keepdims=True)
        return self.bare[(normals * towards).sum(1) > 0.3]

    # -- building ----------------------------------------------------------------------------------------------------

    @staticmethod
    def _is_bare(base: np.ndarray) -> np.ndarray:
        """Cheeks, nose and forehead: skin that neither beard, brows nor eyes cover."""
        x, y = np.abs(base[:, 0]), base[:, 1]
        cheek = (y > 6.82) & (y < 7.08) & (x > 0.2) & (x < 0.6)
        forehead = (y > 7.6) & (y < 7.8) & (x < 0.4)
        nose = (x < 0.08) & (y > 6.95) & (y < 7.3)
        return (cheek | forehead | nose) & (base[:, 2] > 0.9)

    def _sample_texture(self, name: str) -> np.ndarray:
        """Return a grey texture's value at each vertex, 0 to 1."""
        grey = np.asarray(Image.open(self.model.textures / name).convert("L")) / 255
        uv = np.zeros((len(self.model.base), 2))
        uv[self.model.faces.ravel()] = self.model.uv[self.model.face_uv.ravel()]
        column = np.clip(uv[:, 0] * grey.shape[1], 0, grey.shape[1] - 1).astype(int)
        row = np.clip((1 - uv[:, 1]) * grey.shape[0], 0, grey.shape[0] - 1).astype(int)
        return grey[row, column]

    def _add_part(self, name: str, faces: np.ndarray) -> tuple[bpy.types.Object, np.ndarray]:
        base = self.model.base
        used, index = np.unique(self.model.faces[faces], return_inverse=True)
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata(_blender(base[used]).tolist(), [], index.reshape(-1, 4).tolist())
        mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
        if name == "skin":
            corners = base[self.model.faces[faces]].reshape(-1, 3)
            left, right, bottom, top = skin.SPAN
            front = np.stack([(corners[:, 0] - left) / (right - left), (corners[:, 1] - bottom) / (top - bottom)], 1)
            mesh.uv_layers.new(name="front").data.foreach_set("uv", front.ravel().astype(np.float32))
            at, normal = base[used], self.base_normals[used]
            painted = (
                skin.smooth(0.55, 0.9, at[:, 2]) * skin.smooth(-0.15, 0.15, normal[:, 2])
                * skin.smooth(8.28, 8.1, at[:, 1]) * skin.smooth(6.12, 6.22, at[:, 1])
                * skin.smooth(1.0, 0.85, np.abs(at[:, 0]))
            )
            lips, mouth = (self._sample_texture(f"mpfb_{part}.jpg")[used] for part in ("lips", "inside-mouth"))
            lower = skin.smooth(LIP_LINE + 0.012, LIP_LINE - 0.012, at[:, 1])
            for attribute, values in (("painted", painted), ("scalp", 0 * painted), ("lips", lips), ("mouth", mouth),
                                      ("lower lip", lower)):
                data = mesh.attributes.new(attribute, "FLOAT", "POINT").data
                data.foreach_set("value", values.astype(np.float32))
        thing = bpy.data.objects.new(name, mesh)
        self.scene.collection.objects.link(thing)
        return thing, used

    def _thicken_cloth(self) -> None:
        modifier = self.parts["cloth"][0].modifiers.new("thick", "SOLIDIFY")
        modifier.thickness, modifier.offset = 0.05, 1

    def _smooth_skin(self) -> None:
        modifier = self.parts["skin"][0].modifiers.new("fine", "SUBSURF")
        modifier.levels = modifier.render_levels = 1

    def _materials(self) -> None:
        self.inputs: dict[str, bpy.types.NodeSocket] = {}
        self.material: dict[str, bpy.types.Material] = {}
        for name, colour, roughness in (("cloth", (0.2, 0.2, 0.2), 0.9), ("teeth", TEETH, 0.3),
                                        ("tongue", (0.35, 0.10, 0.09), 0.5), ("cover", (0.1, 0.1, 0.1), 0.9),
                                        ("frame", (0.05, 0.03, 0.03), 0.3)):
            nodes = _Nodes(name)
            nodes.shader.inputs["Base Color"].default_value = (*colour, 1)
            nodes.shader.inputs["Roughness"].default_value = roughness
            self.material[name] = nodes.material
            if name in self.parts:
                self.parts[name][0].data.materials.append(nodes.material)
            self.inputs[name] = nodes.shader.inputs["Base Color"]
            if name == "frame":
                self.inputs["frame metal"] = nodes.shader.inputs["Metallic"]
        self._skin_material()
        self._eye_material()
        for name in ("hair", "beard", "brows", "lashes"):
            nodes = _Nodes(name)
            random = nodes.add("ShaderNodeHairInfo").outputs["Random"]
            mixed, parts = nodes.mix(random, (0, 0, 0, 1), (0, 0, 0, 1))
            self.inputs[f"{name} dark"], self.inputs[f"{name} light"] = parts
            # A strand here stands for a lock: some of its hairs are grey, in one lock more of them than in another.
            other = nodes.math("FRACT", nodes.math("MULTIPLY", random, 37.31)[0])[0]
            spread, self.inputs[f"{name} grey span"] = nodes.math("MULTIPLY", other, 0.0)
            turned, self.inputs[f"{name} grey from"] = nodes.math("ADD", spread, 0.0)
            mixed, (_, self.inputs[f"{name} grey"]) = nodes.mix(turned, mixed, (0, 0, 0, 1))
            nodes.link(mixed, nodes.shader.inputs["Base Color"])
            nodes.shader.inputs["Roughness"].default_value = 0.45
            nodes.shader.inputs["Specular IOR Level"].default_value = 0.3 if name == "hair" else 0.15
            self.material[name] = nodes.material

    def _skin_material(self) -> None:
        nodes = _Nodes("skin")
        shader = nodes.shader.inputs
        painted = self.paint_node = nodes.image(None, "front")
        colour, (self.inputs["base"], _) = nodes.mix(nodes.attribute("painted"), (0, 0, 0, 1), painted.outputs["Color"])
        lips, (self.inputs["upper lip"], self.inputs["lower lip"]) = nodes.mix(nodes.attribute("lower lip"), (0, 0, 0, 1), (0, 0, 0, 1))
        for name, amount, value in (("lips", 0.85, lips), ("mouth", 1.0, (0.16, 0.03, 0.03, 1))):
            share = nodes.math("MULTIPLY", nodes.attribute(name), amount)[0]
            colour, _ = nodes.mix(share, colour, value)
        share, self.inputs["scalp cover"] = nodes.math("MULTIPLY", nodes.attribute("scalp"), 0.9)
        colour, (_, self.inputs["scalp"]) = nodes.mix(share, colour, (0, 0, 0, 1))
        nodes.link(colour, shader["Base Color"])
        self.inputs["shine"] = shader["Roughness"]
        shader["Specular IOR Level"].default_value = 0.30
        shader["Subsurface Radius"].default_value = (1, 0.35, 0.2)
        shader["Subsurface Scale"].default_value = 0.04
        self.inputs["subsurface"] = shader["Subsurface Weight"]
        bump = nodes.add("ShaderNodeBump")
        bump.inputs["Strength"].default_value = 0.5
        bump.inputs["Distance"].default_value = 0.03
        nodes.link(painted.outputs["Alpha"], bump.inputs["Height"])
        nodes.link(bump.outputs["Normal"], shader["Normal"])
        self.material["skin"] = nodes.material
        self.parts["skin"][0].data.materials.append(nodes.material)

    def _eye_material(self) -> None:
        """Colour by the angle from the pupil."""
        nodes = _Nodes("eye")
        place = nodes.add("ShaderNodeTexCoord").outputs["Object"]
        unit = nodes.add("ShaderNodeVectorMath")
        unit.operation = "NORMALIZE"
        nodes.link(place, unit.inputs[0])
        split = nodes.add("ShaderNodeSeparateXYZ")
        nodes.link(unit.outputs[0], split.inputs[0])
        forward = nodes.math("MULTIPLY", split.outputs["Y"], -1)[0]
        angle = nodes.math("ARCCOSINE", forward)[0]
        ramp = nodes.add("ShaderNodeValToRGB")
        nodes.link(angle, ramp.inputs[0])
        white, corner = SCLERA
        stops = [(0, (0.004,) * 3), (9, (0.004,) * 3), (11, (0, 0, 0)), (18, (0, 0, 0)), (23, (0, 0, 0)),
                 (25.5, (0, 0, 0)), (28.5, white), (60, corner)]
        elements = ramp.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (degrees, colour) in zip(elements, stops, strict=True):
            element.position, element.color = np.radians(degrees), (*colour, 1)
        self.iris_stops, self.white_stops = list(elements)[2:6], list(elements)[6:]
        shade = nodes.add("ShaderNodeMapRange")
        shade.interpolation_type = "SMOOTHSTEP"
        for place_of, value in ((1, 0.02), (2, 0.40), (3, 1.0), (4, 0.35)):
            shade.inputs[place_of].default_value = value
        nodes.link(split.outputs["Z"], shade.inputs[0])
        shaded = nodes.add("ShaderNodeVectorMath")
        shaded.operation = "SCALE"
        nodes.link(ramp.outputs["Color"], shaded.inputs[0])
        nodes.link(shade.outputs[0], shaded.inputs["Scale"])
        nodes.link(shaded.outputs[0], nodes.shader.inputs["Base Color"])
        nodes.shader.inputs["Roughness"].default_value = 0.12
        nodes.shader.inputs["Coat Weight"].default_value = 0.3
        nodes.shader.inputs["Coat Roughness"].default_value = 0.03
        self.material["eye"] = nodes.material


class _Nodes:
    """A material and the few nodes used here."""

    def __init__(self, name: str):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.shader = self.tree.nodes["Principled BSDF"]

    def add(self, kind: str):
        return self.tree.nodes.new(kind)

    def link(self, output, to) -> None:
        self.tree.links.new(output, to)

    def set(self, socket, value) -> None:
        if isinstance(value, bpy.types.NodeSocket):
            self.link(value, socket)
        else:
            socket.default_value = value

    def mix(self, share, first, second):
        """Mix two colours; returns the result and the sockets of both."""
        node = self.add("ShaderNodeMix")
        node.data_type = "RGBA"
        sockets = node.inputs[6], node.inputs[7]
        for socket, value in ((node.inputs[0], share), (sockets[0], first), (sockets[1], second)):
            self.set(socket, value)
        return node.outputs[2], sockets

    def math(self, operation: str, first, second=None):
        """Returns the result and the second socket."""
        node = self.add("ShaderNodeMath")
        node.operation = operation
        self.set(node.inputs[0], first)
        if second is not None:
            self.set(node.inputs[1], second)
        return node.outputs[0], node.inputs[1]

    def attribute(self, name: str):
        node = self.add("ShaderNodeAttribute")
        node.attribute_name = name
        return node.outputs["Fac"]

    def image(self, picture, layer: str):
        node, uv = self.add("ShaderNodeTexImage"), self.add("ShaderNodeUVMap")
        node.image, node.extension, uv.uv_map = picture, "EXTEND", layer
        self.link(uv.outputs[0], node.inputs[0])
        return node


def _blender(points: np.ndarray) -> np.ndarray:
    """The head model's axes to Blender's: x stays, z (forward) becomes -y, y (up) becomes z."""
    points = np.asarray(points, float)
    return np.stack([points[..., 0], -points[..., 2], points[..., 1]], -1)


def _normals(vertices: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    corners = vertices[triangles]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.stack([
        np.bincount(triangles.ravel(), np.repeat(across[:, axis], 3), len(vertices)) for axis in range(3)
    ], 1)
    return total / (np.linalg.norm(total, axis=1, keepdims=True) + 1e-12)


def _reset_scene() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.threads_mode, scene.render.threads = "FIXED", 1
    scene.render.film_transparent = True
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_mode = "RGBA"
    scene.render.image_settings.color_depth = "16"
    scene.render.image_settings.exr_codec = "NONE"
    scene.view_settings.view_transform = "Standard"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.use_adaptive_sampling = False
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 3, 1, 1
    cycles.use_light_tree = False
    cycles.transmission_bounces, cycles.transparent_max_bounces = 1, 6
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.denoising_quality = cycles.denoising_prefilter = "FAST"
    scene.cycles_curves.shape, scene.cycles_curves.subdivisions = "RIBBONS", 2


def _world(scene) -> dict:
    """A sky, darker below than above, sampled through the surfaces alone: it is too smooth to need a map of itself."""
    world = bpy.data.worlds.new("world")
    scene.world = world
    world.use_nodes = True
    world.cycles.sampling_method = "NONE"
    nodes, links = world.node_tree.nodes, world.node_tree.links
    split, ramp = nodes.new("ShaderNodeSeparateXYZ"), nodes.new("ShaderNodeValToRGB")
    span = nodes.new("ShaderNodeMapRange")
    span.inputs[1].default_value = -1
    links.new(nodes.new("ShaderNodeTexCoord").outputs["Generated"], split.inputs[0])
    links.new(split.outputs["Z"], span.inputs[0])
    links.new(span.outputs[0], ramp.inputs[0])
    links.new(ramp.outputs[0], nodes["Background"].inputs["Color"])
    return {"strength": nodes["Background"].inputs["Strength"], "ramp": list(ramp.color_ramp.elements)}


def _warm(amount: float) -> np.ndarray:
    """A light's colour: 0 neutral, 1 a lamp, -1 deep shade. Cameras take most of it out again."""
    colour = np.array([1 + 0.14 * amount, 1.0, 1 - 0.26 * amount])
    return colour / (colour @ LUMINANCE)


def _area_light(name: str) -> bpy.types.Object:
    light = bpy.data.objects.new(name, bpy.data.lights.new(name, "AREA"))
    bpy.context.scene.collection.objects.link(light)
    return light


def _set_light(light, aim, azimuth, elevation, distance, size, power, colour) -> None:
    away = camera.direction(azimuth, elevation)
    light.location = _blender(aim + distance * away)
    right = np.cross([0, 1, 0], away)
    right /= np.linalg.norm(right)
    axes = np.stack([right, np.cross(away, right), away])
    light.rotation_euler = Matrix(_blender(axes).T.tolist()).to_euler()
    light.data.size, light.data.energy, light.data.color = size, power, colour


def _sphere(name: str, material, segments: int = 48, rings: int = 32) -> bpy.types.Object:
    """A ball of radius 1, its vertices in a fixed order: Blender's own ball orders its faces differently each time."""
    across, down = np.arange(segments) * 2 * np.pi / segments, np.arange(1, rings) * np.pi / rings
    belt = np.stack([np.outer(np.sin(down), np.cos(across)), np.outer(np.sin(down), np.sin(across)),
                     np.outer(np.cos(down), np.ones(segments))], -1).reshape(-1, 3)
    points = np.vstack([belt, [[0, 0, 1], [0, 0, -1]]])
    here, after = np.arange(segments), (np.arange(segments) + 1) % segments
    last = (rings - 2) * segments
    faces = [(a, a + segments, b + segments, b) for ring in range(rings - 2)
             for a, b in zip((ring * segments + here).tolist(), (ring * segments + after).tolist(), strict=True)]
    faces += [(len(belt), a, b) for a, b in zip(here.tolist(), after.tolist(), strict=True)]
    faces += [(len(belt) + 1, b, a) for a, b in zip((last + here).tolist(), (last + after).tolist(), strict=True)]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(points.tolist(), [], faces)
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.materials.append(material)
    sphere = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(sphere)
    return sphere


def _curves(name: str, points: np.ndarray, radii: np.ndarray, material) -> bpy.types.Object:
    data = bpy.data.hair_curves.new(name)
    data.add_curves([points.shape[1]] * len(points))
    data.attributes["position"].data.foreach_set("vector", _blender(points).ravel().astype(np.float32))
    radius = data.attributes.get("radius") or data.attributes.new("radius", "FLOAT", "POINT")
    radius.data.foreach_set("value", radii.ravel().astype(np.float32))
    data.materials.append(material)
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def _surface(name: str, vertices: np.ndarray, faces: list[tuple[int, ...]], material) -> bpy.types.Object:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(_blender(vertices).tolist(), [], faces)
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.materials.append(material)
    thing = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def _move_curves(thing, points: np.ndarray) -> None:
    thing.data.attributes["position"].data.foreach_set("vector", _blender(points).ravel().astype(np.float32))
    thing.data.update_tag()


def _tube(points: np.ndarray, radius: float, material, closed: bool) -> bpy.types.Object:
    data = bpy.data.curves.new("tube", "CURVE")
    data.dimensions, data.bevel_depth, data.bevel_resolution = "3D", radius, 2
    line = data.splines.new("POLY")
    line.points.add(len(points) - 1)
    line.points.foreach_set("co", np.hstack([_blender(points), np.ones((len(points), 1))]).ravel())
    line.use_cyclic_u = closed
    data.materials.append(material)
    thing = bpy.data.objects.new("tube", data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def _remove(thing) -> None:
    data = thing.data
    bpy.data.objects.remove(thing)
    kinds = {bpy.types.Curves: bpy.data.hair_curves, bpy.types.Mesh: bpy.data.meshes}
    kinds.get(type(data), bpy.data.curves).remove(data)


def _fast_folder() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
