import { setTimeout } from "node:timers/promises";
import { createRandom } from "../../shared/testing/random.ts";
import type { Country } from "./country.ts";
import type { DayCentre } from "./day-centre.ts";
import { createDesk, type Desk, type DeskDeps } from "./desk.ts";
import type { Journal } from "./journal.ts";
import type { RegionLine } from "./open-lines.ts";

/** The workstations of all branches, each opened when its advisor first does something. */
export type Desks = {
  readonly of: (branch: number) => Desk;
  readonly waitingOf: (branch: number) => number;
  readonly waiting: () => number;
  /** False: for so long nothing was answered, and something waits. */
  readonly drained: (silenceMs: number) => Promise<boolean>;
  readonly close: () => void;
};

export type DesksPlan = { readonly country: Country; readonly centre: Pick<DayCentre, "hello" | "token">; readonly lines: readonly RegionLine[]; readonly journal: Journal; readonly seed: number } & Pick<DeskDeps, "isDoubling" | "onAnswered">;

export function openDesks({ country, centre: { hello, token }, lines, journal, seed, isDoubling, onAnswered }: DesksPlan): Desks {
  const desks: (Desk | undefined)[] = [];
  const open = (index: number): Desk => {
    const branch = country.branches[index];
    const line = branch === undefined ? undefined : lines[branch.region];
    if (branch === undefined || line === undefined) throw new RangeError(`no branch ${index}`);
    let bearer: Promise<string> | undefined;
    return createDesk({
      branch, bank: country.banks[branch.bank]?.id ?? "", hello, transport: line.transport, journal, random: createRandom(seed * 7_919 + index).next, now: () => performance.now(), seed: `day ${seed} ${index}`,
      isDoubling, onAnswered, token: () => (bearer ??= token(branch.subject)),
    });
  };
  const waiting = (): number => desks.reduce((sum, desk) => sum + (desk?.waiting() ?? 0), 0);
  return {
    of: (branch) => (desks[branch] ??= open(branch)),
    waitingOf: (branch) => desks[branch]?.waiting() ?? 0,
    waiting,
    drained: async (silenceMs) => {
      let [left, since] = [waiting(), performance.now()];
      while (left > 0) {
        await setTimeout(50);
        const now = waiting();
        if (now !== left) [left, since] = [now, performance.now()];
        else if (performance.now() - since > silenceMs) return false;
      }
      await Promise.all(desks.flatMap((desk) => (desk === undefined ? [] : [desk.settled()])));
      return true;
    },
    close: () => { for (const desk of desks) desk?.close(); },
  };
}
