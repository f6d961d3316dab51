import { afterEach, expect, test } from "vitest";
import type { CallInput } from "../shared/bridge/contract.ts";
import type { FilePage, FileRow } from "../shared/bridge/file-views.ts";
import { companies } from "../shared/testing/companies.ts";
import type { Core } from "../main/core/core.ts";
import { linkTo } from "../main/core/port/in-process-core.ts";
import { importTable } from "../main/core/test-support/import-text.ts";
import { openFirstTime, settled, temporaryFolder, testDeps, type, until } from "../main/core/test-support/open-core.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";

/** Real cores and a real server on PGlite. What the server answered is read from its own measures, what a workstation asked from its own network. */
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const FILES = 1_000;
const PAGE = 100;
type Asked = { count: number };

async function person(address: string, login: string): Promise<{ readonly core: Core; readonly asked: Asked }> {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const asked = { count: 0 };
  const core = await openFirstTime(testDeps(folder.dir, address, { fetch: (input, init) => {
    asked.count += 1;
    return fetch(input, init);
  } }), login);
  undo.push(() => core.close());
  await settled(core);
  return { core, asked };
}

/** Every request answered since the server started, but for this very question; and the streams open now. */
async function measures(address: string): Promise<{ readonly answered: number; readonly streams: number }> {
  const lines = (await (await fetch(`${address}/metrics`)).text()).split("\n");
  const sum = (wanted: (line: string) => boolean): number => lines.filter(wanted).reduce((total, line) => total + Number(line.slice(line.lastIndexOf(" "))), 0);
  return {
    answered: sum((line) => line.startsWith("guichet_requests_total{") && !line.includes('route="/metrics"')),
    streams: sum((line) => line.startsWith("guichet_news_streams ")),
  };
}

test(`a workstation in sync opens, searches, filters, sorts and reads ${FILES} files, and asks the centre nothing: its event stream alone is open`, async () => {
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const [writer, reader] = [await person(address, "maelle.exemple"), await person(address, "yann.modele")];
  const known = companies(11, FILES);
  const text = ["siren;legalName;amount", ...known.map(({ siren, legalName }, n) => `${siren};"${legalName.replaceAll('"', '""')} ${n}";${1_000 + n}`)].join("\n");
  expect((await importTable(writer.core, text)).counts).toMatchObject({ taken: FILES, faulty: 0 });
  await settled(writer.core);
  const window = linkTo(reader.core, { info: () => undefined, warn: () => undefined, error: () => undefined });
  const list = async (over: Partial<CallInput<"files.list">> = {}): Promise<FilePage> =>
    await reader.core.handlers["files.list"]({ search: "", filter: "all", sort: "recent", offset: 0, limit: PAGE, ...over });
  await until("the reader has every file, and both streams are open", async () => (await list()).total === FILES && (await measures(address)).streams === 2, 120_000);
  await settled(reader.core);
  await settled(writer.core);

  const before = await measures(address);
  const askedBefore = reader.asked.count;
  for (const sort of ["recent", "name", "amount", "age"] as const) {
    const rows: FileRow[] = [];
    while (rows.length < FILES) rows.push(...(await list({ sort, offset: rows.length })).rows);
    expect(new Set(rows.map(({ file }) => file)).size).toBe(FILES);
    if (sort !== "age") continue;
    for (const row of rows) {
      const outcome = await window.call("files.open", { file: row.file });
      expect(outcome).toMatchObject({ ok: true, answer: { ok: true, value: { file: row.file, place: { kind: "centre" }, fields: { siren: row.siren } } } });
    }
  }
  for (const filter of ["mine", "draft", "waiting", "registered", "to-settle", "withdrawn"] as const) expect((await list({ filter })).total).toBe(filter === "draft" ? FILES : 0);
  for (const { siren } of known.slice(0, 200)) expect((await list({ search: siren })).rows.map((row) => row.siren)).toContain(siren);
  expect(await measures(address)).toEqual(before);
  expect(reader.asked.count).toBe(askedBefore);

  // Both counts are alive: one field typed is one push at least, heard by the reader, who pulls.
  const [mine] = (await writer.core.handlers["files.list"]({ search: "", filter: "all", sort: "recent", offset: 0, limit: 1 })).rows;
  if (mine === undefined) throw new Error("no file");
  await type(writer.core, mine.file, { legalName: "Changée" });
  await writer.core.handlers["files.seal"]({ file: mine.file });
  await until("the reader sees it", async () => (await list({ search: "Changée" })).total === 1);
  expect((await measures(address)).answered).toBeGreaterThanOrEqual(before.answered + 2);
  expect(reader.asked.count).toBeGreaterThan(askedBefore);
});
