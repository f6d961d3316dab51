import type { BridgeCalls } from "../../../shared/bridge/contract.ts";

/** Handlers that are counted while they are at work. */
export function createCallCount(): { readonly counted: (handlers: BridgeCalls) => BridgeCalls; readonly underWay: () => number } {
  let underWay = 0;
  const count = (answer: (input: never) => Promise<unknown>) => async (input: never): Promise<unknown> => {
    underWay += 1;
    try {
      return await answer(input);
    } finally {
      underWay -= 1;
    }
  };
  return {
    // The gate: each handler answers as it did, under its own name.
    counted: (handlers) => Object.fromEntries(Object.entries(handlers).map(([name, answer]) => [name, count(answer)])) as unknown as BridgeCalls,
    underWay: () => underWay,
  };
}
