import { BUILT_IN } from "../../shared/pge/packs/packs.ts";
import { randomBytes } from "node:crypto";
import type { PurgeDecision } from "../../shared/audit/purge.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import type { Result } from "../../shared/kernel/result.ts";
import { DEFAULT_POLICY, type Retention } from "../../shared/policy/bank-policy.ts";
import { eraseFile, type Erasing } from "../domain/erasure/erase-file.ts";
import { createReceiptSigner } from "../domain/receipt.ts";
import type { DataScope, SignedPurge, Store } from "../store/store.ts";
import type { SmallWorld } from "./small-world.ts";

export const POLICY: Retention = { neverLoanMonths: 24, afterLoanYears: 5 };

/** All of the first bank: every branch and every person. */
export function wholeBank({ directory: { banks } }: Pick<SmallWorld, "directory">): DataScope {
  const [bank] = banks;
  if (bank === undefined) throw new Error("no bank");
  return { bank: id<BankId>(bank.id), branches: bank.branches.map((one) => one.id), persons: bank.persons.map((one) => one.id) };
}

/** Erases as the centre does, on that legal date and by that policy. */
export async function erasingOn(store: Store, world: Pick<SmallWorld, "directory">, on: string, retention: Retention = POLICY): Promise<Erasing & { readonly erase: (file: string, by?: PurgeDecision) => Promise<Result<SignedPurge, CodedError>> }> {
  const [row, [key]] = await Promise.all([store.centre(), store.signingKeys()]);
  if (row === undefined || key === undefined) throw new Error("no centre");
  const erasing: Erasing = {
    store, policyOf: async () => ({ ...DEFAULT_POLICY, retention }), floors: { relationYears: 5, accountsYears: null }, signer: createReceiptSigner(key),
    moment: () => ({ centre: row.centre, epoch: { n: row.epochN, id: row.epochId }, businessDate: legalDate(on), packs: BUILT_IN, at: instant(Date.now()) }), randomBytes: (length) => new Uint8Array(randomBytes(length)),
  };
  return { ...erasing, erase: (file, by = { by: "policy" }) => eraseFile(erasing, wholeBank(world), file, by) };
}
