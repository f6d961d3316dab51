import { z } from "zod";
import { createLineProof, type Anchored, type LineProof, type ProofFault } from "../../../shared/audit/line-proof.ts";
import type { LineProofView } from "../../../shared/bridge/sync-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { parseJson } from "../../../shared/kernel/json.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { ProofAnswer, ProofRequest } from "../../../shared/sync/proof-messages.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { AskCentre } from "../administer/ask-centre.ts";
import type { LocalDb, ReadableDb } from "../db/connection.ts";
import { findHash } from "../db/outbox.ts";
import { getLine, type Replica } from "../db/replica.ts";
import { findSetting, putSetting } from "../db/settings.ts";
import { nodePowers } from "../evidence/node-powers.ts";
import { coded } from "../files/coded.ts";
import type { Transport } from "../sync/transport.ts";

export type ProveParts = { readonly db: LocalDb; readonly replica: Replica; readonly hello: () => Hello | undefined; readonly asked: AskCentre; readonly transport: Pick<Transport, "proof"> };
/** How far this line was proven: the anchor that held last, and the last change that its chain had. */
type Kept = Anchored & { readonly covered: number };
const keptSchema = z.object({ epoch: z.int(), n: z.int(), hash: z.string(), at: z.int(), covered: z.int() });

/**
 * [AP1] That the centre's audit has each push of this line that the centre answered, by hashes made anew here up to anchors that the centre signed, and that what it has is what this database holds. What was proven once is
 * not asked for again, but that its link still has the same hash is. Needs the centre.
 */
export async function proveLine({ db, replica, hello, asked, transport }: ProveParts): Promise<Result<LineProofView, CodedError>> {
  const centre = hello();
  if (centre === undefined) return err({ code: "G5004" });
  // Of an epoch before, the chain may have ended elsewhere: it is proven from its beginning.
  const [kept] = [readKept(db.read)].filter((one) => one?.epoch === centre.epoch.n);
  const proof = createLineProof({ bank: replica.bank, replica: replica.replica, centre: centre.centre, keys: centre.receiptKeys, powers: nodePowers });
  const read = await readPages(proof, kept, (page) => asked((token, where) => transport.proof(token, { ...where, replica: replica.replica, ...page })));
  if (!read.ok) return read;
  const { answer, fault } = read.value;
  const judged = judge(db.read, kept, proof.proven(), answer.waiting, fault === undefined);
  const faults = [...(fault === undefined ? [] : [fault]), ...judged.faults];
  const anchored = proof.anchored() ?? kept;
  if (faults.length === 0 && anchored !== undefined) {
    const { epoch, n, hash, at } = anchored;
    const saved = coded(() => db.transaction((write) => putSetting(write, "auditProof", JSON.stringify({ epoch, n, hash, at, covered: judged.covered } satisfies Kept))));
    if (!saved.ok) return saved;
  }
  return ok({ anchored: answer.anchored, before: judged.before, upTo: judged.covered, anchoredAt: anchored?.at, waiting: judged.waiting, faults });
}

type Page = Pick<ProofRequest, "after" | "within" | "known">;
type PagesRead = { readonly answer: ProofAnswer; readonly fault: string | undefined };
/** To the last page, or to the first thing that is wrong. */
async function readPages(proof: LineProof, kept: Kept | undefined, ask: (page: Page) => Promise<Result<ProofAnswer, CodedError>>): Promise<Result<PagesRead, CodedError>> {
  let page: Page = { after: kept?.n ?? 0, within: false, ...(kept === undefined ? {} : { known: kept.n }) };
  for (;;) {
    const told = await ask(page);
    if (!told.ok) return told;
    const { value: answer } = told;
    if (page.known !== undefined && answer.knownHash !== kept?.hash) return ok({ answer, fault: `audit link ${page.known}: the centre has another one now than it proved before` });
    for (const run of answer.runs) {
      const fault = proof.take(run);
      if (fault !== undefined) return ok({ answer, fault: faultText(fault) });
    }
    if (answer.next === undefined) return ok({ answer, fault: undefined });
    if (answer.next.after <= page.after) return err({ code: "G5005" });
    page = answer.next;
  }
}

type Places = { readonly first: number; readonly last: number };
/** What the proven pushes cover of the line as this database holds it. Changes before the first one that was ever proven are older than the centre's audit, or were never in it: they are counted, and nothing is said of them. */
function judge(read: ReadableDb, kept: Kept | undefined, proven: readonly (Places & { readonly hash: string })[], waiting: readonly Places[], isWhole: boolean): { readonly covered: number; readonly before: number; readonly waiting: number; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const before = kept === undefined ? Math.max((proven[0]?.first ?? 1) - 1, 0) : 0;
  let covered = kept?.covered ?? before;
  for (const { first, last, hash } of proven) {
    if (first > covered + 1) faults.push(missing(covered + 1, first - 1));
    const own = findHash(read, last);
    if (own !== undefined && own !== hash) faults.push(`change ${last}: the centre's audit has another one in its place`);
    covered = Math.max(covered, last);
  }
  let told = covered;
  for (const { first, last } of waiting) if (first <= told + 1) told = Math.max(told, last);
  const { answered } = getLine(read);
  if (isWhole && told < answered && (proven.length > 0 || kept !== undefined || waiting.length > 0)) faults.push(missing(told + 1, answered));
  return { covered, before, waiting: Math.max(0, told - covered), faults };
}

const missing = (first: number, last: number): string => `${first === last ? `change ${first}` : `changes ${first} to ${last}`}: answered by the centre, and not in its audit`;
const WHY: { readonly [W in ProofFault["why"]]: string } = {
  gap: "does not go on from the one before", event: "is told as a push of this workstation and is none", anchor: "is held by no anchor that the centre signed", hash: "does not lead to what the signed anchor holds",
};
const faultText = ({ n, why }: ProofFault): string => `audit link ${n}: ${WHY[why]}`;

function readKept(read: ReadableDb): Kept | undefined {
  const parsed = keptSchema.safeParse(parseJson(findSetting(read, "auditProof") ?? ""));
  return parsed.success ? parsed.data : undefined;
}
