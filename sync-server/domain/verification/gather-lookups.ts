import type { RegistrationState, VerificationRequest } from "../../../shared/sync/verification.ts";

export type FindRegistrations = (asked: readonly VerificationRequest[]) => Promise<readonly (RegistrationState | undefined)[]>;

type Waiting = { readonly asked: VerificationRequest; readonly resolve: (state: RegistrationState | undefined) => void; readonly reject: (error: unknown) => void };

/** More than may ever wait at once, with the room that lookups come from as it is configured by default. */
const MOST = 256;

/**
 * One reading of the ledger at a time: whoever asks meanwhile shares the next one. So strangers hold one of the database's connections at
 * most, however many they are, and the others stay with the banks.
 */
export function gatherLookups(find: FindRegistrations): (asked: VerificationRequest) => Promise<RegistrationState | undefined> {
  const waiting: Waiting[] = [];
  let isReading = false;

  async function read(): Promise<void> {
    if (isReading) return;
    isReading = true;
    for (let group = waiting.splice(0, MOST); group.length > 0; group = waiting.splice(0, MOST)) await answer(group);
    isReading = false;
  }

  async function answer(group: readonly Waiting[]): Promise<void> {
    try {
      const states = await find(group.map(({ asked }) => asked));
      if (states.length !== group.length) throw new Error(`${states.length} answers for ${group.length} lookups`);
      group.forEach(({ resolve }, index) => resolve(states[index]));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject });
      void read();
    });
}
