import type { Centre } from "../support/centre.ts";

/** What the answers said. */
export type Tally = { changes: number; files: number; refused: number; lost: number; matched: number; mismatched: number; remembered: number; readonly numbers: Set<string> };

/** Every change kept once, every accepted file there once, every number given in an answer in the ledger once, and nothing beside. */
export async function recount(centre: Centre, tally: Tally): Promise<string> {
  const [changes, files] = [await count(centre, "change"), await count(centre, "file")];
  const numbers = (await centre.query("SELECT number FROM guichet.ledger_movement WHERE state = 'reserved'")).map((row) => String(row["number"]));
  const strange = numbers.filter((number) => !tally.numbers.has(number)).length;
  const verified = tally.matched + tally.mismatched;
  const strangers = verified === 0 ? "" : `; ${verified} verified: ${tally.matched} matched, ${tally.mismatched} did not and were not to, ${tally.remembered} from memory (${((100 * tally.remembered) / verified).toFixed(1)} %)`;
  const said = `${changes} changes, ${files} files, ${numbers.length} registered at the centre; answered: ${tally.changes}, ${tally.files}, ${tally.numbers.size} (${tally.refused} refused), ${tally.lost} lost${strangers}`;
  // What was lost may have been taken in or not: then the centre may have more, never less.
  const isSound = tally.lost === 0
    ? changes === tally.changes && files === tally.files && numbers.length === tally.numbers.size && strange === 0
    : changes >= tally.changes && files >= tally.files && numbers.length - strange === tally.numbers.size;
  if (!isSound) throw new Error(`the figures do not add up: ${said}`);
  return said;
}

/** For a load whose answers only its generator saw: what was prepared, and what the centre has. @throws Error where it has more or less. */
export async function recountPrepared(centre: Centre, prepared: { readonly changes: number; readonly files: number }): Promise<string> {
  const [changes, files] = [await count(centre, "change"), await count(centre, "file")];
  const said = `${changes} of ${prepared.changes} changes, ${files} of ${prepared.files} files at the centre`;
  if (changes !== prepared.changes || files !== prepared.files) throw new Error(`the figures do not add up: ${said}`);
  return said;
}

const count = async (centre: Centre, table: "change" | "file"): Promise<number> => Number((await centre.query(`SELECT count(*) AS n FROM guichet.${table}`))[0]?.["n"]);
