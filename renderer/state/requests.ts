import type { Desk } from "./desk.ts";

export type Requests<T> = {
  /** The part on the screen listens, in place of who did before; answers the way to stop. */
  readonly answer: (desk: Desk, listen: (asked: T) => void) => () => void;
  /** Nothing where nobody listens. */
  readonly ask: (desk: Desk, asked: T) => void;
};

/** Orders by key or from the palette, wherever the focus is, that a part of the screen carries out itself. */
export function createRequests<T>(): Requests<T> {
  const heard = new WeakMap<Desk, (asked: T) => void>();
  return {
    answer: (desk, listen) => {
      heard.set(desk, listen);
      return () => {
        if (heard.get(desk) === listen) heard.delete(desk);
      };
    },
    ask: (desk, asked) => heard.get(desk)?.(asked),
  };
}
