import { expect, test } from "vitest";
import { id, type CentreId, type EpochId } from "../../../shared/kernel/ids.ts";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import type { DecideQuarantineRequest, QuarantineChangesAnswer, QuarantineChangesRequest } from "../../../shared/sync/quarantine-messages.ts";
import type { ReadableDb } from "../db/connection.ts";
import type { Reply } from "../sync/transport.ts";
import { createQuarantineDesk } from "./quarantine-desk.ts";

const uuid = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const epoch = { n: 1, id: uuid(2) };
/** Knows no file. */
const read = { get: () => undefined, all: () => [] } as unknown as ReadableDb;
const headOf = (seq: number, kind: string, file: number) => JSON.stringify({
  v: 1, bank: uuid(3), branch: uuid(4), file: uuid(file), change: uuid(100 + seq), replica: uuid(9), seq, prev: "0".repeat(64), kind, kindVersion: 1, base: 0, author: uuid(5), madeAt: 1_586_934_000_000, rules: "pge@1", reference: "1", bodyHash: "0".repeat(64),
});
const created = (seq: number, file: number, fields: object) => ({ seq, head: headOf(seq, "created", file), body: JSON.stringify({ fields }) });

function desk(pages: readonly (readonly QuarantineChangesAnswer["changes"][number][])[]) {
  const asked: (QuarantineChangesRequest | DecideQuarantineRequest)[] = [];
  let tries = 0;
  const answered = <T>(value: T): Reply<T> => ({ kind: "answered", value });
  const its = createQuarantineDesk({
    read, replica: uuid(7), address: () => ({ centre: id<CentreId>(uuid(1)), epoch: id<EpochId>(uuid(2)) }), engine: { token: () => "token", now: async () => { tries += 1; return { kind: "idle" } as unknown as SyncStatus; } },
    transport: {
      quarantine: async () => answered({ epoch, waiting: [] }),
      quarantineChanges: async (_token, request) => {
        const at = asked.push(request) - 1;
        return answered({ epoch, changes: [...(pages[at] ?? [])], more: at < pages.length - 1 });
      },
      decideQuarantine: async (_token, request) => {
        asked.push(request);
        return answered({ epoch, accepted: 1, refused: 0, skipped: 0, unusable: 0 });
      },
    },
  });
  return { its, asked, tries: () => tries };
}

test("[QU2] what waits is read page by page to its end, grouped by file, in values; what this version cannot read is counted", async () => {
  const here = desk([[created(4, 20, { siren: "732829320", legalName: "Biscuiterie" }), { seq: 5, head: headOf(5, "tinted", 20), body: "{}" }], [{ seq: 6, head: "not a head", body: "{}" }, created(7, 21, { amount: 5_000 })]]);
  const work = await here.its.show(uuid(9));
  expect(work).toMatchObject({ ok: true, value: { replica: uuid(9), upTo: 7, unread: 1, files: [
    { file: uuid(20), name: "Biscuiterie", siren: "732829320", changes: [{ kind: "created", code: undefined, fields: [{ field: "siren", value: "732829320" }, { field: "legalName", value: "Biscuiterie" }] }, { kind: "tinted", fields: [] }] },
    { file: uuid(21), name: "", changes: [{ fields: [{ field: "amount", value: 5_000 }] }] },
  ] } });
  expect(here.asked).toMatchObject([{ of: uuid(9), after: 0 }, { of: uuid(9), after: 5 }]);
});

test("[QU5] what is decided is what was shown, by this workstation's replica, and what it brought is fetched at once", async () => {
  const here = desk([]);
  expect(await here.its.decide({ replica: uuid(9), upTo: 7, decision: "accept" })).toMatchObject({ ok: true, value: { accepted: 1 } });
  expect(here.asked).toMatchObject([{ replica: uuid(7), of: uuid(9), upTo: 7, decision: "accept", centre: uuid(1), epoch: uuid(2), protocol: 1 }]);
  expect(here.tries()).toBe(1);
});

test("a centre that says there is more and tells nothing is not understood, instead of being asked for ever", async () => {
  expect(await desk([[], []]).its.show(uuid(9))).toMatchObject({ ok: false, error: { code: "G5005" } });
});
