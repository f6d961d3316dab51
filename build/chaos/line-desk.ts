import { setTimeout as pause } from "node:timers/promises";
import { classify } from "../../main/core/sync/classify-failure.ts";
import type { Failure } from "../../shared/sync/sync-state.ts";
import { jittered, SHORTEST_WAIT_MS } from "../../shared/sync/step-failure.ts";
import { pushAnswerSchema, type Verdict } from "../../shared/sync/protocol.ts";
import { sirenFrom, soundFields } from "../../sync-server/testing/sound-fields.ts";
import { newId, type Workstation } from "../../sync-server/testing/workstation.ts";
import type { Batch } from "./judge-row.ts";
import type { DeskTokens } from "./desk-tokens.ts";

/** As the real one's (main/core/sync/transport.ts): what is not answered by then is asked again. */
const TIMEOUT_MS = 60_000;
const MOST_CHANGES = 200;
/** A file is created and submitted by one batch. */
const CHANGES = 2;
const AGAIN = 200;

/** One simulated workstation: a line of its own, one push at a time, waits and halves as the real engine does ([SY] of shared/sync, step-failure.ts). */
export type LineDesk = {
  /** Seals the next file, due now. */
  readonly seal: (dueMs: number) => void;
  readonly batches: () => readonly Batch[];
  /** First verdicts of what was answered, in the line's order. */
  readonly told: () => readonly Verdict[];
  readonly waiting: () => number;
  readonly stopped: () => string | undefined;
  /** Asks for everything that was answered again: what is not the first verdict, word for word, is wrong. */
  readonly recount: () => Promise<readonly string[]>;
};
export type LineDeskOptions = {
  readonly number: number; readonly address: string; readonly line: Workstation; readonly tokens: DeskTokens;
  readonly now: () => number; readonly count: (code: string) => void;
};

type Kept = { readonly dueMs: number; sentMs: number | undefined; answeredMs: number | undefined; accepted: boolean | undefined };

export function createLineDesk({ number, address, line, tokens, now, count }: LineDeskOptions): LineDesk {
  const kept: Kept[] = [];
  const changes: ReturnType<Workstation["seal"]>[] = [];
  const told: Verdict[] = [];
  let [most, failures, isRefreshed, isBusy] = [MOST_CHANGES, 0, false, false];
  let stopped: string | undefined;

  const post = async (first: number, batch: typeof changes): Promise<Response> => await fetch(`${address}/v1/push`, {
    method: "POST", headers: { authorization: `Bearer ${tokens.access()}`, "content-type": "application/json" },
    body: JSON.stringify(line.requestFrom(first, batch)), signal: AbortSignal.timeout(TIMEOUT_MS),
  });

  /** Undefined where it was taken. */
  async function push(): Promise<Failure | undefined> {
    const from = told.length;
    const batch = changes.slice(from, from + most);
    for (const one of kept.slice(from / CHANGES, (from + batch.length) / CHANGES)) one.sentMs ??= now();
    try {
      const response = await post(from + 1, batch);
      if (!response.ok) {
        const { status, code, failure } = await classify(response);
        count(code ?? String(status));
        return failure;
      }
      const { verdicts } = pushAnswerSchema.parse(await response.json());
      const at = now();
      verdicts.forEach((verdict, i) => {
        told.push(verdict.kind === "duplicate" ? verdict.first : verdict);
        const one = kept[Math.floor((from + i) / CHANGES)];
        if (one === undefined || i % CHANGES !== CHANGES - 1) return;
        one.answeredMs = at;
        one.accepted = told.slice(-CHANGES).every(({ kind }) => kind === "accepted");
      });
      return undefined;
    } catch (error) {
      count(error instanceof Error && error.name === "TimeoutError" ? "no answer in a minute" : error instanceof TypeError ? "connection lost" : `answer not understood: ${String(error).slice(0, 80)}`);
      return { kind: "unreachable", error: { code: "G5005" } };
    }
  }

  /** Answers how long to wait; undefined: a person has to come. */
  async function waitAfter(failure: Failure): Promise<number | undefined> {
    switch (failure.kind) {
      case "unreachable":
        most = Math.max(CHANGES, CHANGES * Math.floor(most / CHANGES / 2));
        return jittered(failures, Math.random());
      case "asked-to-wait":
        return failure.afterMs === undefined ? jittered(failures, Math.random()) : failure.afterMs + SHORTEST_WAIT_MS * Math.random();
      case "unauthorised": {
        if (isRefreshed) return undefined;
        const fresh = await tokens.refresh();
        isRefreshed = fresh === "fresh";
        return fresh === "fresh" ? 0 : fresh === "away" ? jittered(failures, Math.random()) : undefined;
      }
      case "gap": return failure.have < told.length ? undefined : jittered(failures, Math.random());
      case "too-large": most = Math.max(CHANGES, CHANGES * Math.floor(most / CHANGES / 4)); return 0;
      default: return undefined;
    }
  }

  async function work(): Promise<void> {
    while (told.length < changes.length && stopped === undefined) {
      const failure = await push();
      if (failure === undefined) {
        [failures, isRefreshed, most] = [0, false, Math.min(MOST_CHANGES, most * 2)];
        continue;
      }
      const ms = await waitAfter(failure);
      failures += 1;
      if (ms === undefined) stopped = `${failure.kind}${"error" in failure && failure.error !== undefined ? ` ${failure.error.code}` : ""}`;
      else await pause(ms);
    }
  }

  return {
    seal: (dueMs) => {
      const file = newId();
      changes.push(line.seal({ kind: "created", file, body: { fields: soundFields({ siren: sirenFrom(number * 100_000 + kept.length) }) } }), line.seal({ kind: "submitted", file, base: 1 }));
      kept.push({ dueMs, sentMs: undefined, answeredMs: undefined, accepted: undefined });
      if (isBusy) return;
      isBusy = true;
      void work().catch((error: unknown) => { stopped = String(error); }).finally(() => { isBusy = false; });
    },
    batches: () => kept.map((one) => ({ desk: number, ...one })),
    told: () => told,
    waiting: () => (stopped === undefined ? changes.length - told.length : 0),
    stopped: () => stopped,
    recount: async () => {
      const wrong: string[] = [];
      for (let at = 0; at < told.length; at += AGAIN) {
        const response = await post(at + 1, changes.slice(at, Math.min(at + AGAIN, told.length)));
        if (!response.ok) return [...wrong, `desk ${number}, from ${at + 1}: ${(await classify(response)).code ?? response.status}`];
        pushAnswerSchema.parse(await response.json()).verdicts.forEach((verdict, i) => {
          const n = at + i;
          if (verdict.kind !== "duplicate") wrong.push(`desk ${number}, change ${n + 1}: is new to the centre`);
          else if (JSON.stringify(verdict.first) !== JSON.stringify(told[n])) wrong.push(`desk ${number}, change ${n + 1}: has another verdict`);
        });
      }
      return wrong;
    },
  };
}
