import { afterAll, beforeAll } from "vitest";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Fields } from "../../shared/pge/file-fields.ts";
import type { FileState } from "../../shared/sync/file-state.ts";
import type { FeedEntry, PullAnswer } from "../../shared/sync/protocol.ts";
import type { Store } from "../store/store.ts";
import { createSmallWorld, type SmallWorld, type SmallWorldOptions } from "./small-world.ts";
import { sirenFrom, soundFields } from "./sound-fields.ts";
import { newId, type Intention, type Workstation } from "./workstation.ts";

export type OpenStore = () => Promise<{ readonly store: Store; readonly close: () => Promise<void> }>;

/** One store for the tests of a file, two fresh banks for each test: nothing of one is seen by another, except the ledger's companies. */
export function contractWorld(open: OpenStore) {
  let opened: Awaited<ReturnType<OpenStore>> | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => await opened?.close());
  return {
    world: (options: SmallWorldOptions = {}): Promise<SmallWorld> => createSmallWorld(storeOf(opened), options),
    store: (): Store => storeOf(opened),
  };
}
function storeOf(opened: Awaited<ReturnType<OpenStore>> | undefined): Store {
  if (opened === undefined) throw new Error("the store is not open");
  return opened.store;
}

let companies = Math.floor(Math.random() * 8_000_000);
/** A company that no other test uses. */
export const freshSiren = (): string => sirenFrom((companies += 1));

export const created = (file: string, fields: Fields = soundFields({ siren: freshSiren() }), more: Partial<Intention> = {}): Intention => ({ kind: "created", file, body: { fields }, ...more });
export const edited = (file: string, base: number, edits: Readonly<Record<string, readonly [unknown, unknown]>>, more: Partial<Intention> = {}): Intention => ({
  kind: "edited", file, base, body: { edits: Object.fromEntries(Object.entries(edits).map(([name, [from, to]]) => [name, { from, to }])) }, ...more,
});
export const submitted = (file: string, base: number, more: Partial<Intention> = {}): Intention => ({ kind: "submitted", file, base, ...more });

export function valueOf<T>(result: Result<T, CodedError>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
export function errorOf(result: Result<unknown, CodedError>): CodedError {
  if (result.ok) throw new Error("was not refused");
  return result.error;
}

export const ownBranch = (workstation: Workstation): string => workstation.caller.branches[0]?.id ?? newId();
/** The file as the centre holds it, by the feed of the workstation's own branch. */
export async function stateOf(workstation: Workstation, file: string): Promise<FileState | undefined> {
  const entry = (await feedOf(workstation)).findLast((one) => one.kind === "file" && one.file === file);
  return entry?.kind === "file" ? (JSON.parse(entry.state) as FileState) : undefined;
}
export async function feedOf(workstation: Workstation, branch = ownBranch(workstation), after = 0): Promise<readonly FeedEntry[]> {
  const answer: PullAnswer = valueOf(await workstation.pull([{ branch, n: after }], 2_000));
  return answer.feeds[0]?.entries ?? [];
}
