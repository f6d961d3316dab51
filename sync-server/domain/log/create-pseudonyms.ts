import { createHmac, randomBytes } from "node:crypto";
import type { Instant } from "../../../shared/kernel/instant.ts";
import type { LogKey, Store } from "../../store/store.ts";

const DAY_MS = 24 * 3_600_000;
/** Lines of one month are of one key: refusals of one person are counted within it, and not followed through the years. */
export const TURNED_MS = 30 * DAY_MS;
/** As long as somebody may ask whose a line was; then the key is gone, and nobody can any more. */
export const KEPT_MS = 90 * DAY_MS;
const LOOK_MS = 3_600_000;

export type Pseudonyms = {
  /** What stands for somebody in the log: the same for the same text and key, and turned back by nobody without the key. */
  readonly of: (text: string) => string;
  readonly stop: () => void;
};
type Parts = { readonly store: Pick<Store, "turnLogKeys">; readonly now: () => Instant; readonly onError: (error: unknown) => void };

/** By the computer's own chance, whatever chance the centre was given: keys of a model would be known. */
const random = (length: number): string => randomBytes(length).toString("hex");
export const pseudonymBy = ({ kid, secret }: Pick<LogKey, "kid" | "secret">, text: string): string => `${kid}.${createHmac("sha256", secret).update(`guichet-log-1 ${text}`).digest("hex").slice(0, 16)}`;
export const readPseudonym = (text: string): { readonly kid: string } | undefined => { const kid = /^([0-9a-f]{8})\.[0-9a-f]{16}$/.exec(text)?.[1]; return kid === undefined ? undefined : { kid }; };

export const turnKeys = ({ store, now }: Omit<Parts, "onError">): Promise<readonly LogKey[]> =>
  store.turnLogKeys({ kid: random(4), secret: random(32), madeAt: now() }, { turnedAt: now() - TURNED_MS, overAt: now() - KEPT_MS });

/** With the newest key of the store, which turns by itself; all servers of a centre use the same. */
export async function createPseudonyms(parts: Parts): Promise<Pseudonyms> {
  const newest = async (): Promise<LogKey> => {
    const [key] = await turnKeys(parts);
    if (key === undefined) throw new Error("no key for the log");
    return key;
  };
  let key = await newest();
  const timer = setInterval(() => void newest().then((turned) => void (key = turned)).catch(parts.onError), LOOK_MS).unref();
  return { of: (text) => pseudonymBy(key, text), stop: () => clearInterval(timer) };
}
