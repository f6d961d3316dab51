import { createHmac } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const PERIOD_S = 30;
/** A code before or after is taken too: a telephone's clock is not this one. */
const WINDOW = 1;

export type SecondFactor = {
  /** For an authenticator application: the secret in base 32, and the address that holds it. */
  readonly secretOf: (person: Person) => { readonly text: string; readonly address: string };
  /** A code that {@link SecondFactor.takes} now; undefined while all of them were used. */
  readonly codeNow: (person: Person) => string | undefined;
  /** Once a code: the same one, or one before it, is taken no more (RFC 6238, 5.2). */
  readonly takes: (person: Person, code: string) => boolean;
};
type Person = { readonly id: string; readonly login: string };

/** TOTP (RFC 6238) of invented people. Their secrets come from one key of this provider's; which codes were used is forgotten at a restart. */
export function createSecondFactor(key: string, now: () => number): SecondFactor {
  const lastUsed = new Map<string, number>();
  const totpOf = ({ id, login }: Person): TOTP => {
    const secret = createHmac("sha256", key).update(`second factor ${id}`).digest().subarray(0, 20);
    return new TOTP({ issuer: "Guichet", label: login, secret: Secret.fromHex(secret.toString("hex")), period: PERIOD_S });
  };
  const step = (): number => Math.floor(now() / 1_000 / PERIOD_S);
  const isFree = (person: Person, at: number): boolean => at > (lastUsed.get(person.id) ?? -1);
  return {
    secretOf: (person) => {
      const totp = totpOf(person);
      return { text: totp.secret.base32, address: totp.toString() };
    },
    codeNow: (person) => {
      const at = [step(), step() + WINDOW].find((each) => isFree(person, each));
      return at === undefined ? undefined : totpOf(person).generate({ timestamp: at * PERIOD_S * 1_000 });
    },
    takes: (person, code) => {
      const delta = totpOf(person).validate({ token: code.replaceAll(/\s/g, ""), timestamp: now(), window: WINDOW });
      if (delta === null || !isFree(person, step() + delta)) return false;
      lastUsed.set(person.id, step() + delta);
      return true;
    },
  };
}
