/** Which requests a fault strikes; what is left out matches all. `operation` is S3's own name, such as `UploadPart`. */
export type FaultTarget = { readonly operation?: string; readonly key?: string; readonly partNumber?: number };

/** What goes wrong. */
export type Fault =
  /** Refused before it is looked at, as a store under load does. */
  | { readonly kind: "slow-down" }
  /** Two writers at one key: S3 may refuse either so, and both must look again. */
  | { readonly kind: "conflict" }
  /** The connection breaks after so many bytes of the request's body. */
  | { readonly kind: "cut-upload"; readonly afterBytes: number }
  /** The connection breaks after so many bytes of the answer's body. */
  | { readonly kind: "cut-download"; readonly afterBytes: number }
  /** The work is done, and its answer is lost. */
  | { readonly kind: "lost-answer" }
  /** Status 200 was sent, and then it failed: the error document comes as the body. */
  | { readonly kind: "late-error" }
  /** The body is read, or the answer begun, only after so long. */
  | { readonly kind: "slow"; readonly delayMs: number };

/** Faults waiting to strike. */
export type Faults = {
  /** Strikes the next `times` requests that match (1 when not said). */
  readonly add: (fault: Fault, target?: FaultTarget, times?: number) => void;
  /** The fault of this request, if one is due; it is then spent. */
  readonly take: (request: { readonly operation: string; readonly key: string; readonly partNumber: number | undefined }) => Fault | undefined;
  readonly clear: () => void;
};

export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; readonly target: FaultTarget; left: number }[] = [];
  return {
    add: (fault, target = {}, times = 1) => void waiting.push({ fault, target, left: times }),
    take: ({ operation, key, partNumber }) => {
      const found = waiting.find(({ target, left }) => left > 0 && (target.operation ?? operation) === operation && (target.key ?? key) === key && (target.partNumber ?? partNumber) === partNumber);
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.fault;
    },
    clear: () => {
      waiting = [];
    },
  };
}
