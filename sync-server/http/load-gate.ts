import { Refusal } from "./refusal.ts";

/** How much work may be inside at once. Past it, clients are told to wait (G5002) while what is inside finishes in good time. */
export type LoadGate = {
  /** Answers the way out, to be called once. */
  readonly enter: () => () => void;
  readonly inside: () => number;
  /** From here on nobody enters: the server is stopping. */
  readonly shut: () => void;
};

export function createLoadGate(maxInside: number): LoadGate {
  let inside = 0;
  let isShut = false;
  return {
    enter: () => {
      if (isShut || inside >= maxInside) throw new Refusal({ code: "G5002" });
      inside += 1;
      let isOut = false;
      return () => {
        if (isOut) return;
        isOut = true;
        inside -= 1;
      };
    },
    inside: () => inside,
    shut: () => {
      isShut = true;
    },
  };
}
