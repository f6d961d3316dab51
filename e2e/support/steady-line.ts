import { setTimeout } from "node:timers/promises";
import type { Verdict } from "../../shared/sync/protocol.ts";
import { remoteServices, remoteWorkstation } from "../../sync-server/testing/remote-services.ts";
import { soundFields, sirenFrom } from "../../sync-server/testing/sound-fields.ts";
import { newId } from "../../sync-server/testing/workstation.ts";

/** A line that never stops sending, and repeats what was not answered, as a workstation does. */
export type SteadyLine = {
  /** What was answered, by number; what a repeat was answered first counts. */
  readonly told: ReadonlyMap<number, Verdict>;
  readonly files: readonly string[];
  /** When each answer came, ms of a clock that goes forward. */
  readonly answeredAt: readonly number[];
  /** Codes of what was not taken, and how often. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Begins to send until {@link finish}. */
  readonly begin: () => void;
  /** No new work; fulfilled once all there is was answered. */
  readonly finish: () => Promise<void>;
  readonly desk: Awaited<ReturnType<typeof remoteWorkstation>>;
};

const PAUSE_MS = 20;
const BATCH = 400;

/** `company`: its companies are this number on, so that no two lines share one. */
export async function steadyLine(server: string, login: string, company: number, tokenOf = server): Promise<SteadyLine> {
  const desk = await remoteWorkstation(server, login, tokenOf);
  const told = new Map<number, Verdict>();
  const [files, answeredAt] = [[] as string[], [] as number[]];
  const refusals = new Map<string, number>();
  const count = (code: string): void => void refusals.set(code, (refusals.get(code) ?? 0) + 1);
  const ending = new AbortController();
  let work: Promise<void> | undefined;

  /** A file created and registered: two changes of one push. */
  async function one(): Promise<void> {
    const first = desk.nextSeq();
    const file = newId();
    files.push(file);
    desk.seal({ kind: "created", file, body: { fields: soundFields({ siren: sirenFrom(company + files.length) }) } });
    desk.seal({ kind: "submitted", file, base: 1 });
    for (;;) {
      const answer = await desk.push(first).catch((error: unknown) => {
        // What fetch says of a connection that was lost; anything else is a finding.
        if (!(error instanceof TypeError)) throw error;
        return undefined;
      });
      if (answer?.ok === true) {
        answer.value.verdicts.forEach((verdict, i) => void told.set(first + i, verdict.kind === "duplicate" ? verdict.first : verdict));
        answeredAt.push(performance.now());
        return;
      }
      count(answer === undefined ? "lost" : answer.error.code);
      if (answer !== undefined && !["G5002", "G9401"].includes(answer.error.code)) throw new Error(`not taken: ${answer.error.code}`);
      await setTimeout(PAUSE_MS);
    }
  }
  return {
    told, files, answeredAt, refusals, desk,
    begin: () => {
      work = (async () => { while (!ending.signal.aborted) await one(); })();
      work.catch(() => undefined);
    },
    finish: async () => {
      ending.abort();
      await work;
    },
  };
}

/** Everything that was answered, asked again: each change has the verdict that it was told first, and none is new to the centre. */
export async function wrongOf(server: string, { desk, told }: SteadyLine): Promise<readonly string[]> {
  const { push } = remoteServices(server, desk.token);
  const changes = desk.requestFrom(1).changes;
  const wrong: string[] = [];
  for (let at = 0; at < changes.length; at += BATCH) {
    const again = await push(desk.caller, desk.requestFrom(at + 1, changes.slice(at, at + BATCH)));
    if (!again.ok) return [...wrong, `from ${at + 1}: ${again.error.code}`];
    again.value.verdicts.forEach((verdict, i) => {
      const before = told.get(at + 1 + i);
      if (verdict.kind !== "duplicate") wrong.push(`${at + 1 + i}: is new to the centre`);
      else if (JSON.stringify(verdict.first) !== JSON.stringify(before)) wrong.push(`${at + 1 + i}: was ${JSON.stringify(before)}, is ${JSON.stringify(verdict.first)}`);
    });
  }
  return wrong;
}
