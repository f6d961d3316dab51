import type { BankId } from "../../shared/kernel/ids.ts";

/** Whom a server believes, as configured. */
export type IdentityConfig =
  /** `issuer`: address of another server of the same demonstration; undefined for the embedded provider. `secondFactor`: its sign-in asks for one, and the centre demands it. */
  | { readonly kind: "demonstration"; readonly issuer: string | undefined; readonly secondFactor: boolean }
  | { readonly kind: "production"; readonly issuers: readonly IssuerConfig[] };

export type IssuerConfig = {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly style: "standard" | "cognito";
  /** What workstations ask of it. */
  readonly scope: string;
  /** Each of these must stand in the scope of an access token; empty: nothing is demanded. */
  readonly demandedScope: readonly string[];
  /** True: the audience is asked for as a resource indicator (RFC 8707). */
  readonly asksResource: boolean;
  /** One of these must stand in `acr` or `amr` of an access token; empty: nothing is demanded. */
  readonly acr: readonly string[];
  /** Address of the keys; undefined to find it by discovery. */
  readonly jwks: string | undefined;
  readonly bank: BankId | undefined;
};
