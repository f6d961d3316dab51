/** Who may sign, and what the signature is then good for. */
export type Account = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `read`: list, get and head only. `write`: everything but these. */
  readonly may: "read" | "write" | "read-write";
  /** Whether this account may lift a GOVERNANCE retention, when it also asks to. */
  readonly mayBypassGovernance: boolean;
};
