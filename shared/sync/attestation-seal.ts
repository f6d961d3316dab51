import { MAX_CENTS } from "../kernel/cents.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { parseRegistrationNumber } from "./registration-number.ts";

/** What the code on an attestation says, and the centre signed ([VE5]). Amount in cents; the day of the registration in Paris. */
export type SealFacts = { readonly number: string; readonly siren: string; readonly amount: number; readonly registeredOn: string; /** Which of the centre's receipt keys signed. */ readonly kid: string };
/** As it was read, not judged yet. `signed` is the exact text under the signature. */
export type ReadSeal = { readonly facts: SealFacts; readonly signed: string; /** Ed25519, base64url. */ readonly signature: string };
/** "damaged": cut, mistyped or none of ours. "newer": of a version that this page does not know. */
export type SealFault = "damaged" | "newer";

const VERSION = "1";
/** No receipt begins so, and no push: what was signed for one purpose cannot serve another. */
const PURPOSE = "guichet-attestation:";

const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;
const SIREN = /^[0-9]{9}$/;
const AMOUNT = /^[1-9][0-9]{0,14}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KID = /^[A-Za-z0-9_-]{1,64}$/;

const written = ({ number, siren, amount, registeredOn, kid }: SealFacts): string => [VERSION, number, siren, amount, registeredOn, kid].join(".");

/** What the centre signs. */
export const sealSigningText = (facts: SealFacts): string => `${PURPOSE}${written(facts)}`;

/** What follows the `#` of the page's address: a browser sends it to nobody. Plain signs only, so that no reader of codes changes it. */
export const sealFragment = (facts: SealFacts, signature: string): string => `${written(facts)}.${signature}`;

/** Reads what follows the `#`, without it. Nothing of it is true before its signature was checked. */
export function parseSealFragment(fragment: string): Result<ReadSeal, SealFault> {
  const [version = "", number = "", siren = "", amount = "", registeredOn = "", kid = "", signature = "", ...rest] = fragment.split(".");
  if (/^[1-9][0-9]{0,3}$/.test(version) && version !== VERSION) return err("newer");
  const parsed = parseRegistrationNumber(number);
  const isWhole = version === VERSION && rest.length === 0 && parsed.ok && parsed.value === number && SIREN.test(siren) && AMOUNT.test(amount)
    && Number(amount) <= MAX_CENTS && DAY.test(registeredOn) && KID.test(kid) && SIGNATURE.test(signature);
  if (!isWhole) return err("damaged");
  const facts: SealFacts = { number, siren, amount: Number(amount), registeredOn, kid };
  return ok({ facts, signed: sealSigningText(facts), signature });
}
