/** What the real workstation is told, and what it answers. */
export type DocumentsOrder =
  | { readonly kind: "open"; readonly address: string; readonly dataDir: string }
  | { readonly kind: "begin"; readonly everyMs: number }
  | { readonly kind: "end"; readonly patienceMs: number };
export type DocumentsEnded = {
  readonly attached: number; readonly there: number;
  /** The longest that a file, and a content, took from the press to the centre. */
  readonly fileSlowestMs: number; readonly slowestMs: number;
  /** What the workstation says of itself at the end, what still waits, and what its own verification finds. */
  readonly status: string; readonly waiting: number; readonly faults: number;
};
export type DocumentsAnswer =
  | { readonly kind: "opened" } | { readonly kind: "begun" } | { readonly kind: "ended"; readonly told: DocumentsEnded }
  | { readonly kind: "failed"; readonly why: string };
