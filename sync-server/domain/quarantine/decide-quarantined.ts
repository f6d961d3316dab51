import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { BankId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { pushRequestSchema, type FirstVerdict, type Verdict } from "../../../shared/sync/protocol.ts";
import type { DecideQuarantineAnswer, DecideQuarantineRequest } from "../../../shared/sync/quarantine-messages.ts";
import type { DataScope, PersonRow, PushTransaction, QuarantinedRow, Store } from "../../store/store.ts";
import { decideAndWrite } from "../push/decide-and-write.ts";
import { openLines, type ReadPush, type Release } from "../push/open-lines.ts";
import { readChanges } from "../push/read-change.ts";
import type { RegistrationContext } from "../push/register.ts";
import type { Caller } from "../services.ts";

export type Tally = Omit<DecideQuarantineAnswer, "epoch">;
type Step = { readonly kind: "done"; readonly tally: Tally } | { readonly kind: "none" } | { readonly kind: "refused"; readonly error: CodedError };

const NOTHING: Tally = { accepted: 0, refused: 0, skipped: 0, unusable: 0 };

/**
 * [QU3] [QU4] All that waits of a replica up to the change that `caller` was shown, push by push, each in one transaction with its verdicts. Nobody decides
 * her own (G3002). G8014 nothing of it waits; G8005 an earlier part is missing.
 */
export async function decideQuarantined(store: Pick<Store, "push" | "findReplicaHolder">, bank: BankId, caller: Caller, request: DecideQuarantineRequest, context: () => RegistrationContext): Promise<Result<Tally, CodedError>> {
  const holder = await store.findReplicaHolder(bank, request.of);
  if (holder === undefined) return err({ code: "G8014" });
  if (holder.person.user === caller.user) return err({ code: "G3002" });
  const scope: DataScope = { bank, branches: caller.branches.map(({ id }) => id), persons: [caller.user, holder.person.user] };
  let [tally, isAny] = [NOTHING, false];
  for (;;) {
    const step = await store.push(scope, (tx) => decideNext(tx, { bank, caller, author: holder.person }, request, context()));
    if (step.kind === "refused") return isAny ? ok(tally) : err(step.error);
    if (step.kind === "none") return isAny ? ok(tally) : err({ code: "G8014" });
    tally = { accepted: tally.accepted + step.tally.accepted, refused: tally.refused + step.tally.refused, skipped: tally.skipped + step.tally.skipped, unusable: tally.unusable + step.tally.unusable };
    isAny = true;
  }
}

type Parties = { readonly bank: BankId; readonly caller: Caller; readonly author: PersonRow };

async function decideNext(tx: PushTransaction, { bank, caller, author }: Parties, { of, upTo, decision, replica: by }: DecideQuarantineRequest, context: RegistrationContext): Promise<Step> {
  const own = (await tx.lockReplicas([of, by].toSorted())).find(({ replica }) => replica === by);
  if (own?.person !== caller.user || own.revoked) return { kind: "refused", error: { code: "G3003" } };
  const next = (await tx.quarantine.waiting(of)).find(({ last }) => last <= upTo);
  if (next === undefined) return { kind: "none" };
  if (!next.branches.every((branch) => caller.branches.some(({ id }) => id === branch))) return { kind: "refused", error: { code: "G3002" } };
  const push = await readKept(next, { bank, caller, author }, { by, refusal: decision === "accept" ? undefined : { code: "G8015" } });
  const [line] = await openLines(tx, [push]);
  if (line?.ok !== true) {
    const have = line?.error.code === "G4008" ? Number(line.error.params?.["have"] ?? 0) : undefined;
    if (have !== undefined && decision === "accept") return { kind: "refused", error: { code: "G8005", params: { from: have + 1, first: next.first } } };
    // Another end of a line that forked, or one that nothing joins to the line: it can have no verdicts.
    await tx.quarantine.decide(next, have === undefined ? "unusable" : "rejected", caller.user, context.at);
    return { kind: "done", tally: { ...NOTHING, unusable: next.changes } };
  }
  // Before the feed, whose statement brings the commit with it.
  await tx.quarantine.decide(next, decision === "accept" ? "accepted" : "rejected", caller.user, context.at);
  const verdicts = line.value.fresh.length === 0 ? undefined : (await decideAndWrite(tx, [line.value], context)).get(push);
  return { kind: "done", tally: tallyOf(verdicts ?? []) };
}

/** The author's own intentions, where the one who decides may see; kept by {@link keepQuarantined}, so that what cannot be read is a bug of ours. */
async function readKept({ push }: QuarantinedRow, { bank, caller, author }: Parties, release: Release): Promise<ReadPush> {
  const request = pushRequestSchema.parse(JSON.parse(push));
  const changes = await readChanges(request, { bank, replica: request.replica, author: author.user });
  return { caller: { ...caller, user: author.user, name: author.name, role: author.role, approvals: author.approvals }, request, changes, release };
}

function tallyOf(verdicts: readonly Verdict[]): Tally {
  const kinds = verdicts.map((verdict) => (verdict.kind === "duplicate" ? verdict.first.kind : verdict.kind));
  const many = (kind: FirstVerdict["kind"]): number => kinds.filter((one) => one === kind).length;
  return { accepted: many("accepted"), refused: many("refused"), skipped: many("skipped"), unusable: 0 };
}
