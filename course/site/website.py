"""Build the site: stage Markdown in the cache, let MkDocs write HTML beside it, put the result in place in one step."""

from __future__ import annotations

import html
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import yaml
from tqdm import tqdm

from course import __version__, children, paths
from course.content import arc, assignments, source
from course.content.notebooks import lesson_sources
from course.files import write_whole
from course.site import facts, forms, lessons, pages
from course.site.browser import assemble as browser_lab
from course.site.browser.fetch import PYODIDE
from course.site.lessons import SiteError

SITE = paths.CACHE / "site"


PALETTE = [
    {"media": "(prefers-color-scheme: light)", "scheme": "default", "toggle": {"icon": "material/weather-night", "name": "Dark colours"}},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "toggle": {"icon": "material/weather-sunny", "name": "Light colours"}},
]
"""As the reader's system has it, and a switch."""


def build(out: Path | None = None, *, run: bool = True, lab: bool | None = None, drafts: bool = False) -> Path:
    """Write the site to ``out`` (default: ``.cache/site``) and return that folder.

    run: execute lessons that are not in the cache. Without it they are shown with the outputs that the cache holds, or
    none. lab: with the browser lab (default: if the Pyodide core was fetched). drafts: with assignments that are drafts.

    Raises
    ------
    SiteError
        When a lesson's header lacks a key, before anything is executed; when a link leads nowhere; an earlier site then stays as it was.
    LessonFailed
        When a lesson fails; likewise.
    """
    out = Path(out or SITE)
    lab = PYODIDE.kept() is not None if lab is None else lab
    stage, fresh = out.with_name(out.name + "-source"), out.with_name(out.name + "-new")
    for folder in (stage, fresh):
        shutil.rmtree(folder, ignore_errors=True)
    stage.mkdir(parents=True)
    parsed = [source.read(path) for path in lesson_sources()]
    lessons.check_headers(parsed)
    here = {name: f"lab/{name.removesuffix('.ipynb')}.html" for name in browser_lab.notebooks(True)} if lab and browser_lab.packages() else {}
    notebooks = [one.path.with_suffix(".ipynb") for one in parsed]
    with ThreadPoolExecutor(2) as pool:
        load = lessons.executed if run else _as_kept
        done = list(tqdm(pool.map(load, notebooks), total=len(notebooks), unit="lesson", disable=not run))
    for path, notebook in zip(notebooks, done, strict=True):
        write_whole(stage / "notebooks" / f"{path.stem}.md",
                    lessons.markdown(notebook, stage, "..", f"notebooks/{path.name}", here.get(path.name, "")).encode())
    titles = {}
    for slug in assignments.slugs(drafts=drafts):
        path = paths.ASSIGNMENTS / slug / "release" / f"{slug}.ipynb"
        if path.exists():
            titles[slug] = assignments.load(slug).title
            text = lessons.markdown(nbformat.read(path, as_version=4), stage, "../../..",
                                    str(path.relative_to(paths.ROOT)), here.get(path.name, ""),
                                    f"forms/{slug}.html" if slug in forms.slugs() else "")
            write_whole(stage / "assignments" / slug / "release" / f"{slug}.md", text.encode())
    docs = paths.ROOT / "docs"
    for path in sorted([*docs.glob("*"), *(docs / "teach").glob("*.md")]):
        if path.suffix == ".md":
            write_whole(stage / "docs" / path.relative_to(docs), lessons.text(path.read_text(encoding="utf-8")).encode())
        elif path.suffix in (".png", ".jpg"):
            shutil.copy(path, stage / "docs" / path.name)
    write_whole(stage / "index.md", pages.index(parsed, titles, lab).encode())
    write_whole(stage / "about.md", pages.about().encode())
    if lab:
        write_whole(stage / "browser-lab.md", browser_lab.start_page().encode())
    write_whole(stage / "without-code.md", forms.index().encode())
    for name, content in forms.targets():
        write_whole(stage / name, content)
    write_whole(stage / "glossary.md", pages.glossary(parsed).encode())
    write_whole(stage / "facts.md", facts.page(parsed).encode())
    for package in pages.PACKAGES:
        write_whole(stage / "api" / f"{package}.md", pages.api(package).encode())
    for name in ("site.css", "site.js", "facts.js"):
        shutil.copy(Path(__file__).with_name(name), stage / name)
    from course import explorer, mending
    from course.content import plans
    from course.teach import critique, handout, slides

    _lead_back(explorer.page(stage / "explorer.html"), "thresholds")
    _lead_back(mending.page(stage / "mended.html"), "mended")
    write_whole(stage / "teach" / "wrong.html", critique.document())
    write_whole(stage / "teach" / "handout.html", handout.document())
    if run:  # the slides show what the lessons showed
        slides.write(plans.deck("one_class"), stage / "teach")
    settings = out.with_name(out.name + "-mkdocs.yml")
    settings.write_text(yaml.safe_dump(_settings(stage, fresh, parsed, titles), sort_keys=False), encoding="utf-8")
    command = children.python("-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(settings))
    result = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False, env=children.environment())
    if result.returncode:
        raise SiteError(f"MkDocs did not build the site.\n{(result.stdout + result.stderr)[-3000:]}")
    for name in ("sitemap.xml", "sitemap.xml.gz", "404.html"):  # they need the site's address, which is not known here
        (fresh / name).unlink(missing_ok=True)
    for path in fresh.rglob("*.map"):  # for who mends the theme's scripts
        path.unlink()
    for place, text in pages.moved().items():
        write_whole(fresh / place, text.encode())
    shutil.rmtree(fresh / "assets" / "javascripts" / "lunr")  # search in other languages
    if lab:
        browser_lab.build(fresh / "lab")
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    return out


def _lead_back(page: Path, lesson: str) -> None:
    """Put links to the course, and to the lesson that it belongs to, above a page that stands alone."""
    place = arc.place(lesson)
    links = (f'<nav aria-label="Course"><a href="index.html">Course</a> · <a href="notebooks/{place.path.stem}.html">'
             f"{html.escape(source.read(place.path).title)}</a></nav>")
    text = page.read_text(encoding="utf-8")
    write_whole(page, text.replace("<main>", f"<main>\n{links}", 1).encode())


def _as_kept(path: Path) -> nbformat.NotebookNode:
    there = lessons.kept(path)
    return nbformat.read(there if there.exists() else path, as_version=4)


def _settings(stage: Path, out: Path, parsed, assignments) -> dict:
    guides = [path.stem for path in sorted((stage / "docs").glob("*.md"))]
    return {
        "site_name": "Face recognition course",
        "docs_dir": str(stage),
        "site_dir": str(out),
        "use_directory_urls": False,  # so that pages open from a disk too
        "theme": {"name": "material", "font": False, "language": "en", "custom_dir": str(Path(__file__).with_name("theme")),
                  "features": ["navigation.indexes", "navigation.footer", "navigation.top"], "palette": PALETTE},
        "extra_css": ["site.css"],
        "extra_javascript": ["site.js", "facts.js"],
        "extra": {"generator": False, "version": __version__, "licence": pages.LICENCE},
        "plugins": ["search", {"mkdocstrings": {"handlers": {"python": {"paths": [str(paths.ROOT)], "options": {
            "docstring_style": "numpy", "show_source": False, "show_root_heading": True, "heading_level": 2,
            "show_if_no_docstring": False, "filters": ["!^_"], "docstring_options": {"warnings": False}}}}}}],
        "markdown_extensions": ["tables", "fenced_code", "def_list", "attr_list", "md_in_html", {"toc": {"permalink": True}},
                                {"pymdownx.highlight": {"use_pygments": True}}, "pymdownx.superfences"],
        "validation": {"links": {"anchors": "warn", "unrecognized_links": "ignore"}},
        "nav": [
            {"Start": "index.md"},
            {"Threshold explorer": "explorer.html"},
            {"Lessons": [f"notebooks/{one.path.stem}.md" for one in parsed]},
            {"Assignments": [f"assignments/{slug}/release/{slug}.md" for slug in assignments]},
            {"Without code": "without-code.md"},
            *([{"Browser lab": "browser-lab.md"}] if (stage / "browser-lab.md").exists() else []),
            {"Glossary": "glossary.md"},
            {"Facts and sources": "facts.md"},
            {"To teach from": ["docs/teach/index.md", *(f"docs/teach/{path.name}" for path in sorted((stage / "docs" / "teach").glob("*.md"))
                                                       if path.stem != "index")]},
            {"Guides": [f"docs/{name}.md" for name in guides]},
            {"API": [f"api/{name}.md" for name in pages.PACKAGES]},
            {"About": "about.md"},
        ],
    }
