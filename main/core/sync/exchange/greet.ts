import { hostname } from "node:os";
import { PROTOCOL_VERSION, type Hello } from "../../../../shared/sync/protocol.ts";
import { endReoffer, markLost } from "../../db/epoch.ts";
import { getLine, markEnrolled } from "../../db/replica.ts";
import { putSetting } from "../../db/settings.ts";
import { coded } from "../../files/coded.ts";
import { keepMe } from "../../policy/bank-policy.ts";
import { readHello } from "../../session/open-desk.ts";
import { leaveBranches } from "../leave-files.ts";
import { whyStranger, type ExchangeContext, type Outcome } from "./context.ts";
import type { PackHearer } from "./hear-packs.ts";
import type { ReceiptDesk } from "./receipt-desk.ts";
import { hearLateVerdicts, tellMissing, tellReads } from "./report-back.ts";

/** The first words of every contact: which centre this is, in which epoch, who she is there, and what is told besides. */
export async function greet(context: ExchangeContext, receipts: ReceiptDesk, packs: PackHearer): Promise<Outcome> {
  const { desk, centre, centreId, replica, transport, asked, failed, fault, uncopied } = context;
  const startedAt = desk.now();
  const reply = await transport.hello(replica.bank);
  if (reply.kind === "failed") return failed(reply.failure);
  const knownEpoch = readHello(desk.db.read)?.epoch.n ?? 0; // this database's own: the program may have heard more before it was unlocked
  const stranger = whyStranger(reply.value, centreId, context.currentEpoch());
  if (stranger === "newer-epoch" && reply.value.epoch.n > knownEpoch) return restored(context, receipts, reply.value, startedAt);
  if (stranger === "newer-epoch") return failed({ kind: "final", error: { code: "G4011" } });
  centre.heard(reply.value, desk.now() - startedAt);
  if (stranger !== undefined) return failed({ kind: "final", error: stranger });
  receipts.learn(reply.value.receiptKeys);
  const me = await asked((token) => transport.me(token));
  if (me.kind === "failed") return failed(me.failure);
  if (me.value.user !== replica.owner || me.value.bank?.id !== replica.bank) return failed({ kind: "final", error: { code: "G3007" } });
  if (me.value.branches.length === 0) return failed({ kind: "final", error: { code: "G3002" } });
  const kept = coded(() => desk.db.transaction((db) => {
    putSetting(db, "hello", JSON.stringify(reply.value));
    putSetting(db, "businessDate", reply.value.businessDate);
    keepMe(db, me.value);
    leaveBranches(db, new Set(me.value.branches.map((branch) => branch.id)), desk.now());
    if (reply.value.recovering !== true) markLost(db);
  }));
  if (!kept.ok) return fault(kept.error);
  context.onMe(me.value);
  await tellMissing(context);
  await tellReads(context);
  await hearLateVerdicts(context);
  await packs.hear();
  return { type: "greeted", recovering: reply.value.recovering === true, snapshots: uncopied() };
}

/** [WS15] The same centre in a newer epoch: entered at once, signed in or not. */
function restored({ desk, centre, enterEpoch, fault, uncopied }: ExchangeContext, receipts: ReceiptDesk, hello: Hello, startedAt: number): Outcome {
  const error = enterEpoch(hello);
  if (error !== undefined) return fault(error);
  centre.heard(hello, desk.now() - startedAt);
  receipts.learn(hello.receiptKeys);
  return { type: "restored", recovering: hello.recovering === true, snapshots: uncopied() };
}

/** Makes this replica's key known to the centre, which says how far it has its line. */
export async function enrol({ desk, centreId, replica, key, transport, asked, failed, fault, uncopied }: ExchangeContext): Promise<Outcome> {
  const reply = await asked((token) => transport.enrol(token, {
    protocol: PROTOCOL_VERSION, centre: centreId, replica: replica.replica, publicKey: key.publicKey, device: hostname().slice(0, 120),
  }));
  if (reply.kind === "failed") return failed(reply.failure);
  const kept = coded(() => desk.db.transaction((db) => {
    markEnrolled(db, desk.now());
    if (reply.value.have >= getLine(db).answered) endReoffer(db);
  }));
  return kept.ok ? { type: "enrolled", have: reply.value.have, snapshots: uncopied() } : fault(kept.error);
}
