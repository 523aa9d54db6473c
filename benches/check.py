#!/usr/bin/env python3
"""Is Bayan's output equivalent to Hugo's?

    check.py HUGO_OUT BAYAN_OUT [CHECK]     (CHECK: the shared bench folder's check.py)

Both come from `KEEP=1 benches/run`. Bayan's tree is laid out as Hugo's in a temporary folder (Arabic at the root, the
map as the index of places, backlinks and timeline turned newest first, footnotes
without their heading), then the shared check.py compares page by page.
"""
import os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ONLY_BAYAN = re.compile(r"^(en/)?(404\.html|corrections/.*|places/index\.html)$")
SITE = r'(href="(?:https://example\.org)?)'


def name(path):
    """The path in Hugo's tree, or None for a page that Hugo does not have."""
    path = path.removeprefix("ar/")
    return None if ONLY_BAYAN.match(path) else re.sub(r"^(en/)?map/", r"\1places/", path)


def newest_first(match):
    return match[1] + "".join(reversed(re.findall(r"<li>.*?</li>\n", match[2], re.S))) + "</ul>"


def text(path, html):
    html = re.sub(SITE + "/ar/", r"\1/", html)
    html = re.sub(SITE + '((?:/en)?)/map/"', r'\1\2/places/"', html)
    html = re.sub(r'<link rel="alternate" hreflang="x-default"[^>]*>\n', "", html)
    html = re.sub(r'(<section class="footnotes"[^>]*>\n)<h2>[^<]*</h2>', r"\1", html)
    if re.match(r"(en/)?(actors|agreements|places)/[^/]+/index", path) or "timeline/" in path:
        html = re.sub(r'(<ul class="entries">\n)(.*?)</ul>', newest_first, html, flags=re.S)
    if "timeline/" in path:
        years = re.split(r"(?=<h2 id=\"y)|(?=\n</main>)", html)
        html = "".join([years[0], *reversed(years[1:-1]), years[-1]])
    return html


hugo, bayan = sys.argv[1:3]
check = sys.argv[3] if len(sys.argv) > 3 else os.path.join(HERE, "../../shared/bench/check.py")
with tempfile.TemporaryDirectory() as work:
    ours, theirs = os.path.join(work, "bayan"), os.path.join(work, "hugo")
    subprocess.run(["cp", "-r", hugo, theirs], check=True)
    redirect = os.path.join(theirs, "ar", "index.html")
    if os.path.exists(redirect): os.remove(redirect)
    for folder, _, files in os.walk(bayan):
        for file in files:
            path = os.path.relpath(os.path.join(folder, file), bayan)
            target = None if path in ("index.html", "404.html") or not file.endswith(".html") else name(path)
            if target is None: continue
            with open(os.path.join(folder, file), encoding="utf-8") as f: html = f.read()
            target_file = os.path.join(ours, target)
            os.makedirs(os.path.dirname(target_file), exist_ok=True)
            with open(target_file, "w", encoding="utf-8") as f: f.write(text(target, html))
    sys.exit(subprocess.run([sys.executable, check, theirs, ours]).returncode)
