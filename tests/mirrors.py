"""Which tests are those of a module: the mirrored file, or others that try what it does."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "editions"

#: Modules without a mirrored file, and the files, below ``tests``, that try what they do.
ELSEWHERE: dict[str, tuple[str, ...]] = {
    "arguments.brief": ("test_cli.py",),
    "arguments.build": ("test_cli.py",),
    "arguments.carry": ("test_cli.py",),
    "arguments.completion": ("commands/test_completion.py",),
    "arguments.check": ("test_cli.py",),
    "arguments.doctor": ("test_cli.py",),
    "arguments.exchange": ("test_cli.py",),
    "arguments.init": ("test_cli.py",),
    "arguments.live": ("test_cli.py",),
    "arguments.options": ("test_cli.py",),
    "arguments.parser": ("test_cli.py",),
    "arguments.references": ("test_cli.py",),
    "arguments.release": ("test_cli.py",),
    "arguments.rename": ("test_cli.py",),
    "arguments.status": ("test_cli.py",),
    "arguments.update": ("test_cli.py",),
    "arguments.verbs": ("test_cli.py",),
    "arguments.verify": ("test_cli.py",),
    "arguments.words": ("borrowed/test_argparse.py",),
    "bilingual.links": ("bilingual/test_pages.py", "pdf/test_bilingual.py"),
    "borrowed.babel": ("borrowed/test_parts.py",),
    "borrowed.docutils": ("borrowed/test_parts.py",),
    "borrowed.gettext": ("borrowed/test_parts.py",),
    "borrowed.json": ("borrowed/test_parts.py",),
    "borrowed.multiprocessing": ("borrowed/test_parts.py", "cluster/test_executor.py"),
    "borrowed.myst": ("borrowed/test_parts.py", "catalogs/test_markdown.py"),
    "borrowed.sphinx_intl": ("borrowed/test_parts.py",),
    "borrowed.weasyprint": ("borrowed/test_parts.py", "pdf/test_layout.py"),
    "borrowed.weasyprint_lines": ("borrowed/test_parts.py", "pdf/test_hyphenation.py"),
    "catalogs.domains": ("test_editions.py", "tables/test_messages.py"),
    "catalogs.parsing": ("catalogs/test_reading.py",),
    "catalogs.source_lines": ("catalogs/test_docnames.py",),
    "catalogs.problems": ("catalogs/test_policy.py",),
    "changes.history": ("changes/test_brief.py",),
    "changes.page": ("changes/test_brief.py",),
    "changes.terminal": ("changes/test_brief.py",),
    "charts.making": ("charts/test_bars.py", "charts/test_lines.py", "charts/test_timeline.py"),
    "charts.vega": ("charts/test_engine.py",),
    "charts.sketch": ("charts/test_bars.py", "charts/test_lines.py", "charts/test_timeline.py"),
    "citations.domain": ("citations/test_citations.py",),
    "citations.library": ("citations/test_citations.py", "citations/test_real_lists.py"),
    "citations.pages": ("citations/test_citations.py",),
    "citations.publication": ("epub/test_description.py", "web/test_metadata.py"),
    "cluster.building": ("cluster/test_executor.py",),
    "cluster.preparing": ("cluster/test_keeping.py",),
    "commands.brief": ("changes/test_brief.py", "test_cli.py"),
    "commands.build": ("test_cli.py",),
    "commands.carry": ("workflows/test_carry.py",),
    "commands.check": ("test_cli.py", "rules/test_reports.py"),
    "commands.doctor": ("workflows/test_doctor.py",),
    "commands.exchange": ("workflows/test_exporting.py", "workflows/test_importing.py"),
    "commands.init": ("workflows/test_starting.py", "workflows/test_joining.py"),
    "commands.live": ("live/test_live.py", "test_cli.py"),
    "commands.papers": ("workflows/test_paper_actions.py",),
    "commands.printing": ("test_cli.py",),
    "commands.release": ("workflows/test_release.py", "test_cli.py"),
    "commands.references": ("references/test_adding.py", "references/test_exporting.py"),
    "commands.rename": ("workflows/test_rename.py",),
    "commands.status": ("test_cli.py",),
    "commands.update": ("workflows/test_update.py",),
    "dates": ("pdf/test_reproducible.py",),
    "epub.cover": ("epub/test_builder.py", "epub/test_publication.py"),
    "epub.errors": ("test_wheel.py",),
    "exchange.review_reading": ("exchange/test_review.py",),
    "pdf.checks": ("pdf/test_bad_input.py", "pdf/test_builder.py"),
    "pdf.pages": ("bilingual/test_printed.py", "workflows/test_build.py"),
    "pdf.registration": ("pdf/test_builder.py",),
    "quantities.comparing": ("rules/test_numbers.py",),
    "references.bibtex": ("references/test_importing.py",),
    "references.csl_json": ("references/test_importing.py",),
    "references.fields": ("references/test_importing.py", "references/test_adding.py"),
    "references.ris": ("references/test_importing.py",),
    "releases.facts": ("releases/test_manifest.py", "releases/test_bom.py"),
    "releases.validation": ("releases/test_citation.py", "releases/test_manifest.py"),
    "rules.caching": ("rules/test_running.py",),
    "rules.conventions": ("rules/test_typography.py",),
    "rules.lexicon": ("rules/test_leftovers.py", "references/test_spelling.py"),
    "rules.links": ("rules/test_inline.py", "rules/test_labels.py"),
    "rules.literals": ("rules/test_inline.py",),
    "search.saying": ("search/test_site.py", "series/test_pages.py"),
    "search.index": ("search/test_site.py", "site/test_search.py"),
    "settings.values": ("settings/test_reading.py", "settings/test_declarations.py"),
    "tables.environment": ("tables/test_directives.py",),
    "tables.wording": ("tables/test_formatting.py", "tables/test_messages.py"),
    "verification.books": ("verification/test_site.py",),
    "verification.comparing": ("verification/test_site.py",),
    "verification.facts": ("verification/test_site.py",),
    "verification.files": ("verification/test_site.py",),
    "verification.formats": ("verification/test_site.py",),
    "verification.linking": ("verification/test_site.py",),
    "verification.opening": ("verification/test_hostile.py",),
    "verification.parsing": ("verification/test_hostile.py",),
    "verification.pdf_text": ("verification/test_hostile.py",),
    "verification.pairing": ("verification/test_site.py",),
    "verification.proof": ("verification/test_site.py", "verification/test_excusing.py"),
    "verification.rules": ("verification/test_site.py",),
    "verification.verifying": ("verification/test_site.py", "verification/test_mutants.py"),
    "commands.verify": ("verification/test_site.py",),
    "web.atom": ("web/test_versions.py", "series/test_pages.py"),
    "web.addresses": ("web/test_site.py", "web/test_metadata.py"),
    "web.covers": ("web/test_site.py",),
    "web.declared": ("web/test_versions.py", "pdf/test_builder.py"),
    "web.feeds": ("web/test_metadata.py",),
    "web.pages": ("web/test_theme.py", "test_web.py"),
    "web.placeholders": ("web/test_downloads.py",),
    "web.sitemap": ("web/test_site.py",),
    "workflows.documents": ("workflows/test_rename.py",),
    "workflows.orders": ("workflows/test_unchanged.py", "workflows/test_paper_actions.py"),
    "workflows.shares": ("test_cli.py", "workflows/test_release.py"),
    "workflows.verify": ("verification/test_site.py", "workflows/test_paper_actions.py"),
    "workflows.whole_update": ("workflows/test_update.py", "test_cli.py"),
    "workflows.status": ("test_cli.py", "workflows/test_release.py"),
    "workflows.brief": ("changes/test_brief.py",),
    "workflows.check": ("rules/test_safety.py", "test_figures.py"),
    "workflows.jobs": ("workflows/test_build.py",),
    "workflows.outdated": ("workflows/test_readings.py", "workflows/test_extraction.py"),
    "workflows.publishing": ("workflows/test_build.py", "workflows/test_same_bytes.py"),
    "workflows.reporter": ("workflows/test_build.py", "test_cli.py"),
    "workflows.undeclared": ("test_languages.py", "workflows/test_projects.py"),
}


def modules() -> list[str]:
    """Return the modules of the package that hold code, by name, such as ``catalogs.blocks``."""
    return sorted(
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("__init__.py", "__main__.py")
    )


def mirror(module: str) -> Path:
    """Return where the test file of a module stands, if it has one."""
    *folders, name = module.split(".")
    return TESTS.joinpath(*folders, f"test_{name}.py")


def tests_of(module: str) -> list[Path]:
    """Return the test files of a module: the mirrored one, or those that stand for it."""
    found = mirror(module)
    return [found] if found.is_file() else [TESTS / name for name in ELSEWHERE.get(module, ())]
