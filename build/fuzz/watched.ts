/** What a thread is fed right now, seen from outside it also when it never comes back. */
export type Shared = { readonly state: SharedArrayBuffer; readonly input: SharedArrayBuffer };

const MOST_SHOWN = 1024 * 1024;
const [LENGTH, COUNT] = [0, 1];

export const createShared = (): Shared => ({ state: new SharedArrayBuffer(16), input: new SharedArrayBuffer(MOST_SHOWN) });

export function createWatched({ state, input }: Shared) {
  const [numbers, bytes] = [new Int32Array(state), new Uint8Array(input)];
  return {
    begins: (fed: Uint8Array): void => {
      bytes.set(fed.subarray(0, MOST_SHOWN));
      Atomics.store(numbers, LENGTH, Math.min(fed.length, MOST_SHOWN) + 1);
      Atomics.add(numbers, COUNT, 1);
    },
    ended: (): void => void Atomics.store(numbers, LENGTH, 0),
  };
}

/** The input that is being fed and which one it is; undefined: none is. */
export function whatIsFed({ state, input }: Shared): { readonly count: number; readonly input: Uint8Array } | undefined {
  const numbers = new Int32Array(state);
  const length = Atomics.load(numbers, LENGTH);
  return length === 0 ? undefined : { count: Atomics.load(numbers, COUNT), input: Uint8Array.from(new Uint8Array(input, 0, length - 1)) };
}
