/** The weather of a line, from now until it is set again. What a kind does not name, it leaves as on a fair day. */
export type Weather =
  | { readonly kind: "fair" }
  /** Every connection is reset, and so is each that tries. */
  | { readonly kind: "cut" }
  /** Nothing passes and nothing says so: connections stay open, or open, and wait. */
  | { readonly kind: "silent" }
  | {
    readonly kind: "slow";
    /** Added to each way, before anything else. */
    readonly delayMs?: number;
    /** Of each way, shared by all connections as on a real line. */
    readonly bytesPerSecond?: number;
    readonly stalls?: Stalls;
  }
  /** After exactly so many bytes more to the target (`sent`) or from it (`received`), every connection ends and none opens, as when cut. */
  | { readonly kind: "truncated"; readonly sent?: number; readonly received?: number };

/**
 * What a lost packet is to those who speak TCP: they never see a hole, they wait until it was sent again. `share` of the packets (0 to 1)
 * are lost, each holds its connection's way for `forMs`.
 */
export type Stalls = { readonly share: number; readonly forMs: number };

export type LineCounts = {
  /** Ever taken in, and now open. */
  readonly connections: number;
  readonly open: number;
  /** Reset at the door, or with nobody listening behind it. */
  readonly refused: number;
  /** Bytes handed over to the target, and from it. */
  readonly sent: number;
  readonly received: number;
  readonly stalls: number;
};
