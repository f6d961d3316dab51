import type { FastifyRequest } from "fastify";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { BankId } from "../../shared/kernel/ids.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Caller, Services } from "../domain/services.ts";
import { Refusal } from "./refusal.ts";

/** What a verified access token says. */
export type VerifiedToken = {
  /** As the directory knows the identity provider. */
  readonly issuer: string;
  readonly subject: string;
  /** The only bank that this issuer may speak for; undefined when it serves several. */
  readonly bank: BankId | undefined;
  /** UTC ms. */
  readonly expiresAtMs: number;
};
export type VerifyToken = (token: string) => Promise<Result<VerifiedToken, CodedError>>;

export type SignedIn = { readonly caller: Caller; readonly token: VerifiedToken };

/** From the Authorization header to a person of the directory. G3001 in every case that is not one, without saying which. */
export async function authenticate(request: FastifyRequest, verify: VerifyToken, services: Pick<Services, "findCaller">): Promise<SignedIn> {
  const token = bearerOf(request.headers.authorization);
  if (token === undefined) throw new Refusal({ code: "G3001" });
  const verified = await verify(token);
  if (!verified.ok) throw new Refusal(verified.error);
  const caller = await services.findCaller(verified.value.issuer, verified.value.subject);
  if (caller === undefined || !mayVouchFor(verified.value, caller)) throw new Refusal({ code: "G3001" });
  return { caller, token: verified.value };
}

const BEARER = /^Bearer +([A-Za-z0-9_.~+/=-]+) *$/i;
const bearerOf = (header: string | undefined): string | undefined => BEARER.exec(header ?? "")?.[1];

/** A bank's own identity provider vouches for nobody of another bank, whatever the directory says. */
const mayVouchFor = (token: VerifiedToken, caller: Caller): boolean => token.bank === undefined || token.bank === caller.bank?.id;
