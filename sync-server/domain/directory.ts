import { REACH } from "../../shared/access/roles.ts";
import { isUuid } from "../../shared/kernel/ids.ts";
import { reachOf } from "./people/judge-standing.ts";
import { settleDecisions, type DecisionMode } from "./people/settle-decisions.ts";
import type { DirectoryInput, Store } from "../store/store.ts";

export type { DirectoryInput } from "../store/store.ts";

/**
 * Makes the directory of the listed banks equal to `directory`; repeating it changes nothing. A person who is no longer listed keeps her
 * files and can no longer sign in. What administrators decided since that the file does not say is as `mode` says.
 * @throws when ids repeat, are not UUIDs, or a person is of a branch that her bank does not have: nothing is written then; DirectoryConflict where the file would undo decisions and was not told to
 */
export async function importDirectory(store: Pick<Store, "importDirectory">, directory: DirectoryInput, mode: DecisionMode = "refuse"): Promise<void> {
  const problems = directoryProblems(directory);
  if (problems.length > 0) throw new Error(`The directory cannot be read: ${problems.slice(0, 5).join("; ")}`);
  const reaching = { ...directory, banks: directory.banks.map((bank) => ({ ...bank, persons: bank.persons.map((person) => ({ ...person, branches: reachOf(bank.branches, person) })) })) };
  await store.importDirectory(reaching, (standing) => settleDecisions(reaching, standing, mode));
}

/** What is wrong with a directory, by path; empty when it may be imported. */
export function directoryProblems({ banks, operators }: DirectoryInput): readonly string[] {
  const problems: string[] = [];
  const once = (ids: readonly string[], where: string): void => {
    for (const one of ids) if (!isUuid(one)) problems.push(`${where}: ${String(one)} is not a lower-case UUID`);
    if (new Set(ids).size < ids.length) problems.push(`${where}: an id comes twice`);
  };
  once(banks.map((bank) => bank.id), "banks");
  once(operators.map((operator) => operator.id), "operators");
  for (const bank of banks) {
    const levels = bank.levels ?? [];
    if (new Set(levels.map((level) => level.id)).size < levels.length) problems.push(`${bank.name}, levels: an id comes twice`);
    if (levels.some((level, place) => place > 0 && (levels[place - 1]?.upTo ?? Infinity) >= (level.upTo ?? Infinity))) problems.push(`${bank.name}, levels: not from the lowest to the highest`);
    const branches = new Set(bank.branches.map((branch) => branch.id));
    once(bank.branches.map((branch) => branch.id), `${bank.name}, branches`);
    once(bank.persons.map((person) => person.id), `${bank.name}, persons`);
    if (new Set(bank.persons.map((person) => person.subject)).size < bank.persons.length) problems.push(`${bank.name}: a subject comes twice`);
    for (const person of bank.persons) {
      if (person.level !== undefined && !levels.some(({ id }) => id === person.level)) problems.push(`${bank.name}, ${person.subject}: unknown level ${person.level}`);
      if (person.branches.length > 0 && (REACH[person.role] === "bank" || REACH[person.role] === "none")) problems.push(`${bank.name}, ${person.subject}: ${person.role} has no branches`);
      if (REACH[person.role] === "region" && person.branches.some((listed) => bank.branches.find(({ id }) => id === listed)?.region === undefined)) problems.push(`${bank.name}, ${person.subject}: a branch of a supervisor is of no region`);
      for (const branch of person.branches) if (!branches.has(branch)) problems.push(`${bank.name}, ${person.subject}: unknown branch ${branch}`);
    }
  }
  return problems;
}
