import { afterEach, beforeEach, expect, test } from "vitest";
import { readToEnd } from "../../../shared/bridge/read-to-end.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { fictionalSiren } from "../../../shared/testing/companies.ts";
import type { Core } from "../core.ts";
import { readTable } from "../tables/read-table.ts";
import { startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { importTable } from "../test-support/import-text.ts";
import { openFirstTime, temporaryFolder, testDeps } from "../test-support/open-core.ts";

let centre: FakeCentre;
let core: Core;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
  core = await openFirstTime(testDeps(folder.dir, centre.url), "anne");
});
afterEach(async () => {
  await core.close();
  await centre.close();
  folder.remove();
});

/** Exports, reads it to its end piece by piece, and reads it as a table. */
async function exported(over: Partial<Parameters<Core["handlers"]["files.export"]>[0]>) {
  const ready = unwrap(await core.handlers["files.export"]({ search: "", filter: "all", sort: "name", format: "xlsx", language: "fr", ...over }), "export");
  const pieces = unwrap(await readToEnd((offset) => core.handlers["export.read"]({ id: ready.id, offset })), "read");
  const bytes = Buffer.from(pieces.join(""), "base64");
  expect(bytes.length).toBe(ready.size);
  return { ready, text: bytes.toString("utf8"), table: unwrap(await readTable(bytes), "table") };
}

test("every row of the list, in its order, with its search and filter; what was exported can be imported", async () => {
  const rows = Array.from({ length: 1_100 }, (_, n) => `${fictionalSiren(n)};${n === 7 ? "=1+1" : `Entreprise ${String(n).padStart(4, "0")}`};${n + 0.5};CLASSIQUE`.replace(".", ","));
  await importTable(core, ["siren;legalName;amount;scheme", ...rows].join("\n"));
  const { ready, table } = await exported({});
  expect([ready.rows, table.rows.length, table.titles.slice(0, 4)]).toEqual([1_100, 1_100, ["Numéro SIREN", "Raison sociale", "Montant demandé", "Dispositif"]]);
  // Names without their leading sign of a formula would sort elsewhere: it is text, first in order.
  expect(table.rows[0]?.cells.slice(0, 5)).toEqual([fictionalSiren(7), "=1+1", { number: "7.5" }, "PGE classique", "À compléter"]);
  expect(table.rows.slice(1).map(({ cells }) => cells[1])).toEqual(rows.flatMap((_, n) => (n === 7 ? [] : [`Entreprise ${String(n).padStart(4, "0")}`])));
  expect((await exported({ filter: "registered" })).ready.rows).toBe(0);
  const found = await exported({ search: "Entreprise 0042", format: "csv", language: "en" });
  expect(found.text).toMatch(new RegExp(`^\uFEFFSIREN number;Legal name;Amount requested;[^]*\r\n${fictionalSiren(42)};Entreprise 0042;42,50;`));
  expect(found.ready).toMatchObject({ rows: 1, name: expect.stringMatching(/^files-\d{4}-\d\d-\d\d\.csv$/) });

  // The same companies with fewer columns: known here, so asked about, and none made by itself.
  const again = await importTable(core, found.text);
  expect(again).toMatchObject({ counts: { taken: 0, faulty: 0 }, columns: expect.arrayContaining([expect.objectContaining({ title: "Amount requested", target: "amount" })]) });
});
