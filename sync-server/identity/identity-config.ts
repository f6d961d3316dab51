import type { BankId } from "../../shared/kernel/ids.ts";

/** Whom a server believes, as configured. */
export type IdentityConfig =
  /** `issuer`: address of another server of the same demonstration; undefined for the embedded provider. */
  | { readonly kind: "demonstration"; readonly issuer: string | undefined }
  | { readonly kind: "production"; readonly issuers: readonly IssuerConfig[] };

export type IssuerConfig = {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly style: "standard" | "cognito";
  /** Address of the keys; undefined to find it by discovery. */
  readonly jwks: string | undefined;
  readonly bank: BankId | undefined;
};
