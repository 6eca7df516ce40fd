#!/bin/sh
# Take the publication through a real Weblate: import, glossary, check, push, pull, a renamed chapter.
#
#     benchmarks/weblate.sh /path/to/weblate-settings
#
# Needs what Weblate needs: PostgreSQL with an empty database, Redis, and an environment with
# "weblate", "psycopg[binary]", this package and what the publication imports, whose commands are on
# the path.  The folder holds settings_own.py: Weblate's settings_example.py with the addresses of
# both servers, DATA_DIR, CELERY_TASK_ALWAYS_EAGER = True, VCS_ALLOW_SCHEMES with "git",
# VCS_RESTRICT_PRIVATE = False, VCS_CLONE_DEPTH = 0, and the check:
# CHECK_LIST = (*DEFAULT_CHECK_LIST, "editions.workflows.weblate.EditionsCheck").
#
# Recorded with Weblate 2026.10.1, PostgreSQL 15 and Redis 7 on two cores:
#   16 components with 2 translations each, source language en_CA, and a glossary in en_CA; the one
#   of the root document holds the repository;
#   the check found nothing in them; with 2,580 changed to 2,850 it said
#   "the number seven is missing; does 2,850 stand for it? ...; the number 2,580 is missing";
#   glossary: 269 terms and their notes by TBX (add), 269 translations by CSV (translate);
#   pushed to the branch "weblate": one commit a translation, of which only the entries that were
#   changed and the header differ (date, translator, "Language: es", X-Generator); "editions check"
#   and "update --check" pass, and "update" writes "Language: es_MX" again;
#   pulled after "editions rename": the component of the old name has no translations any more; with
#   another slug and file mask it has them all, and its history;
#   pulled while both had changed one catalog, in different entries: no conflict, and the paragraph
#   whose message had changed wants work, with its previous source.
set -eu
settings=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
export WORK="$work" PYTHONPATH="$settings:$root" DJANGO_SETTINGS_MODULE=settings_own
address=git://127.0.0.1:8377/publication.git

git clone --quiet --bare --single-branch --branch "$(git -C "$root" branch --show-current)" \
	"$root" "$work/publication.git"
git -C "$work/publication.git" branch --quiet --move main
git daemon --export-all --enable=receive-pack --base-path="$work" \
	--listen=127.0.0.1 --port=8377 --reuseaddr 2>/dev/null &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
sleep 1
git clone --quiet --branch main "$address" "$work/editor"
cd "$work/editor"
git config user.name Editor
git config user.email editor@host.example

list() {
	editions export --weblate "$address" --push "$address" --license CC-BY-4.0 \
		--output "$work" --quiet
}

# What an editor does with what Weblate has pushed: look at it, merge it, and write on.
take() {
	git fetch --quiet
	git merge --quiet --no-edit origin/weblate
	editions check --no-spelling
	editions update --check --quiet
	editions update --quiet
}

publish() {
	git add --all
	git commit --quiet --message "$1"
	git push --quiet origin HEAD:main
}

list
editions export --edition es --glossary --output "$work" --quiet
weblate migrate --verbosity 0
cat >"$work/common.py" <<'PYTHON'
import os

from weblate.auth.models import User
from weblate.trans.models import Component, Project

SLUG = "canada-mexico-relationship"
work = os.environ["WORK"]


def translation(slug):
    return Component.objects.get(slug=slug).translation_set.get(language__code="es_MX")


def push(user):
    root = Component.objects.get(slug="index")
    assert root.commit_pending("push", user, skip_push=True) and root.do_push(None)


def pull():
    root = Component.objects.get(slug="index")
    done = root.do_update()
    print("pulled:", done, "| commits only here:", root.count_repo_outgoing)


def show_components():
    for component in Component.objects.all():
        codes = sorted(t.language.code for t in component.translation_set.all())
        print(component.slug, component.name, component.source_language.code, *codes, sep=" | ")
PYTHON

cat >"$work/first.py" <<'PYTHON'
import glob

from common import *
from django.core.files.base import ContentFile
from django.core.management import call_command
from weblate.checks.models import Check

call_command("createadmin", "--update", verbosity=0)
user = User.objects.get(username="admin")
Project.objects.get_or_create(
    slug=SLUG,
    defaults={
        "name": "Publication",
        "web": "https://host.example",
        "language_aliases": "es:es_MX,fr:fr_CA",
    },
)
call_command("import_json", f"{work}/weblate.json", project=SLUG, ignore=True)
show_components()
print("found by our check:", Check.objects.filter(name="editions").count())

request = type("Request", (), {"user": user, "META": {}, "session": {}})()
glossary = Component.objects.get(is_glossary=True)
for kind, method in (("tbx", "add"), ("csv", "translate")):
    (path,) = glob.glob(f"{work}/*glossary-es.{kind}")
    spanish = glossary.translation_set.get(language__code="es_MX")
    with open(path, "rb") as file:
        content = ContentFile(file.read(), name=os.path.basename(path))
    how = {"method": method, "fuzzy": "process"}
    print(kind, spanish.handle_upload(request, content, "replace-translated", "x", "x@x.example", **how))

unit = next(unit for unit in translation("economy").unit_set.all() if "2,580" in unit.source)
right = unit.target
unit.translate(user, [right.replace("2,580", "2,850")], 20)
unit.refresh_from_db()
for check in unit.check_set.all():
    print(check.name, check.get_description(), sep=": ")
unit.translate(user, [f"Así, {right}"], 20)
unit = next(unit for unit in translation("security").unit_set.all() if len(unit.source) > 200)
unit.translate(user, [unit.target], 10)  # needs editing
push(user)
for component in Component.objects.all():
    component.do_lock(user)
PYTHON

cat >"$work/second.py" <<'PYTHON'
from common import *
from django.core.management import call_command

user = User.objects.get(username="admin")
for component in Component.objects.all():
    component.do_lock(user, lock=False)
pull()
renamed = Component.objects.get(slug="mechanisms")
renamed.slug, renamed.filemask = "institutions", "locale/*/LC_MESSAGES/institutions.po"
renamed.full_clean()
renamed.save()
call_command("import_json", f"{work}/weblate.json", project=SLUG, ignore=True)
show_components()
unit = next(unit for unit in translation("trade").unit_set.all() if not unit.target)
unit.translate(user, ["Comercio de servicios"], 20)
unit = next(unit for unit in translation("institutions").unit_set.all() if len(unit.source) > 200)
unit.translate(user, [f"Así, {unit.target}"], 20)
PYTHON

cat >"$work/third.py" <<'PYTHON'
from common import *

pull()
push(User.objects.get(username="admin"))
PYTHON

weblate_runs() {
	PYTHONPATH="$work:$PYTHONPATH" weblate shell --no-imports <"$work/$1.py"
}

weblate_runs first
take
sed -i 's/^   mechanisms$/   mechanisms\n   trade/' source/index.rst
printf '.. _trade:\n\nTrade in services\n=================\n\nServices count for more.\n' \
	>source/trade.rst
editions rename mechanisms institutions --quiet
editions update
publish "Rename a chapter, and add one"
list
weblate_runs second
# Meanwhile the source changes in a paragraph of a chapter that is translated over there.
sed -i '0,/formal institutional mechanism/s//formal mechanism/' source/institutions.rst
editions update
publish "Change a paragraph"
weblate_runs third
take
publish "Take the translations"
weblate_runs third
git status --short
