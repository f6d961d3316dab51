import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Reply } from "../../main/core/sync/transport.ts";
import type { Failure } from "../../shared/sync/sync-state.ts";
import type { FirstVerdict, PushAnswer, PushRequest } from "../../shared/sync/protocol.ts";
import { drawCountry } from "./country.ts";
import { createDesk, type Desk, type DeskDeps } from "./desk.ts";
import { openJournal, type Journal } from "./journal.ts";
import type { Does, PlannedFile } from "./plan.ts";
import type { Story } from "./stories.ts";

const ID = "00000000-0000-7000-8000-000000000001";
type Head = { readonly seq: number; readonly kind: string; readonly change: string; readonly base: number; readonly mends?: string; readonly rules: string };
type Answering = (request: PushRequest, tries: number) => Failure | ((head: Head) => FirstVerdict);

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const accepted = (number?: string): FirstVerdict => ({ kind: "accepted", version: 2, n: 1, conflicts: [], ...(number === undefined ? {} : { number, receipt: "r" }) });
const takesAll = (head: Head): FirstVerdict => accepted(head.kind === "submitted" ? `n${head.seq}` : undefined);
const answered = <T>(value: T): Reply<T> => ({ kind: "answered", value });

/** A workstation before a centre that answers as `answering` says. */
function deskBefore(answering: Answering, { isDoubling = false, rules = "old@1.0.0" } = {}): { readonly desk: Desk; readonly journal: Journal; readonly heads: Head[]; readonly tries: () => number; readonly act: (story: Story, ...does: readonly Does[]) => void } {
  const [journal, heads, seen] = [openJournal(), [] as Head[], new Set<number>()];
  let tries = 0;
  const held: string[] = [];
  const transport: DeskDeps["transport"] = {
    hello: async () => answered({} as never), enrol: async () => answered({} as never), pull: async () => answered({ feeds: [] } as never),
    beginDocument: async (_token, { parts }) => answered({ complete: false, missing: parts.filter((part) => !held.includes(part)).map((part) => ({ part })) }),
    putPart: async ({ part }) => (held.push(part) === 1 ? { kind: "failed", failure: { kind: "unreachable", error: { code: "G5004" } } } : { kind: "sent" }),
    completeDocument: async () => answered({ complete: true as const }),
    packs: async () => answered({ packs: [{ name: rules, document: "{}" }] } as never),
    push: async (_token, request): Promise<Reply<PushAnswer>> => {
      tries += 1;
      const how = answering(request, tries);
      if (typeof how !== "function") return { kind: "failed", failure: how };
      const read = request.changes.map(({ head }): Head => JSON.parse(head));
      for (const head of read) if (!seen.has(head.seq)) heads.push(head);
      for (const head of read) seen.add(head.seq);
      return answered({ epoch: { n: 1, id: ID }, have: request.first + read.length - 1, verdicts: read.map(how), businessDate: "2020-03-25", rules });
    },
  };
  const [branch] = drawCountry(1, 1).branches;
  if (branch === undefined) throw new Error("a country has a branch");
  const desk = createDesk({
    branch, bank: ID, hello: { centre: ID, epoch: { n: 1, id: ID }, rules: "old@1.0.0", reference: "r" }, transport, token: async () => "t", journal, random: () => 0.5, now: () => Date.now(), seed: "desk",
    isDoubling: () => isDoubling, onAnswered: () => undefined,
  });
  const act = (story: Story, ...does: readonly Does[]): void => {
    const file: PlannedFile = { index: 1, story, branch: 0, company: 1, steps: [] };
    for (const each of does) desk.perform(file, each);
  };
  return { desk, journal, heads, tries: () => tries, act };
}

test("[DY6] what does not come through is tried again with ever longer waits, and each change is answered once", async () => {
  const { desk, journal, act, tries, heads } = deskBefore((_request, n) => (n <= 4 ? { kind: "unreachable", error: { code: "G5004" } } : takesAll));
  act("plain", "create", "submit");
  // Half of 1, 2, 4 and 8 seconds.
  await vi.advanceTimersByTimeAsync(7_400);
  expect([tries(), desk.waiting()]).toEqual([4, 2]);
  await vi.advanceTimersByTimeAsync(200);
  expect([desk.waiting(), heads.map(({ kind }) => kind)]).toEqual([0, ["created", "submitted"]]);
  expect(journal).toMatchObject({ faults: [], files: [{ registered: { number: "n2" } }], lines: [{ sealed: 2, answered: 2 }] });
});

test("[DY6] what a person does leaves at once, unless the centre said how long to wait", async () => {
  const away = deskBefore((_request, n) => (n === 1 ? { kind: "unreachable", error: { code: "G5004" } } : takesAll));
  away.act("plain", "create");
  await vi.advanceTimersByTimeAsync(1);
  away.act("plain", "submit");
  await vi.advanceTimersByTimeAsync(1);
  expect(away.desk.waiting()).toBe(0);
  const told = deskBefore((_request, n) => (n === 1 ? { kind: "asked-to-wait", error: { code: "G5002" }, afterMs: 3_000 } : takesAll));
  told.act("plain", "create");
  await vi.advanceTimersByTimeAsync(1);
  told.act("plain", "submit");
  await vi.advanceTimersByTimeAsync(2_900);
  expect([told.tries(), told.desk.waiting()]).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(300);
  expect(told.desk.waiting()).toBe(0);
});

test("[DY4] what mends a refusal waits until it was read, names it, and is of the rules that were published meanwhile", async () => {
  const { journal, act, heads } = deskBefore((request) => (head) => (head.kind === "submitted" && request.first < 3 ? { kind: "refused", code: "G2004", params: {}, fields: [], version: 3 } : takesAll(head)), { rules: "new@1.1.0" });
  act("corrected", "create", "submit", "mend", "submit-again");
  await vi.advanceTimersByTimeAsync(10);
  expect(heads.map(({ kind, base, mends, rules }) => ({ kind, base, mends, rules }))).toEqual([
    { kind: "created", base: 0, mends: undefined, rules: "old@1.0.0" }, { kind: "submitted", base: 1, mends: undefined, rules: "old@1.0.0" },
    { kind: "edited", base: 3, mends: heads[1]?.change, rules: "old@1.0.0" }, { kind: "submitted", base: 3, mends: undefined, rules: "old@1.0.0" },
  ]);
  expect(journal.files).toMatchObject([{ refused: undefined, registered: { number: "n4", rules: "new@1.1.0" } }]);
  act("plain", "withdraw");
  await vi.advanceTimersByTimeAsync(10);
  expect(heads.at(-1)?.rules).toBe("new@1.1.0");
});

test("[DY4] sent twice, the same answers count once and other answers are a fault", async () => {
  const same = deskBefore(() => takesAll, { isDoubling: true });
  same.act("plain", "create", "submit");
  await vi.advanceTimersByTimeAsync(10);
  expect([same.tries() % 2, same.desk.waiting(), same.journal.faults, same.journal.lines[0]?.answered]).toEqual([0, 0, [], 2]);
  const other = deskBefore((_request, n) => (head) => accepted(head.kind === "submitted" ? `n${n}` : undefined), { isDoubling: true });
  other.act("plain", "create", "submit");
  await vi.advanceTimersByTimeAsync(10);
  expect(other.journal.faults).toHaveLength(1);
});

test("[DY4] a centre that has less than it answered stops the workstation, and is a fault of the day", async () => {
  const { desk, journal, act } = deskBefore((_request, n) => (n === 1 ? takesAll : { kind: "gap", have: 0 }));
  act("plain", "create");
  await vi.advanceTimersByTimeAsync(10);
  act("plain", "submit");
  await vi.advanceTimersByTimeAsync(60_000);
  expect([desk.waiting(), journal.faults.length]).toEqual([1, 1]);
});

test("[DY4] the content of a document follows its file, again from where it was cut, and is waited for", async () => {
  const { desk, journal, act } = deskBefore(() => takesAll);
  act("documented", "create", "attach", "submit");
  await vi.advanceTimersByTimeAsync(1);
  expect([desk.waiting(), journal.files[0]?.registered?.number, journal.files[0]?.stored]).toEqual([1, "n3", undefined]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([desk.waiting(), journal.faults]).toEqual([0, []]);
  expect(journal.files[0]?.stored).toBeGreaterThan(48_000);
});
