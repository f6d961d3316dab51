import { parseJson } from "../../../../shared/kernel/json.ts";
import { pushSigningText } from "../../../../shared/sync/change.ts";
import type { Journey } from "../../../../shared/sync/journey.ts";
import { MAX_PUSH_BYTES } from "../../../../shared/sync/limits.ts";
import { firstVerdictSchema, type PushAnswer } from "../../../../shared/sync/protocol.ts";
import { readHead } from "../../../../shared/sync/read-head.ts";
import { listToReoffer, listToSend } from "../../db/outbox.ts";
import { getLine } from "../../db/replica.ts";
import { takeReofferVerdicts } from "../reoffer-verdicts.ts";
import { takeVerdicts } from "../take-verdicts.ts";
import type { ExchangeContext, Outcome } from "./context.ts";
import { noteOfSelf } from "./note-of-self.ts";

/** Headroom of a push below the protocol's limit, for the envelope around its changes. */
const PUSH_BYTES = MAX_PUSH_BYTES - 4_096;

/** What waits is sent, and its verdicts are taken in. */
export async function push(context: ExchangeContext, first: number, count: number, hear: (answer: PushAnswer) => void): Promise<Outcome> {
  const { desk, key, transport, asked, address, failed, fault, currentEpoch, onFiles } = context;
  const startedAt = performance.now();
  const changes = withinBytes(listToSend(desk.db.read, first, await context.beforePush(first, count)));
  const last = changes.at(-1);
  if (last === undefined) throw new Error(`the line has no change ${first}`);
  const signature = key.sign(pushSigningText({ ...address(), first, last: last.seq, lastHash: last.hash }));
  const body = changes.map(({ head, body: text, salt }) => ({ head, body: text, salt }));
  const reply = await asked((token) => transport.push(token, { ...address(), first, changes: body, signature, workstation: noteOfSelf(context, changes.length) }, journeyOf(context, first, last)));
  if (reply.kind === "failed") return failed(reply.failure);
  if (reply.value.epoch.id !== currentEpoch()) return fault({ code: "G4011" });
  if (reply.value.verdicts.length !== changes.length) return fault({ code: "G5005", params: { what: "verdicts" } });
  const taken = takeVerdicts(desk, first, reply.value.verdicts);
  if (!taken.ok) return fault(taken.error);
  hear(reply.value);
  onFiles(taken.value.files);
  return { type: "pushed", last: last.seq, tookMs: performance.now() - startedAt };
}

/** [WS15] Answered changes that the restored centre lost, with their verdicts. G4014 where they are no longer kept so far back. */
export async function reoffer({ desk, key, transport, asked, address, failed, fault, currentEpoch, onFiles }: ExchangeContext, first: number, count: number): Promise<Outcome> {
  const startedAt = performance.now();
  const changes = withinBytes(listToReoffer(desk.db.read, first, count));
  const last = changes.at(-1);
  if (last === undefined) return fault({ code: "G4014" });
  const signature = key.sign(pushSigningText({ ...address(), first, last: last.seq, lastHash: last.hash }));
  const body = changes.map(({ head, body: text, salt, verdict }) => ({ head, body: text, salt, verdict: firstVerdictSchema.parse(JSON.parse(verdict)) }));
  const reply = await asked((token) => transport.reoffer(token, { ...address(), first, changes: body, signature }));
  if (reply.kind === "failed") return failed(reply.failure);
  if (reply.value.epoch.id !== currentEpoch()) return fault({ code: "G4011" });
  if (reply.value.verdicts.length !== changes.length) return fault({ code: "G5005", params: { what: "verdicts" } });
  const taken = takeReofferVerdicts(desk, first, reply.value.verdicts, reply.value.have >= getLine(desk.db.read).answered);
  if (!taken.ok) return fault(taken.error);
  onFiles(taken.value);
  return { type: "reoffered", have: reply.value.have, tookMs: performance.now() - startedAt };
}

function journeyOf({ desk }: ExchangeContext, first: number, last: { readonly seq: number; readonly head: string }): Journey {
  const [now, head] = [desk.now(), readHead(parseJson(last.head))];
  return desk.journeys.leave({ first, last: last.seq }, head?.madeAt ?? now, now);
}

/** As many as one push may hold, at least one: a change is never larger than 64 KiB. */
function withinBytes<C extends { readonly head: string; readonly body: string }>(changes: readonly C[]): readonly C[] {
  let bytes = 0;
  const cut = changes.findIndex((change) => {
    bytes += Buffer.byteLength(JSON.stringify(change));
    return bytes > PUSH_BYTES;
  });
  return cut === -1 ? changes : changes.slice(0, Math.max(1, cut));
}
