import { expect, onTestFinished } from "vitest";
import type { FileRow } from "../../shared/bridge/file-views.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import type { Core } from "../../main/core/core.ts";
import type { CoreDeps } from "../../main/core/deps.ts";
import { newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../../main/core/test-support/open-core.ts";
import { someFields } from "../../shared/testing/some-fields.ts";
import { cutCable, type Cable } from "./cut-cable.ts";
import type { RestorableCentre } from "./restored-centre.ts";

/** Real cores at a real centre that may be put back to a backup. What a person opens is closed after her test. */
export type Person = { readonly core: Core; readonly deps: CoreDeps; readonly cable: Cable; readonly dataDir: string };
export async function person({ url }: RestorableCentre, login: string): Promise<Person> {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const cable = cutCable(globalThis.fetch);
  const deps = testDeps(folder.dir, url, { fetch: cable.fetch, log: { info: () => undefined, warn: () => undefined, error: () => undefined } });
  const core = await openFirstTime(deps, login);
  onTestFinished(() => core.close());
  await settled(core);
  return { core, deps, cable, dataDir: folder.dir };
}

export async function register({ core }: Person, company: number): Promise<FileId> {
  const file = await newFile(core, someFields(company));
  const { version } = await openFile(core, file);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: version }), "submit");
  return file;
}
export async function rows({ core }: Person): Promise<readonly FileRow[]> {
  const found: FileRow[] = [];
  for (;;) {
    const page = await core.handlers["files.list"]({ search: "", filter: "all", sort: "age", offset: found.length, limit: 500 });
    found.push(...page.rows);
    if (page.rows.length === 0 || found.length >= page.total) return found;
  }
}
export const numbersOf = async (who: Person): Promise<ReadonlyMap<string, string | undefined>> =>
  new Map((await rows(who)).filter(({ status }) => status === "registered").map(({ file, number }) => [file, number]));
export const statusOf = async ({ core }: Person) => await core.handlers["sync.status"](undefined);
const isAllHere = (list: readonly FileRow[], count: number): boolean => list.length === count && list.every(({ place, status }) => place.kind === "centre" && status === "registered");
/** Asks as a person's button does; fails with what is not there. */
export const allHere = async (who: Person, count: number): Promise<void> => {
  for (const end = Date.now() + 120_000; !isAllHere(await rows(who), count) && Date.now() < end; ) await who.core.handlers["sync.now"](undefined);
  const list = await rows(who);
  const away = list.filter(({ place, status }) => place.kind !== "centre" || status !== "registered").map(({ file, place, status }) => ({ file, place: place.kind, status }));
  expect({ files: list.length, away, sync: isAllHere(list, count) ? undefined : await statusOf(who) }).toEqual({ files: count, away: [], sync: undefined });
};
/** As the person's own button does, until the centre is told to be in a new epoch and all is offered. */
export const offersAll = async (who: Person): Promise<void> =>
  await until("everything is offered again", async () => {
    const status = await who.core.handlers["sync.now"](undefined);
    return status.recovery === "waiting" && status.kind === "idle";
  });
