import { ENTRY, historySigningText, type Dossier, type History, type StatementFacts } from "./format.ts";
import { absent, broken, holds, unproven, type Finding } from "./finding.ts";
import { fromBase64url } from "./base64url.ts";
import type { Powers } from "./powers.ts";
import { readStatement, type Entries } from "./read-entries.ts";
import { fingerprintOf, isSignedByKey, plainFingerprint, readReceipt, type ReceiptClaims } from "./read-receipt.ts";

/** What the centre's own signatures carry: whatever else the archive says is measured by these. Undefined: there is none, or its signature is not of its key. */
export type CentreWord = { readonly findings: readonly Finding[]; readonly claims: ReceiptClaims | undefined; readonly statement: StatementFacts | undefined; /** Of the keys that signed either. */ readonly fingerprints: readonly string[] };

/**
 * [EV4] The receipt and the statement, each by a key that the archive brings and the reader compares: `known` are the fingerprints that she has from elsewhere, as she
 * typed them. Signed by another key, nothing of the archive is the centre's word.
 */
export function checkCentre({ dossier, history }: Entries, known: readonly string[], powers: Powers): CentreWord {
  if (dossier === undefined || history === undefined) return { findings: [], claims: undefined, statement: undefined, fingerprints: [] };
  const receipt = judgeReceipt(dossier, history, powers);
  const stated = judgeStatement(history, dossier, powers);
  const used = [...new Set([receipt.kid, stated.kid])].flatMap((kid) => history.keys.find((key) => key.kid === kid) ?? []);
  const fingerprints = [...new Set(used.flatMap(({ x }) => fingerprintOf(x, powers) ?? []))];
  return { findings: [compareKeys(fingerprints, known), receipt.finding, ...(receipt.claims === undefined ? [] : [compareFigures(dossier, receipt.claims)]), stated.finding], claims: receipt.claims, statement: stated.facts, fingerprints };
}

function compareKeys(used: readonly string[], known: readonly string[]): Finding {
  const typed = new Set(known.map(plainFingerprint).filter((one) => one !== ""));
  const own = used.join(" · ");
  if (used.length === 0) return unproven("centre-key", "none");
  if (typed.size === 0) return unproven("centre-key", "not-compared", { fingerprint: own });
  const others = used.filter((one) => !typed.has(plainFingerprint(one)));
  if (others.length === 0) return holds("centre-key", undefined, { fingerprint: own });
  return others.length < used.length ? unproven("centre-key", "partly", { fingerprint: others.join(" · ") }) : broken("centre-key", "another", { entry: ENTRY.history, path: ["keys"] }, { fingerprint: own });
}

type Judged<T> = { readonly finding: Finding; readonly kid: string | undefined } & T;

function judgeReceipt({ granted }: Dossier, { keys }: History, powers: Powers): Judged<{ readonly claims: ReceiptClaims | undefined }> {
  const at = { entry: ENTRY.dossier, path: ["granted", "receipt"] };
  const receipt = readReceipt(granted.receipt, powers);
  if (receipt === undefined) return { finding: broken("receipt", "unreadable", at), kid: undefined, claims: undefined };
  const { kid, signed, signature, claims } = receipt;
  const key = keys.find((one) => one.kid === kid);
  if (key === undefined) return { finding: broken("receipt", "no-key", at, { kid }), kid, claims: undefined };
  return isSignedByKey(signed, signature, key.x, powers) ? { finding: holds("receipt", undefined, { kid }), kid, claims } : { finding: broken("receipt", "forged", at), kid, claims: undefined };
}

/** [EV5] What the receipt says, against what the archive tells people. */
function compareFigures({ file, granted }: Dossier, claims: ReceiptClaims): Finding {
  const { fields } = granted;
  const compared: readonly { readonly path: readonly string[]; readonly is: unknown; readonly should: unknown }[] = [
    { path: ["file"], is: file, should: claims.file }, { path: ["granted", "number"], is: granted.number, should: claims.number },
    { path: ["granted", "version"], is: granted.version, should: claims.version }, { path: ["granted", "grantOn"], is: granted.grantOn, should: claims.grantOn },
    ...(["siren", "amount", "scheme"] as const).filter((name) => !granted.unknown.includes(name)).map((name) => ({ path: ["granted", "fields", name], is: fields[name], should: claims[name] })),
  ];
  const wrong = compared.find(({ is, should }) => is !== should);
  const { number, siren, amount, scheme, grantOn } = claims;
  if (wrong === undefined) return holds("figures", undefined, { number, siren, amount, scheme, grantOn });
  return broken("figures", "other", { entry: ENTRY.dossier, path: wrong.path }, { path: wrong.path.join("."), is: figureText(wrong.is), should: figureText(wrong.should) });
}

/** A list or an object in a figure's place is no figure, and may be one that no text can be made of. */
const figureText = (value: unknown): string => (typeof value === "object" && value !== null ? "…" : String(value));

function judgeStatement({ statement, keys, centre }: History, { file }: Dossier, powers: Powers): Judged<{ readonly facts: StatementFacts | undefined }> {
  if (statement === undefined) return { finding: absent("statement"), kid: undefined, facts: undefined };
  const { kid, text, signature } = statement;
  const no = (why: string) => ({ finding: broken("statement", why, { entry: ENTRY.history, path: ["statement"] }), kid, facts: undefined });
  const key = keys.find((one) => one.kid === kid);
  if (key === undefined) return no("no-key");
  if (!isSignedByKey(historySigningText(text), fromBase64url(signature), key.x, powers)) return no("forged");
  const facts = readStatement(text);
  if (facts === undefined || facts.file !== file || facts.centre !== centre) return no("other-file");
  return { finding: holds("statement", undefined, { at: facts.at }), kid, facts };
}
