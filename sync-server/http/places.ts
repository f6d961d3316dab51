import { Refusal } from "./refusal.ts";

/** Places of each name, so that nobody takes everybody's. */
export type Places = {
  /** Answers the way out, to be called once. G4004 when all of this name's are taken. */
  readonly enter: (name: string) => () => void;
};

/** What is at work leaves within a second, mostly. */
const RETRY_AFTER_S = 1;

export function createPlaces(each: number): Places {
  const taken = new Map<string, number>();
  return {
    enter: (name) => {
      const now = taken.get(name) ?? 0;
      if (now >= each) throw new Refusal({ code: "G4004" }, RETRY_AFTER_S);
      taken.set(name, now + 1);
      return () => {
        const left = (taken.get(name) ?? 1) - 1;
        if (left > 0) taken.set(name, left);
        else taken.delete(name);
      };
    },
  };
}
