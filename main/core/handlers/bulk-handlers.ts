import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import type { BulkAnswers } from "../../../shared/bridge/bulk-calls.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import { fileTable } from "../export/file-table.ts";
import { reportTable } from "../export/report-table.ts";
import type { Workspace } from "../session/workspace.ts";

/** Calls about many files at once. Locked, there is nothing to see and nothing to do (G1008). */
export function createBulkHandlers(workspace: () => Workspace | undefined): Pick<BridgeCalls, keyof BulkAnswers> {
  const locked = err({ code: "G1008" as const });
  return {
    "import.add": async (input) => (await workspace()?.importer.add(input)) ?? locked,
    "import.state": async () => workspace()?.importer.state(),
    "import.map": async (input) => (await workspace()?.importer.map(input)) ?? locked,
    "import.run": async (input) => (await workspace()?.importer.run(input)) ?? locked,
    "import.cancel": async (input) => (await workspace()?.importer.cancel(input)) ?? locked,
    "import.report": async (input) => (await workspace()?.importer.report(input)) ?? locked,
    "import.mend": async (input) => (await workspace()?.importer.mend(input)) ?? locked,
    "import.retry": async (input) => (await workspace()?.importer.retry(input)) ?? locked,
    "import.close": async (input) => (await workspace()?.importer.close(input)) ?? locked,
    "import.export": async ({ id, format, language }) => {
      const open = workspace();
      if (open === undefined) return locked;
      const job = open.importer.job(id);
      if (!job.ok) return job;
      const base = job.value.name.replace(/\.[A-Za-z0-9]{1,5}$/, "").slice(-80);
      return ok(await open.exports.make(words[language].t("import.notes.file", { name: base }), format, reportTable(open.desk.db.read, job.value, language)));
    },
    "files.export": async (asked) => {
      const open = workspace();
      if (open === undefined) return locked;
      const day = new Date(open.desk.now());
      const date = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
      return ok(await open.exports.make(words[asked.language].t("export.fileName", { date }), asked.format, fileTable(open.desk, asked)));
    },
    "export.read": async ({ id, offset }) => workspace()?.exports.read(id, offset) ?? locked,
  };
}
