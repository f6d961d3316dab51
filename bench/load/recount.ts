import type { Centre } from "../support/centre.ts";

/** What the answers said. */
export type Tally = { changes: number; files: number; refused: number; lost: number; matched: number; mismatched: number; remembered: number; readonly numbers: Set<string> };

/** Every change kept once, every accepted file there once, every number given in an answer in the ledger once, and nothing beside. */
export async function recount(centre: Centre, tally: Tally): Promise<string> {
  const count = async (from: string): Promise<number> => Number((await centre.query(`SELECT count(*) AS n FROM guichet.${from}`))[0]?.["n"]);
  const [changes, files] = [await count("change"), await count("file")];
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
