import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { DataScope, HoldChange, Store } from "../../store/store.ts";
import type { ActMoment } from "../operator/judge-act.ts";
import { sayWord } from "../two-persons.ts";

type Parts = { readonly store: Pick<Store, "changeHolds" | "roleOf">; readonly moment: () => ActMoment; readonly randomBytes: (length: number) => Uint8Array; readonly secondWordMs: number };
/** `words`: two have said it. `settle`: the word is spent, once it is done. */
export type EraseWord = { readonly words: readonly [string, string] | undefined; readonly settle: () => Promise<void> };

/** [ER5] An administrator's word that a file be erased because its client asks; the first is kept, another one's does it. G3002 no administrator at work of this bank, G2008, G9504. */
export async function sayErase({ store, moment, randomBytes, secondWordMs }: Parts, bank: DataScope, file: string, person: string): Promise<Result<EraseWord, CodedError>> {
  const { at } = moment();
  if ((await store.roleOf(bank.bank, person)) !== "administrator") return err({ code: "G3002" });
  const scope = { ...bank, persons: [person] };
  const nothing: HoldChange = {};
  return await store.changeHolds<Result<EraseWord, CodedError>>(scope, file, ({ seen, erase }) => {
    if (!seen) return { change: nothing, answer: err({ code: "G2008" }) };
    const said = sayWord(erase, "request", { person, at, forMs: secondWordMs, newId: () => uuidV7(at, randomBytes(16)) });
    if (!said.ok) return { change: nothing, answer: said };
    const { done, write } = said.value;
    if (!done) return { change: { word: { kind: "file-erase", subject: file, write } }, answer: ok({ words: undefined, settle: async () => undefined }) };
    // Spent only once the file is gone: cut off before, the second word is said again.
    const settle = (): Promise<void> => store.changeHolds(scope, file, () => ({ change: { word: { kind: "file-erase", subject: file, write } }, answer: undefined }));
    return { change: nothing, answer: ok({ words: [erase?.by ?? "", person], settle }) };
  });
}
