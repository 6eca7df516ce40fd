#!/bin/sh
# Import the publication into a real Weblate, upload its glossary, and let our check speak.
#
#     benchmarks/weblate.sh /path/to/weblate-settings
#
# Needs what Weblate needs: PostgreSQL, Redis, and an environment with "weblate", "psycopg[binary]"
# and this package, whose commands are on the path.  The folder holds settings_own.py: Weblate's
# settings_example.py with the addresses of both servers, DATA_DIR, CELERY_TASK_ALWAYS_EAGER = True,
# VCS_ALLOW_SCHEMES with "http", VCS_RESTRICT_PRIVATE = False, VCS_CLONE_DEPTH = 0, and the check:
# CHECK_LIST = (*DEFAULT_CHECK_LIST, "editions.workflows.weblate.EditionsCheck").
#
# Recorded with Weblate 2026.10.1, PostgreSQL 15 and Redis 7 on two cores:
#   14 components with 2 translations each, source language en_CA, and a glossary in en_CA;
#   the check found nothing in them; with 2,580 changed to 2,850 it said
#   "the number seven is missing; does 2,850 stand for it? ...; the number 2,580 is missing";
#   glossary: 269 terms and their notes by TBX (add), 269 translations by CSV (translate).
set -eu
settings=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
export PYTHONPATH="$settings" DJANGO_SETTINGS_MODULE=settings_own

git clone --quiet --bare "$root" "$work/publication.git"
git -C "$work/publication.git" update-server-info
python3 -m http.server 8377 --bind 127.0.0.1 --directory "$work" 2>/dev/null &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT

editions export --project "$root" --weblate http://127.0.0.1:8377/publication.git \
	--license CC-BY-4.0 --output "$work" --quiet
editions export --project "$root" --edition es --glossary --output "$work" --quiet

weblate migrate --verbosity 0
cat >"$work/try.py" <<'PYTHON'
import glob
import os

from django.core.files.base import ContentFile
from django.core.management import call_command
from weblate.auth.models import User
from weblate.checks.models import Check
from weblate.trans.models import Component, Project

work = os.environ["WORK"]
call_command("createadmin", "--update", verbosity=0)
user = User.objects.get(username="admin")
Project.objects.get_or_create(
    slug="canada-mexico-relationship",
    defaults={
        "name": "Publication",
        "web": "https://host.example",
        "language_aliases": "es:es_MX,fr:fr_CA",
    },
)
call_command("import_json", f"{work}/weblate.json", project="canada-mexico-relationship", ignore=True)
for component in Component.objects.all():
    codes = sorted(t.language.code for t in component.translation_set.all())
    print(component.slug, component.name, component.source_language.code, *codes, sep=" | ")
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

economy = Component.objects.get(slug="economy").translation_set.get(language__code="es_MX")
unit = next(unit for unit in economy.unit_set.all() if "2,580" in unit.source)
unit.translate(user, [unit.target.replace("2,580", "2,850")], 20)
unit.refresh_from_db()
for check in unit.check_set.all():
    print(check.name, check.get_description(), sep=": ")
PYTHON
WORK="$work" weblate shell <"$work/try.py"
