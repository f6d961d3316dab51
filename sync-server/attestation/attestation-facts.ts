import type { Language } from "../../shared/i18n/format.ts";

/** Everything that an attestation says. Amounts in cents, instants in UTC ms, days as YYYY-MM-DD. It can be sent to a thread. */
export type AttestationFacts = {
  readonly language: Language;
  readonly number: string;
  readonly siren: string;
  readonly company: string;
  readonly scheme: string;
  /** As the pack that registered it calls the scheme, in the language of the paper; absent: the product's own name. */
  readonly schemeName?: string | undefined;
  readonly amount: number;
  readonly quotaPct: number | undefined;
  readonly guaranteed: number | undefined;
  readonly grantOn: string;
  readonly registeredAt: number;
  readonly rules: string;
  readonly bank: string;
  readonly branch: string;
  readonly sealedAt: number;
  readonly demonstration: boolean;
  /** The page where anybody verifies it, and the same with the signed code behind its `#`. */
  readonly page: string;
  readonly link: string;
};
