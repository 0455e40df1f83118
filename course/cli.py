"""The ``course`` command. Each group's code is imported only when that group is used."""

from __future__ import annotations

import importlib
import os
import sys

import click

from course import __version__, children, paths, terminal
from course.errors import CourseError

# name -> (module, attribute, one line for --help)
COMMANDS = {
    "start": ("course.setup.start", "start", "Lay out a working copy, or bring one up to date."),
    "lab": ("course.setup.launch", "lab", "Open JupyterLab on the first lesson."),
    "build": ("course.content.commands", "build", "Generate the notebooks from their sources."),
    "authoring": ("course.proofs.commands", "authoring", "Prove exercises against right and wrong answers."),
    "faces": ("course.own.commands", "faces", "The synthetic cast: render, list, add your own images."),
    "matching": ("course.accuracy.commands", "matching", "Weights, embeddings and measured accuracy."),
    "mending": ("course.mending.commands", "mending", "Who is in a training set, and who bears the errors then."),
    "claims": ("course.policy.commands", "claims", "Facts and their sources."),
    "new": ("course.content.commands", "new", "Start a new lesson or assignment that already works."),
    "release": ("course.proofs.commands", "release", "Make an nbgrader course; variants for a class or a student."),
    "check": ("course.grading.check", "check", "Run a notebook's public checks from the terminal."),
    "progress": ("course.study.commands", "progress", "What you have done so far, on this machine."),
    "record": ("course.study.commands", "record", "Your decision record; anonymous cards, and a class's picture."),
    "teach": ("course.teach.commands", "teach", "Slides, cards for a talk, the questions before and after."),
    "site": ("course.site.commands", "site", "The course as static web pages."),
    "rekognition": ("course.rekognition.commands", "rekognition", "A local service with the API shape of Rekognition."),
    "grade": ("course.grading.commands", "grade", "Grade submissions in a sandbox, in bulk."),
}


AUTHORS = ("build", "new", "site")
"""Commands that write into the course itself."""


class LazyGroup(click.Group):
    """A click group whose commands are imported when they are called."""

    def list_commands(self, ctx):
        return list(COMMANDS)

    def get_command(self, ctx, name):
        if name not in COMMANDS:
            return None
        if paths.INSTALLED and name in AUTHORS:
            raise CourseError(f"`course {name}` changes the course itself and needs a checkout of its repository; this course is installed "
                              "from a wheel.")
        module, attribute, _ = COMMANDS[name]
        return getattr(importlib.import_module(module), attribute)

    def format_commands(self, ctx, formatter):
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="course")
def cli():
    """A course on the ethics of face recognition. Every command has --help."""


def main() -> None:
    children.guard(os.environ)  # for every process that a command starts, and for those that a library starts
    try:
        cli()
    except CourseError as error:
        for line in f"course: {error}".split("\n"):
            terminal.say(line, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
