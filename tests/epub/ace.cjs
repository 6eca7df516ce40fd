// Asks Ace (DAISY) about EPUB files, in the browser that PUPPETEER_EXECUTABLE_PATH names: prints
// its reports as JSON, by the files' paths.  The first argument is the folder of node_modules.
"use strict";

const { createRequire } = require("node:module");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const [modules, ...files] = process.argv.slice(2);
const load = createRequire(join(modules, "ace.cjs"));
const ace = load("@daisy/ace-core");
const runner = load("@daisy/ace-axe-runner-puppeteer");

(async () => {
  const folder = mkdtempSync(join(tmpdir(), "ace-"));
  const reports = {};
  try {
    for (const [number, file] of files.entries()) {
      const place = { outdir: join(folder, `out${number}`), tmpdir: join(folder, `tmp${number}`) };
      const options = { cwd: process.cwd(), verbose: false, silent: true, jobid: "", ...place };
      const [, report] = await ace(file, options, runner);
      reports[file] = report;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(JSON.stringify(reports), () => process.exit(0));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
