import type { BankRole } from "../../shared/access/roles.ts";
import type { DirectoryInput } from "../domain/directory.ts";
import { policyText, type BankPolicy } from "../../shared/policy/bank-policy.ts";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import type { Store } from "../store/store.ts";
import { newId } from "./workstation.ts";

const ISSUER = "https://sign-in.test";

/**
 * A bank whose new workstations wait: marie and paul (branch 1), lea (branch 2), anna and odile (managers of both), luc (manager of branch 2), root and ada (administrators of no branch), sam (support); and zoe, of a bank
 * that wants nothing of the kind.
 */
export function approving(approveWorkstations = true): DirectoryInput {
  const [a, b] = [newId(), newId()];
  const branches = [{ id: newId(), name: "A1" }, { id: newId(), name: "A2" }];
  const [one, two] = branches.map(({ id }) => [id]);
  const both = branches.map(({ id }) => id);
  const person = (name: string, role: BankRole, at: readonly string[] = []) => ({ id: newId(), subject: `${name}@${a}`, name, role, branches: at });
  return {
    banks: [
      {
        id: a, name: "Bank A", issuer: ISSUER, branches, approveWorkstations,
        persons: [person("marie", "advisor", one), person("paul", "advisor", one), person("lea", "advisor", two), person("anna", "manager", both), person("odile", "manager", both), person("luc", "manager", two), person("root", "administrator"), person("ada", "administrator"), person("sam", "support")],
      },
      { id: b, name: "Bank B", issuer: ISSUER, branches: [{ id: newId(), name: "B1" }], persons: [person("zoe", "manager")] },
    ],
    operators: [],
  };
}

/** Decided at the word of root and ada, as the store keeps it; nothing of their workstations is asked. */
export async function decidePolicy(store: Pick<Store, "changePolicy" | "policyOf">, { banks }: DirectoryInput, change: Partial<BankPolicy>): Promise<void> {
  const [own] = banks;
  const [root, ada] = ["root", "ada"].map((name) => own?.persons.find((person) => person.name === name)?.id ?? "");
  if (own === undefined || root === undefined || ada === undefined) throw new Error("a bank of two administrators");
  const text = policyText({ ...await store.policyOf(own.id), ...change });
  const word = { id: newId(), by: root, at: Date.now(), until: Date.now() + 60_000 };
  const scope = (person: string) => ({ bank: id<BankId>(own.id), branches: [], persons: [person] });
  const n = await store.changePolicy(scope(root), ({ decided }) => ({ answer: decided[0]?.n ?? 0, change: { word: { ask: { ...word, detail: `${decided[0]?.n ?? 0} ${text}` } } } }));
  await store.changePolicy(scope(ada), () => ({ answer: undefined, change: { word: { settle: { id: word.id, as: "confirmed", by: ada, at: word.at } }, policy: { n: n + 1, text, at: word.at, askedBy: root, confirmedBy: ada } } }));
}
