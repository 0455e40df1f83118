"""The track without code as pages: an assignment's form, one HTML file that needs no kernel and asks nobody."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.content import arc, assignments, notebooks, rubric
from course.content.assignments import Assignment
from course.content.fields import TEXT_LIMIT, Field
from course.content.forms import Form, FormTask, load, there_is
from course.content.how import how
from course.content.source import read
from course.files import write_whole
from course.policy import render_citations
from course.policy.citing import sources, used_ids
from course.site import lessons
from course.teach import pages

_HERE = Path(__file__).parent
_COMMENT = re.compile(r"[ \t]*<!--.*?-->", re.S)
_CITES = re.compile(r"\{(claim|value|open):")
_UPWARDS = re.compile(r'<a href="\.\./([^"]+)"[^>]*>(.*?)</a>', re.S)
_BESIDE = ("explorer.html",)  # pages of the site that are written beside a form that stands alone
_RADIO = 8  # options up to which a choice shows all of them


def slugs() -> list[str]:
    """The assignments that have a form, in the order of the lessons."""
    return [slug for slug in assignments.slugs(drafts=False) if there_is(slug)]


def page(assignment: Assignment, up: str | None = "..") -> bytes:
    """The form of one assignment as a page. ``up``: the way from the page to the site's front page; None for a page that stands alone."""
    form = load(assignment)
    place = arc.place(assignment.source.header["lesson"])
    lesson = read(place.path).title
    before, told = _before(form), "\n\n".join([*(one.ask for one in form.tasks), *_texts(form)])
    cited = used_ids(told) if _CITES.search(told) else ()
    read_by = {one.task: one for one in rubric.load(assignment)}
    parts = [_section(form, one, number, read_by.get(one.name)) for number, one in enumerate(form.tasks, 1)]
    about = {"kind": "course-form", "version": 1, "assignment": form.slug, "variant": form.variant, "file": form.file_name, "title": assignment.title}
    nav = "" if up is None else (f'<nav aria-label="Course"><a href="{up}/index.html">Course</a> · <a href="{up}/without-code.html">Without code</a> · '
                                 f'<a href="{up}/notebooks/{place.path.stem}.html">{html.escape(lesson)}</a></nav>')
    body = f"""<main>
{nav}
<h1>{html.escape(assignment.title)}: the form</h1>
<p class="lead">{_lead(form)}</p>
<noscript><p class="bad">This page needs a script to keep and save what you fill in. Nothing is sent anywhere.</p></noscript>
<p id="kept" class="kept" role="status"></p>
{_head(form)}
<div class="prose">{before}</div>
<form novalidate data-about="{html.escape(json.dumps(about), quote=True)}">
{"".join(parts)}
</form>
<section class="end" aria-labelledby="save-heading"><h2 id="save-heading">Hand in</h2>
<p>Save your work and hand in the file <code>{form.file_name}</code>, as it is, where your course takes it. You may save and open it as often as you like.</p>
<p id="open-parts"></p>
<p class="buttons"><button type="button" id="save">Save my work</button> <label class="button" for="open">Open my work <input type="file" id="open" accept=".json,application/json"></label>
<button type="button" id="clear">Start again</button></p>
<p id="told" role="status"></p></section>
{_sources(cited)}
</main>"""
    if up is None:
        body = _UPWARDS.sub(lambda link: f'<a href="{link[1]}">{link[2]}</a>' if link[1] in _BESIDE else link[2], body)
    return pages.page(f"{html.escape(assignment.title)}: the form", body, style=(_HERE / "forms.css").read_text(encoding="utf-8"),
                      script=(_HERE / "forms.js").read_text(encoding="utf-8"))


def write(assignment: Assignment, out: Path) -> list[Path]:
    """Write the form as a page that stands alone, and beside it the explorer where the form leads there. Returns what was written."""
    told = page(assignment, up=None)
    write_whole(out, told)
    if b'<a href="explorer.html"' not in told:
        return [out]
    from course.explorer import page as explorer

    return [out, explorer(out.with_name("explorer.html"))]


def _lead(form: Form) -> str:
    essays = len(form.assignment.essays)
    read_by = {0: "", 1: " One is read by a person, beside a rubric."}.get(essays, f" {essays} are read by a person, beside a rubric.")
    points = sum(one.task.points for one in form.tasks)
    return f"{len(form.tasks)} tasks, {points:g} points, no code.{read_by}"


def _head(form: Form) -> str:
    lines = ["What you fill in is kept in this browser while you work, and sent nowhere. It is graded when you hand in the file.",
             "The machine asks of your answers what it asks of a notebook's: the same questions, the same points, the same words."]
    if form.only_code:
        lines.append(f"Only the notebook has {', '.join(task.name for task in form.only_code)}; your instructor says what stands in for it.")
    return f"<p>{' '.join(html.escape(line) for line in lines)}</p>"


def _texts(form: Form) -> list[str]:
    """What the assignment says before its first task, without how a notebook works."""
    found = []
    for cell in form.assignment.source.cells:
        if cell.task:
            break
        if cell.kind == "markdown" and not cell.role:
            found.append(cell.text.replace(how(form.assignment.tasks), ""))
    return found


def _before(form: Form) -> str:
    return "\n".join(prose(one) for one in _texts(form))


def _sources(ids: tuple[str, ...]) -> str:
    return f'<section class="prose sources"><h2>Sources</h2>{prose(sources(ids))}</section>' if ids else ""


def prose(told: str) -> str:
    """Markdown of an assignment as HTML, with its sources written out and links that lead from ``forms/`` on."""
    import markdown

    told = _COMMENT.sub("", told)
    if _CITES.search(told):
        told = render_citations(told)[0]
    told = re.sub(r"\]\((?:\.\./)+([^):]+)\)", r"](../\1)", lessons.text(told))
    told = re.sub(r"(\]\(\.\./[^)]*)\.md(#[^)]*)?\)", r"\1.html\2)", told)
    made = markdown.markdown(told, extensions=["tables", "attr_list", "md_in_html", "sane_lists"])
    return made.replace("<table>", '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>').replace("</table>", "</table></div>")


def _rubric(told: rubric.Rubric | None) -> str:
    """The criteria beside an essay, without the anchor answers."""
    if told is None:
        return ""
    criteria = told.markdown(anchors=False).partition("\n")[2]
    return f'<details class="field group rubric"><summary>The rubric it is read by, {told.points:g} points</summary><div class="prose">{prose(criteria)}</div></details>'


def _section(form: Form, one: FormTask, number: int, read_by: rubric.Rubric | None) -> str:
    ids = _Ids(one.name)
    by = "read by a person" if one.task.kind == "essay" else "checked by machine"
    asked = prose(one.ask)
    asked = asked if asked.startswith("<h2") else f"<h2>{number}. {html.escape(one.name)}</h2>{asked}"
    limit = _limit(one)
    long = f'<p class="count" data-limit="{limit}"></p>' if one.task.kind == "essay" else ""
    fields = "".join(_field(part, ids) for part in one.fields)
    points = f"{one.task.points:g} point{'' if one.task.points == 1 else 's'}, {by}"
    return (f'<section class="task" id="task-{one.name}" data-task="{one.name}"><div class="prose">{asked}</div>\n<p class="points">{points}</p>'
            f"{''.join(_shown(thing) for thing in one.show)}\n{_rubric(read_by)}{fields}{long}<p class=\"state\"></p></section>\n")


def _limit(one: FormTask) -> int:
    found = notebooks.WORD_LIMIT.findall(one.ask) if one.task.kind == "essay" else []
    return int(found[-1]) if found else 0


def _shown(thing: Any) -> str:
    bundle = thing._repr_mimebundle_() if hasattr(thing, "_repr_mimebundle_") else {}
    if isinstance(bundle, tuple):
        bundle = bundle[0]
    if "text/html" in (bundle or {}):
        return f'<div class="prose shown">{bundle["text/html"]}</div>'
    if hasattr(thing, "_repr_html_") and thing._repr_html_():
        return f'<div class="prose shown">{thing._repr_html_()}</div>'
    return f'<div class="prose shown">{prose(thing._repr_markdown_())}</div>'


class _Ids:
    """Names of controls: each once on the page. Inside a template, where a row is copied, they hold a place for its number."""

    def __init__(self, task: str):
        self.task, self.numbers, self.inside = task, itertools.count(1), 0

    def new(self) -> str:
        return f"{self.task}-{'ROW-' * self.inside}{next(self.numbers)}"


def _field(one: Field, ids: _Ids) -> str:
    return _DRAWN[one.kind](one, ids)


def _attributes(one: Field) -> str:
    more = ' data-optional=""' if one.optional else ""
    more += ' data-always=""' if one.always else ""
    return f'data-kind="{one.kind}" data-name="{html.escape(one.name)}" data-label="{html.escape(one.label)}"{more}'


def _legend(one: Field) -> str:
    note = f'<p class="help">{html.escape(one.help)}</p>' if one.help else ""
    return f"<legend>{html.escape(one.label)}</legend>{note}"


def _value(value: Any) -> str:
    return html.escape(json.dumps(value, ensure_ascii=False), quote=True)


def _radios(one: Field, ids: _Ids) -> str:
    name = ids.new()
    return "".join(f'<label class="option"><input type="radio" name="{name}" value="{_value(value)}"> <span>{html.escape(words)}</span></label>' for value, words in one.options)


def _select(one: Field, label: str, blank: str = "choose") -> str:
    options = "".join(f'<option value="{_value(value)}">{html.escape(words)}</option>' for value, words in one.options)
    return f'<select aria-label="{html.escape(label)}"><option value="">{blank}</option>{options}</select>'


def _choice(one: Field, ids: _Ids) -> str:
    if not one.optional and len(one.options) <= _RADIO:
        return f'<fieldset class="field" {_attributes(one)}>{_legend(one)}{_radios(one, ids)}</fieldset>'
    name, options = ids.new(), "".join(f'<option value="{_value(value)}">{html.escape(words)}</option>' for value, words in one.options)
    note = f'<span class="help" id="{name}-help">{html.escape(one.help)}</span>' if one.help else ""
    described = f' aria-describedby="{name}-help"' if one.help else ""
    return (f'<div class="field line" {_attributes(one)}><label for="{name}">{html.escape(one.label)}</label> {note}'
            f'<select id="{name}"{described}><option value="">{html.escape(one.blank or "any, or not said") if one.optional else "choose"}</option>{options}</select></div>')


def _boxes(one: Field) -> str:
    return "".join(f'<label class="option"><input type="checkbox" value="{_value(value)}"> <span>{html.escape(words)}</span></label>' for value, words in one.options)


def _several(one: Field, ids: _Ids) -> str:
    most = f' data-most="{one.most:g}"' if one.most < len(one.options) else ""
    if one.optional:
        return (f'<details class="field fold" {_attributes(one)}{most}><summary>{html.escape(one.label)}: <span class="picked">any</span></summary>'
                f'<fieldset><legend class="out">{html.escape(one.label)}</legend>{_boxes(one)}</fieldset></details>')
    return f'<fieldset class="field" {_attributes(one)}{most}>{_legend(one)}{_boxes(one)}</fieldset>'


def _order(one: Field, ids: _Ids) -> str:
    places = "".join(f"<li>{_select(one, f'{one.label}: place {number}')}</li>" for number in range(1, len(one.options) + 1))
    return f'<fieldset class="field" {_attributes(one)}>{_legend(one)}<ol>{places}</ol></fieldset>'


def _input(one: Field, ids: _Ids) -> str:
    name = ids.new()
    described = f' aria-describedby="{name}-help"' if one.help else ""
    note = f'<span class="help" id="{name}-help">{html.escape(one.help)}</span>' if one.help else ""
    if one.kind == "text" and one.lines > 1:
        control = f'<textarea id="{name}" rows="{one.lines}" maxlength="{TEXT_LIMIT}"{described}></textarea>'
    elif one.kind == "number":
        control = f'<input id="{name}" {_number(one)}{described}>'
    else:
        control = f'<input id="{name}" type="{"date" if one.kind == "date" else "text"}" autocomplete="off" maxlength="{TEXT_LIMIT}"{described}>'
    return f'<div class="field {"line" if one.kind in ("number", "date") else "text"}" {_attributes(one)}><label for="{name}">{html.escape(one.label)}</label> {note}{control}</div>'


def _number(one: Field) -> str:
    """The attributes of a number's control: what the grader refuses, the page names."""
    bounds = "".join(f' {key}="{value!r}"' for key, value in (("min", one.least), ("max", one.most)) if abs(value) < 1e300)
    return f'type="number" step="{f"{one.step:g}" if one.step else "any"}" inputmode="decimal"{bounds}'


def _group(one: Field, ids: _Ids) -> str:
    folded, inside = ("details", f"<summary>{html.escape(one.label)}</summary>") if one.optional and len(one.parts) > 4 else ("fieldset", _legend(one))
    label = f' role="group" aria-label="{html.escape(one.label)}"' if folded == "details" else ""
    return f'<{folded} class="field group" {_attributes(one)}{label}>{inside}<div class="parts">{"".join(_field(part, ids) for part in one.parts)}</div></{folded}>'


def _rows(one: Field, ids: _Ids) -> str:
    ids.inside += 1
    inside = "".join(_field(part, ids) for part in one.parts)
    ids.inside -= 1
    row = (f'<fieldset class="row" data-row=""><legend>Row <span class="number"></span></legend><div class="parts">{inside}</div>'
           '<p class="buttons"><button type="button" class="up">Move up</button> <button type="button" class="away">Remove</button></p></fieldset>')
    return (f'<fieldset class="field rows" {_attributes(one)} data-most="{one.most:g}">{_legend(one)}<div class="list"></div>'
            f'<template>{row}</template><p class="buttons"><button type="button" class="more">Add a row</button></p></fieldset>')


def _table(one: Field, ids: _Ids) -> str:
    head = "".join(f'<th scope="col">{html.escape(words)}</th>' for words in one.words)
    body = "".join(_row(row, one.words, ids) for row in one.parts)
    return (f'<fieldset class="field table" {_attributes(one)}>{_legend(one)}<table class="grid"><thead><tr><th scope="col"><span class="out">Row</span></th>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></fieldset>")


def _row(row: Field, columns: tuple[str, ...], ids: _Ids) -> str:
    name = ids.new()
    if row.kind == "group":
        cells = "".join(_cell(part, row.label, part.label) for part in row.parts)
        return f'<tr {_attributes(row)}><th scope="row" id="{name}">{html.escape(row.label)}</th>{cells}</tr>'
    return f'<tr><th scope="row" id="{name}">{html.escape(row.label)}</th>{_cell(row, row.label, columns[0])}</tr>'


def _cell(one: Field, row: str, column: str) -> str:
    label = f"{row} {column}"
    if one.kind == "several":
        inside = f'<fieldset class="flat"><legend class="out">{html.escape(label)}</legend>{_boxes(one)}</fieldset>'
    elif one.kind == "choice":
        inside = _select(one, label, "nothing" if one.optional else "choose")
    else:
        kind = {"number": _number(one), "date": 'type="date"'}.get(one.kind, 'type="text" autocomplete="off"')
        inside = f'<input {kind} aria-label="{html.escape(label)}">'
    return f'<td {_attributes(one)} data-head="{html.escape(column)}">{inside}</td>'


_DRAWN = {"choice": _choice, "several": _several, "order": _order, "number": _input, "text": _input, "date": _input, "group": _group,
          "rows": _rows, "table": _table}


def index() -> str:
    """The page that leads to all forms, as Markdown."""
    lines = ["# Without code", "",
             "You can take this course without writing a line of code: read the lessons on this site, try the explorers, and do the assignments as forms. A form keeps "
             "what you fill in in your browser, saves it as a file, and that file is handed in. It is asked the same questions as a notebook, and gets the same points.", "",
             "| lesson | to read | to do |", "|---|---|---|"]
    of_lesson: dict[str, list[Assignment]] = {}
    for slug in slugs():
        one = assignments.load(slug)
        of_lesson.setdefault(one.source.header["lesson"], []).append(one)
    for name, place in arc.places().items():
        forms = ", ".join(f"[{one.title}: the form](forms/{one.slug}.html)" for one in of_lesson.get(name, ()))
        lines.append(f"| {place.number} | [{read(place.path).title}](notebooks/{place.path.stem}.md) | {forms} |")
    return "\n".join(lines) + "\n"


def targets() -> Iterator[tuple[str, bytes]]:
    """Each form's place on the site, and its page."""
    for slug in slugs():
        yield f"forms/{slug}.html", page(assignments.load(slug))
