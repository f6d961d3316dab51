import { setTimeout as pause } from "node:timers/promises";
import { headLine, purgeSigningText, purgeText, type Purge, type PurgeDecision } from "../../../shared/audit/purge.ts";
import type { Retention } from "../../../shared/policy/bank-policy.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { isErasableOnRequest, retentionOf, type ErasureRule, type Floors, type Retained } from "../../../shared/retention/retention.ts";
import type { DataScope, ErasureFacts, RetainedRow, SignedPurge, Store } from "../../store/store.ts";
import type { ActMoment } from "../operator/judge-act.ts";
import type { ReceiptSigner } from "../receipt.ts";
import { toRetained } from "./retained-file.ts";

export type Erasing = {
  readonly store: Pick<Store, "eraseFile" | "linkAudit">; readonly policyOf: Store["policyOf"]; readonly floors: Floors;
  readonly signer: Pick<ReceiptSigner, "kid" | "signText">; readonly moment: () => ActMoment; readonly randomBytes: (length: number) => Uint8Array;
};
type Decided = { readonly rule: ErasureRule; readonly since: string | null };

const AT_ONCE = 500;
const LOOK_MS = 50;

/**
 * [ER10] Erases one file in one transaction, judged again under its lock, and answers the statement. G2008 there is no such file; G9571 to G9575. Where its events are not in the audit's chain yet they are linked
 * first: a body is taken out of links, and only of those that the statement names.
 */
export async function eraseFile(erasing: Erasing, bank: DataScope, file: string, decision: PurgeDecision): Promise<Result<SignedPurge, CodedError>> {
  const { store, moment, policyOf } = erasing;
  for (;;) {
    // Before the transaction: the embedded store has one connection, which the file's own judgement holds.
    const { retention } = await policyOf(bank.bank);
    const done = await store.eraseFile<Result<SignedPurge, CodedError> | "link first">(bank, file, moment().epoch.n, async (row, facts) => {
      const decided = decide(erasing, retention, row, facts, decision);
      if (!decided.ok || row === undefined) return { answer: decided.ok ? err({ code: "G2008" }) : decided };
      if (facts.unlinked) return { answer: "link first" };
      const purge = await sign(erasing, stateOf(erasing, bank, row, facts, decided.value, decision));
      return { purge, answer: ok(purge) };
    });
    if (done !== "link first") return done;
    // Where a server is linking just now, it is waited for.
    if ((await store.linkAudit(AT_ONCE, moment().at)) === 0) await pause(LOOK_MS);
  }
}

/** Whether it goes, and by which rule. */
function decide({ floors, moment }: Erasing, retention: Retention, row: RetainedRow | undefined, facts: ErasureFacts, { by }: PurgeDecision): Result<Decided, CodedError> {
  if (row === undefined) return err({ code: "G2008" });
  if (row.holds.length > 0) return err({ code: "G9573", params: { reason: row.holds } });
  if (facts.inQuarantine) return err({ code: "G9574" });
  const retained = retentionOf(toRetained(row), retention, moment().businessDate, floors);
  if (retained.kind === "erasable") return ok({ rule: retained.rule, since: retained.since });
  if (by === "policy") return err(keptError(retained));
  return isErasableOnRequest(toRetained(row)) ? ok({ rule: "request", since: null }) : err({ code: "G9575", params: keptError(retained).params ?? {} });
}

export const keptError = ({ ground, until }: Extract<Retained, { kind: "kept" }>): CodedError => ({ code: "G9572", params: { ground, ...(until === undefined ? {} : { until }) } });

function stateOf({ moment, randomBytes }: Erasing, { bank }: DataScope, row: RetainedRow, facts: ErasureFacts, { rule, since }: Decided, decided: PurgeDecision): Purge {
  const { at, businessDate, centre } = moment();
  const { heads, links, reoffered, quarantined, documents, acts, disclosures, movements } = facts;
  return {
    v: 1, centre, bank, branch: row.branch, file: row.file, purge: uuidV7(at, randomBytes(16)), on: businessDate, at, rule, since, decided,
    removed: { changes: heads.length, reoffered, quarantined, documents, acts, disclosures, movements, links: links.length }, heads: heads.map(headLine), links,
  };
}

async function sign({ signer }: Pick<Erasing, "signer">, purge: Purge): Promise<SignedPurge> {
  const text = purgeText(purge);
  return { purge, text, kid: signer.kid, signature: await signer.signText(purgeSigningText(text)) };
}
