/** Who may sign, and what the signature is then good for. */
export type Account = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `read`: list, get and head only. */
  readonly may: "read" | "read-write";
  /** Whether this account may lift a GOVERNANCE retention, when it also asks to. */
  readonly mayBypassGovernance: boolean;
};
