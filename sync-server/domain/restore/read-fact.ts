import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { isUuid } from "../../../shared/kernel/ids.ts";
import { parseLegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Head } from "../../../shared/sync/change.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import { parseRegistrationNumber } from "../../../shared/sync/registration-number.ts";
import type { SigningKey } from "../../store/store.ts";
import type { ReceiptFacts } from "../receipt.ts";

/** A registration of an earlier epoch, proved by its receipt ([SY53]). */
export type Fact = ReceiptFacts & { readonly receipt: string };
export type FactContext = {
  readonly centre: string;
  /** The present one; receipts of it are no facts of the past. */
  readonly epoch: { readonly n: number };
  readonly epochs: readonly { readonly n: number; readonly id: string }[];
  readonly keys: readonly Pick<SigningKey, "kid" | "x">[];
};

const uuid = z.custom<string>(isUuid);
const headerSchema = z.object({ alg: z.literal("EdDSA"), kid: z.string(), typ: z.literal("guichet-receipt+jwt") });
const claimsSchema = z.object({
  centre: uuid, epoch: uuid, bank: uuid, file: uuid, version: z.int().min(1), changeHash: z.string(), number: z.string(), siren: z.string().regex(/^\d{9}$/),
  amount: z.int().min(1), scheme: z.string().min(1), grantOn: z.string().refine((text) => parseLegalDate(text).ok), at: z.int().min(0),
});

/** Undefined when the receipt is not this centre's, of an earlier epoch, for exactly this change. */
export function readFact(verdict: FirstVerdict, head: Head, hash: string, { centre, epoch, epochs, keys }: FactContext): Fact | undefined {
  if (verdict.kind !== "accepted" || verdict.receipt === undefined || head.kind !== "submitted") return undefined;
  const [header = "", payload = "", signature = "", ...rest] = verdict.receipt.split(".");
  try {
    const { kid } = headerSchema.parse(fromBase64(header));
    const key = keys.find((one) => one.kid === kid);
    if (key === undefined || rest.length > 0) return undefined;
    const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key.x }, format: "jwk" });
    if (!verify(null, Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, "base64url"))) return undefined;
    const claims = claimsSchema.parse(fromBase64(payload));
    const number = parseRegistrationNumber(claims.number);
    const issued = epochs.find((one) => one.id === claims.epoch);
    if (issued === undefined || issued.n >= epoch.n || !number.ok || !number.value.startsWith(`${issued.n}-`)) return undefined;
    const isOfChange = claims.centre === centre && claims.bank === head.bank && claims.file === head.file && claims.changeHash === hash;
    return isOfChange && claims.number === verdict.number && claims.version === verdict.version ? { ...claims, receipt: verdict.receipt } : undefined;
  } catch {
    return undefined;
  }
}

const fromBase64 = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
