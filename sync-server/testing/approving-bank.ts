import type { BankRole } from "../../shared/access/roles.ts";
import type { DirectoryInput } from "../domain/directory.ts";
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
