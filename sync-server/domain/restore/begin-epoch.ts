import { uuidV7 } from "../../../shared/kernel/ids.ts";
import type { EpochRow, EpochStanding, EpochWrite, Store } from "../../store/store.ts";
import type { Founding } from "../centre.ts";
import { sayWord, standing } from "../two-persons.ts";

export type EpochSaying = {
  /** By her id of the directory; whoever can open the store names her. */
  readonly person: string;
  /** Where the backup itself is older than an earlier restore, whose epoch it then does not know. */
  readonly number?: number | undefined;
  /** Why she says it alone. */
  readonly because?: string | undefined;
};
/** `waits`: kept until then for a second operator, who must ask for the same. Refused: `unknown` she is no operator; `low` the centre is at that number or further; `same` her own word; `other` something else waits. */
export type EpochSaid = { readonly kind: "begun"; readonly epoch: EpochRow } | { readonly kind: "waits"; readonly until: number } | { readonly kind: "unknown" | "low" | "same" | "other" };

/** How long the first operator's word stands: a restore is at hand, and the second one is called now. */
export const EPOCH_WORD_MS = 24 * 3_600_000;

/**
 * [SY50] After a restore: the centre goes on in a new epoch, recovering, at the words of two operators; or of one who says why she is alone. In a store that knows no operator any more, whoever is named may. The words are
 * kept in the restored store itself. Undefined when there is no centre.
 */
export function sayEpoch(store: Pick<Store, "changeEpoch">, { now, randomBytes }: Omit<Founding, "demonstration">, saying: EpochSaying): Promise<EpochSaid | undefined> {
  const at = now();
  const newId = (): string => uuidV7(at, randomBytes(16));
  return store.changeEpoch<EpochSaid>((known) => {
    const decided = decide(known, saying, at, newId);
    return "said" in decided ? { change: decided.change, answer: decided.said } : { change: {}, answer: decided };
  });
}

type Decided = { readonly change: EpochWrite; readonly said: EpochSaid } | { readonly kind: "unknown" | "low" | "same" | "other" };
function decide({ n, operators, word }: EpochStanding, { person, number, because }: EpochSaying, at: number, newId: () => string): Decided {
  const isKnown = operators.includes(person) || (because !== undefined && operators.length === 0);
  if (!isKnown) return { kind: "unknown" };
  if (number !== undefined && number <= n) return { kind: "low" };
  const epoch: EpochRow = { n: number ?? n + 1, id: newId() };
  if (because !== undefined) return { change: { begin: { ...epoch, at, by: person, askedBy: undefined, because } }, said: { kind: "begun", epoch } };
  const open = standing(word, at);
  const said = sayWord(word, String(number ?? "next"), { person, at, forMs: EPOCH_WORD_MS, newId });
  if (!said.ok) return { kind: said.error.code === "G9504" ? "same" : "other" };
  if (!said.value.done) return { change: { word: said.value.write }, said: { kind: "waits", until: at + EPOCH_WORD_MS } };
  return { change: { word: said.value.write, begin: { ...epoch, at, by: person, askedBy: open?.by, because: undefined } }, said: { kind: "begun", epoch } };
}
