import type { JWTVerifyGetKey } from "jose";
import type { BankId } from "../../shared/kernel/ids.ts";

/**
 * One identity provider that the centre believes. "standard": the access token names its audience (RFC 9068). "cognito": it names the
 * client instead, in `client_id`, with `token_use` "access".
 */
export type TrustedIssuer = {
  /** Exactly the `iss` of its tokens. */
  readonly issuer: string;
  /** What the directory calls it; the issuer itself, but for a demonstration whose address changes at each start. */
  readonly knownAs: string;
  readonly style: "standard" | "cognito";
  readonly audience: string;
  readonly clientId: string;
  /** What workstations ask of it. */
  readonly scope: string;
  /** Each of these must stand in the scope of an access token; empty: nothing is demanded. */
  readonly demandedScope: readonly string[];
  /** True: the audience is asked for as a resource indicator (RFC 8707). */
  readonly asksResource: boolean;
  /** One of these must stand in `acr` or `amr` of an access token (G3008); empty: nothing is demanded. */
  readonly acr: readonly string[];
  /** The only bank it speaks for; undefined for one that serves them all. */
  readonly bank: BankId | undefined;
  readonly keys: JWTVerifyGetKey;
};
