import { createHash } from "node:crypto";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { COMMON_DIGEST_BYTES, commonForm } from "./common-form.ts";
import { MIN_DISTINCT, isRun, parsePassphrase, refusePassphrase } from "./passphrase.ts";

/** Words that anybody would try first here: the product's, the door's, a bank's. A passphrase may hold them; it may not be made of them. */
export const REFUSED_WORDS = [
  "guichet", "pge", "pret", "prets", "garanti", "garantis", "garantie", "bpifrance", "loan", "loans", "banque", "bank", "credit", "agence", "branch", "conseiller", "advisor", "client", "dossier", "poste",
  "phrase", "secrete", "secret", "passphrase", "passphrases", "motdepasse", "passe", "password", "passwort", "unlock", "deverrouiller", "ouvrir", "ouvretoi", "sesame", "connexion", "login", "admin", "administrateur", "administration", "demonstration",
  "azerty", "qwerty", "bonjour", "bienvenue", "welcome", "letmein", "jetaime", "iloveyou", "doudou", "soleil", "marseille", "france", "paris", "janvier", "fevrier", "mars", "avril", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
  "printemps", "automne", "hiver",
] as const;
/** What is left without those words must be a secret by itself. */
const LEFT = 8;
const SHORTEST_NAME = 4;

/** As {@link parsePassphrase}; and G1009 `common` for what many people chose before her, `names` for one made of the words above, her name, her bank's and her branch's (`about`). */
export async function acceptPassphrase(input: string, about: readonly string[]): Promise<Result<string, CodedError>> {
  const text = parsePassphrase(input);
  if (!text.ok) return text;
  const form = commonForm(text.value);
  if (isMadeOf(form, about)) return refusePassphrase("names");
  return (await isCommon(form)) ? refusePassphrase("common") : ok(text.value);
}

function isMadeOf(form: string, about: readonly string[]): boolean {
  const names = about.flatMap((name) => [name, ...name.split(/[\s\-'’.@]+/u)]).map(commonForm).filter((name) => name.length >= SHORTEST_NAME);
  let left = form;
  for (const word of [...names, ...REFUSED_WORDS].toSorted((a, b) => b.length - a.length)) left = left.replaceAll(word, " ");
  if (!left.includes(" ")) return false;
  const rest = left.replaceAll(/\s|(?:19|20)\d\d/gu, "");
  return rest.length < LEFT || new Set(rest).size < MIN_DISTINCT || isRun(rest);
}

/** As it is, or lengthened by figures at either end. */
async function isCommon(form: string): Promise<boolean> {
  const digests = await loadDigests();
  const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, COMMON_DIGEST_BYTES * 2);
  return [form, form.replace(/\d+$/u, ""), form.replace(/^\d+/u, ""), form.replaceAll(/^\d+|\d+$/gu, "")].some((spelt) => digests.has(digestOf(spelt)));
}

let loaded: Promise<ReadonlySet<string>> | undefined;
/** Read the first time that somebody chooses a passphrase: whoever only unlocks never needs it. */
const loadDigests = (): Promise<ReadonlySet<string>> => (loaded ??= import("./common-digests.ts").then(({ COMMON_DIGESTS }) => {
  const bytes = Buffer.from(COMMON_DIGESTS, "base64url");
  return new Set(Array.from({ length: bytes.length / COMMON_DIGEST_BYTES }, (_, at) => bytes.toString("hex", at * COMMON_DIGEST_BYTES, (at + 1) * COMMON_DIGEST_BYTES)));
}));
