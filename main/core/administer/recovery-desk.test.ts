import { expect, test } from "vitest";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import { id, type CentreId, type EpochId } from "../../../shared/kernel/ids.ts";
import type { EndRecoveryAnswer, RecoveryReportAnswer } from "../../../shared/sync/recovery-messages.ts";
import type { Reply } from "../sync/transport.ts";
import { createRecoveryDesk } from "./recovery-desk.ts";

const [CENTRE, FORMER, PRESENT] = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002", "018f0000-0000-7000-8000-000000000003"];
const report: RecoveryReportAnswer = { epoch: { n: 2, id: PRESENT }, recovering: true, events: [], totals: { absent: 0, waiting: 0, refused: 0, reinstated: 0, flagged: 0, missing: 0, alarms: 0 } };
const status = { kind: "idle" } as unknown as SyncStatus;

/** A desk whose engine, asked to try now, brings what `onNow` says. */
function desk({ token = "good", replies = [], ends = [], onNow = () => undefined }: { token?: string | undefined; replies?: Reply<RecoveryReportAnswer>[]; ends?: Reply<EndRecoveryAnswer>[]; onNow?: (world: { token: string | undefined; epoch: string }) => void }) {
  const world = { token: token === "" ? undefined : token, epoch: PRESENT };
  const asked: { readonly token: string; readonly epoch: string }[] = [];
  let tries = 0;
  const answer = <T>(from: Reply<T>[]) => async (by: string, { epoch }: { readonly epoch: string }): Promise<Reply<T>> => {
    asked.push({ token: by, epoch });
    return from.shift() ?? { kind: "failed", failure: { kind: "unreachable", error: { code: "G5004" } } };
  };
  const recovery = createRecoveryDesk({
    address: () => ({ centre: id<CentreId>(CENTRE), epoch: id<EpochId>(world.epoch) }),
    transport: { recoveryReport: answer(replies), endRecovery: answer(ends) },
    engine: { token: () => world.token, now: async () => { tries += 1; onNow(world); return status; } },
  });
  return { recovery, asked, tries: () => tries, world };
}

test("[SY59] the report is asked of the centre each time; without it there is nothing to say", async () => {
  const here = desk({ replies: [{ kind: "answered", value: report }] });
  expect(await here.recovery.report()).toEqual({ ok: true, value: report });
  expect(await here.recovery.report()).toMatchObject({ ok: false, error: { code: "G5004" } });
  expect(here.tries()).toBe(0);
});

test("a token that is over is asked for once more, and then the person is told to sign in", async () => {
  const here = desk({ token: "", replies: [{ kind: "answered", value: report }], onNow: (world) => { world.token = "fresh"; } });
  expect((await here.recovery.report()).ok).toBe(true);
  expect(here.asked).toMatchObject([{ token: "fresh" }]);
  const gone = desk({ token: "" });
  expect(await gone.recovery.report()).toMatchObject({ error: { code: "G3001" } });
  expect(gone.tries()).toBe(1);
});

test("[WS15] told of another epoch, it enters that one by the engine and asks again", async () => {
  const here = desk({ replies: [{ kind: "failed", failure: { kind: "stranger", error: { code: "G4011" } } }, { kind: "answered", value: report }], onNow: (world) => { world.epoch = PRESENT; } });
  here.world.epoch = FORMER;
  expect((await here.recovery.report()).ok).toBe(true);
  expect(here.asked.map(({ epoch }) => epoch)).toEqual([FORMER, PRESENT]);
});

test("[SY51] what the centre says of a word is told as it is; once it ended the recovery, this workstation's own work leaves at once", async () => {
  const refused = (code: "G4016" | "G3002"): Reply<EndRecoveryAnswer> => ({ kind: "failed", failure: { kind: "unreachable", error: { code } } });
  const here = desk({ ends: [{ kind: "answered", value: { ended: false, confirmed: 1 } }, refused("G4016"), refused("G3002"), { kind: "answered", value: { ended: true, confirmed: 2 } }] });
  expect([await here.recovery.end(), await here.recovery.end(), await here.recovery.end()]).toMatchObject([{ ok: true }, { error: { code: "G4016" } }, { error: { code: "G3002" } }]);
  expect(here.tries()).toBe(0);
  expect(await here.recovery.end()).toMatchObject({ value: { ended: true } });
  expect(here.tries()).toBe(1);
});
