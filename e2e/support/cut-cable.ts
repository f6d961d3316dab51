/** A network cable that a test may pull out: requests under way break, new ones do not leave. */
export type Cable = {
  readonly fetch: typeof globalThis.fetch;
  readonly cut: () => void;
  /** Pulls itself out when the answer of the nth request to that path is on its way: the centre has taken it, nobody here hears it. */
  readonly cutAfter: (path: string, nth: number) => void;
  readonly mend: () => void;
  readonly isCut: () => boolean;
};

export function cutCable(through: typeof globalThis.fetch): Cable {
  let broken: AbortController | undefined = new AbortController();
  let trap: { readonly path: string; left: number } | undefined;
  const cut = (): void => {
    broken?.abort();
    broken = undefined;
  };
  return {
    cut,
    cutAfter: (path, nth) => void (trap = { path, left: nth }),
    mend: () => void (broken ??= new AbortController()),
    isCut: () => broken === undefined,
    fetch: async (input, init) => {
      if (broken === undefined) throw new TypeError("the cable is out");
      const signals = [broken.signal, ...(init?.signal instanceof AbortSignal ? [init.signal] : [])];
      const response = await through(input, { ...init, signal: AbortSignal.any(signals) });
      if (trap !== undefined && String(input instanceof Request ? input.url : input).includes(trap.path) && (trap.left -= 1) === 0) {
        trap = undefined;
        cut();
        throw new TypeError("the cable is out");
      }
      return response;
    },
  };
}
