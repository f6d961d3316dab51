export const STRIDE = { S: "Spoofing", T: "Tampering", R: "Repudiation", I: "Information", D: "Denial", E: "Elevation" } as const;
export type Stride = keyof typeof STRIDE;

/** What is left when everything on the row holds: who lives with it, and why that is bearable. */
export type Left = { readonly what: string; readonly by: string; readonly why: string };
export type Threat = {
  /** Its wall's letter and a number. */
  readonly id: string;
  readonly kind: Stride;
  readonly threat: string;
  readonly holds: string;
  /** By their titles. None only where `left` says that nothing of ours can hold it. */
  readonly tests: readonly string[];
  readonly left?: Left;
};
/** Where what is believed on one side is not believed on the other. */
export type Wall = { readonly letter: string; readonly name: string; readonly between: string; readonly threats: readonly Threat[] };
