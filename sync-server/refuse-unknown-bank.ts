import { reportingWords } from "../shared/i18n/reporting-words.ts";
import { StartFault } from "./start-fault.ts";
import type { Store } from "./store/store.ts";

/** @throws StartFault where the store has no bank of this id: an empty answer would look like a good one. */
export async function refuseUnknownBank(store: Pick<Store, "listBanks">, bank: string | undefined): Promise<void> {
  if (bank === undefined || (await store.listBanks()).some((known) => known.bank === bank)) return;
  throw new StartFault({ fr: reportingWords("fr").say("bank.unknown"), en: reportingWords("en").say("bank.unknown") });
}
