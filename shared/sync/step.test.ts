import { describe, expect, test } from "vitest";
import { jittered, LONGEST_WAIT_MS, SHORTEST_WAIT_MS } from "./step-failure.ts";
import { step } from "./step.ts";
import { ASLEEP, type Failure, type SyncAnswer, type SyncEvent, type SyncState } from "./sync-state.ts";

const TICKET = 7;
const known: SyncState = {
  ...ASLEEP, ticket: TICKET, line: { sealed: 5, answered: 3 }, greeted: true, enrolled: true, signedIn: true, news: "open", batch: 200,
};
/** Every phase, as it really occurs. */
const states = {
  asleep: ASLEEP,
  resting: { ...known, phase: { kind: "resting" }, line: { sealed: 5, answered: 5 } },
  greeting: { ...known, phase: { kind: "busy", request: { kind: "hello" } }, greeted: false },
  enrolling: { ...known, phase: { kind: "busy", request: { kind: "enrol" } }, enrolled: false },
  reoffering: { ...known, phase: { kind: "busy", request: { kind: "reoffer", first: 2, count: 2 } }, reoffering: true, reofferFrom: 2, recovering: true },
  recovering: { ...known, phase: { kind: "resting" }, recovering: true },
  pushing: { ...known, phase: { kind: "busy", request: { kind: "push", first: 4, count: 2 } } },
  copying: { ...known, phase: { kind: "busy", request: { kind: "snapshot", branch: "b" } }, snapshots: ["b", "c"], line: { sealed: 5, answered: 5 } },
  pulling: { ...known, phase: { kind: "busy", request: { kind: "pull" } }, line: { sealed: 5, answered: 5 } },
  comparing: { ...known, phase: { kind: "busy", request: { kind: "compare", branch: "b" } }, comparing: ["b", "c"], line: { sealed: 5, answered: 5 } },
  refreshing: { ...known, phase: { kind: "refreshing" } },
  "backing-off": { ...known, phase: { kind: "backing-off", patient: false }, failures: 2 },
  patient: { ...known, phase: { kind: "backing-off", patient: true }, failures: 1 },
  "signed-out": { ...known, phase: { kind: "signed-out" }, signedIn: false },
  stopped: { ...known, phase: { kind: "stopped" }, error: { code: "G4009" } },
  behind: { ...known, phase: { kind: "stopped" }, error: { code: "G4011" } },
  asking: { ...known, phase: { kind: "stopped", asking: true }, error: { code: "G4011" } },
} as const satisfies Record<string, SyncState>;

const failed = (failure: Failure): SyncEvent => ({ type: "failed", ticket: TICKET, failure, random: 0.5 });
const events = {
  started: { type: "started", line: { sealed: 0, answered: 0 }, enrolled: true, signedIn: true, reoffering: false, recovering: false, snapshots: [] },
  closed: { type: "closed" },
  sealed: { type: "sealed", seq: 6 },
  wanted: { type: "wanted" },
  "retry-due": { type: "retry-due", ticket: TICKET },
  "poll-due": { type: "poll-due" },
  news: { type: "news" },
  "news-opened": { type: "news-opened" },
  "news-closed": { type: "news-closed" },
  "signed-in": { type: "signed-in" },
  "token-refreshed": { type: "token-refreshed", ticket: TICKET },
  "token-refused": { type: "token-refused", ticket: TICKET },
  greeted: { type: "greeted", ticket: TICKET, recovering: false, snapshots: [] },
  restored: { type: "restored", ticket: TICKET, recovering: true, snapshots: ["b"] },
  enrolled: { type: "enrolled", ticket: TICKET, have: 4, snapshots: [] },
  reoffered: { type: "reoffered", ticket: TICKET, have: 3, tookMs: 1_000 },
  pushed: { type: "pushed", ticket: TICKET, last: 5, tookMs: 1_000 },
  "snapshot-page": { type: "snapshot-page", ticket: TICKET, branch: "b", done: true },
  pulled: { type: "pulled", ticket: TICKET, more: false, have: 5, snapshots: [] },
  "compare-wanted": { type: "compare-wanted", branches: ["b"] },
  compared: { type: "compared", ticket: TICKET, branch: "b", done: true, pull: false, have: 5 },
  unreachable: failed({ kind: "unreachable", error: { code: "G5004" } }),
  "asked-to-wait": failed({ kind: "asked-to-wait", error: { code: "G5002" }, afterMs: 3_000 }),
  unauthorised: failed({ kind: "unauthorised" }),
  gap: failed({ kind: "gap", have: 5 }),
  "too-large": failed({ kind: "too-large" }),
  stranger: failed({ kind: "stranger", error: { code: "G4011" } }),
  final: failed({ kind: "final", error: { code: "G4009" } }),
} as const satisfies Record<string, SyncEvent>;

const eventNames = ["started", "closed", "sealed", "wanted", "retry-due", "poll-due", "news", "news-opened", "news-closed", "signed-in", "token-refreshed", "token-refused", "greeted", "restored", "enrolled", "reoffered", "pushed", "snapshot-page", "pulled", "compare-wanted", "compared", "unreachable", "asked-to-wait", "unauthorised", "gap", "too-large", "stranger", "final"] as const satisfies readonly (keyof typeof events)[];
const short: Record<string, SyncAnswer> = { S: "sends", R: "rests", n: "noted", ".": "ignored", l: "late", Z: "sleeps", W: "waits", F: "refreshes", O: "signed-out", X: "stopped" };
/** One letter an answer, in the order of `eventNames`. */
const table: Record<keyof typeof states, string> = {
  //                started closed sealed wanted retry poll news opened closed signed-in refreshed refused greeted restored enrolled reoffered pushed page pulled compare-wanted compared | failures
  asleep:          "S...........................",
  resting:         ".ZSSl.S.nnlllllllllSllllllll",
  greeting:        ".Znnl.n.nnllSSlllllnlWWFWWSX",
  enrolling:       ".Znnl.n.nnllllSllllnlWWFWWSX",
  reoffering:      ".Znnl.n.nnlllllSlllnlWWFWSSX",
  recovering:      ".ZRSlSS.nnlllllllllSllllllll",
  pushing:         ".Znnl.n.nnllllllSllnlWWFSSSX",
  copying:         ".Znnl.n.nnlllllllSlnlWWFWWSX",
  pulling:         ".Znnl.n.nnllllllllRnlWWFWWSX",
  comparing:       ".Znnl.n.nnlllllllllnSWWFWWSX",
  refreshing:      ".Znnl.n.nnSOlllllllnlWWOWWSX",
  "backing-off":   ".ZnSS.n.nnlllllllllnllllllll",
  patient:         ".ZnnS.n.nnlllllllllnllllllll",
  "signed-out":    ".Znnl.n.nSlllllllllnllllllll",
  stopped:         ".Z......n...................",
  behind:          ".Z.S.S..n...................",
  asking:          ".Z......n...nS.......nnnnnnn",
};

describe("every state has a named answer for every event", () => {
  for (const [name, state] of Object.entries(states)) {
    for (const [index, eventName] of eventNames.entries()) {
      const expected = short[table[name as keyof typeof states][index] ?? ""];
      test(`${name} × ${eventName}: ${expected}`, () => {
        expect(step(state, events[eventName]).answer).toBe(expected);
      });
    }
  }
});

test("an answer to a request that is no longer the one waited for changes nothing", () => {
  for (const state of Object.values(states)) {
    for (const event of Object.values(events)) {
      if (!("ticket" in event) || state.phase.kind === "asleep" || state.phase.kind === "stopped") continue;
      expect(step(state, { ...event, ticket: TICKET - 1 })).toEqual({ state, effects: [], answer: "late" });
    }
  }
});

test("[WS6] an interactive change leaves at once, and before anything is received", () => {
  const { effects } = step({ ...states.resting, pullWanted: true }, { type: "sealed", seq: 6 });
  expect(effects).toEqual([{ type: "send", ticket: TICKET + 1, request: { kind: "push", first: 6, count: 1 } }]);
});

test("the first words are hello, then enrolment, the line, the first copies, the feed", () => {
  let at = step(ASLEEP, { type: "started", line: { sealed: 1, answered: 0 }, enrolled: false, signedIn: true, reoffering: false, recovering: false, snapshots: ["b"] });
  const said: string[] = [];
  const hear = (event: SyncEvent): void => void (at = step(at.state, event));
  for (let turn = 0; turn < 5; turn += 1) {
    const sent = at.effects.find((effect) => effect.type === "send");
    if (sent === undefined) break;
    said.push(sent.request.kind);
    const { ticket } = sent;
    switch (sent.request.kind) {
      case "hello": hear({ type: "greeted", ticket, recovering: false, snapshots: ["b"] }); break;
      case "enrol": hear({ type: "enrolled", ticket, have: 0, snapshots: ["b"] }); break;
      case "reoffer": throw new Error("nothing was lost");
      case "push": hear({ type: "pushed", ticket, last: 1, tookMs: 10 }); break;
      case "snapshot": hear({ type: "snapshot-page", ticket, branch: "b", done: true }); break;
      case "pull": hear({ type: "pulled", ticket, more: false, have: 1, snapshots: [] }); break;
      case "compare": throw new Error("nobody asked for a comparison");
    }
  }
  expect(said).toEqual(["hello", "enrol", "push", "snapshot", "pull"]);
  expect(at.state.phase).toEqual({ kind: "resting" });
});

test("[WS9] [SY46] a centre behind what it acknowledged stops the replica, and so does one ahead of all that was sealed", () => {
  expect(step(states.pulling, { ...events.pulled, have: 4 }).state).toMatchObject({ phase: { kind: "stopped" }, error: { code: "G4011" } });
  expect(step(states.pulling, { ...events.pulled, have: 6 }).state).toMatchObject({ phase: { kind: "stopped" }, error: { code: "G4009" } });
  expect(step(states.pushing, failed({ kind: "gap", have: 2 })).state).toMatchObject({ phase: { kind: "stopped" }, error: { code: "G4011" } });
});

test("[SY47] [WS9] a feed that the centre does not have as far as it was followed stops the replica, tells the centre, and awaits the restore's declaration", () => {
  const stopped = step(states.pulling, { ...events.pulled, behind: { have: 3, known: 8 } });
  expect(stopped).toMatchObject({ answer: "stopped", state: { phase: { kind: "stopped" }, error: { code: "G4011", params: { have: 3, known: 8 } } } });
  expect(stopped.effects).toContainEqual({ type: "raise-alarm", alarm: "feed-ahead", have: 3, known: 8 });
  expect(step(stopped.state, { type: "poll-due" }).effects).toMatchObject([{ type: "send", request: { kind: "hello" } }]);
  // The line says more of what became of the centre than a feed does.
  expect(step(states.pulling, { ...events.pulled, have: 6, behind: { have: 3, known: 8 } }).state.error).toMatchObject({ code: "G4009" });
});

test("[WS9] [WS15] the centre is told why a replica stopped, and one that awaits the restore's declaration asks for it and goes on", () => {
  const stopped = step(states.pulling, { ...events.pulled, have: 1 });
  expect(stopped.effects).toContainEqual({ type: "raise-alarm", alarm: "replica-ahead", have: 1, known: 5 });
  expect(step(states.pulling, { ...events.pulled, have: 6 }).effects).toContainEqual({ type: "raise-alarm", alarm: "fork", have: 6, known: 5 });
  const asking = step(stopped.state, { type: "poll-due" });
  expect(asking.effects).toEqual([{ type: "send", request: { kind: "hello" }, ticket: TICKET + 2 }]);
  const unchanged = step(asking.state, { type: "greeted", ticket: TICKET + 2, recovering: false, snapshots: [] });
  expect(unchanged).toMatchObject({ state: { phase: { kind: "stopped" }, error: { code: "G4011" } }, effects: [] });
  const declared = step(asking.state, { type: "restored", ticket: TICKET + 2, recovering: true, snapshots: ["b"] });
  expect(declared).toMatchObject({ state: { reoffering: true, recovering: true, error: undefined }, effects: [{ request: { kind: "enrol" } }] });
});

test("[WS15] what a restored centre lost is offered again, then what it has is fetched; pending work leaves when the recovery is over", () => {
  let at = step(states.resting, { type: "sealed", seq: 7 });
  const said: unknown[] = [];
  const hear = (event: SyncEvent): void => void (at = step(at.state, event));
  const sent = (): { readonly ticket: number } => {
    const effect = at.effects.find((one) => one.type === "send");
    if (effect?.type !== "send") throw new Error("nothing was sent");
    said.push(effect.request);
    return { ticket: effect.ticket };
  };
  hear({ type: "failed", ...sent(), failure: { kind: "stranger", error: { code: "G4011" } }, random: 0.5 });
  hear({ type: "restored", ...sent(), recovering: true, snapshots: ["b"] });
  hear({ type: "enrolled", ...sent(), have: 2, snapshots: ["b"] });
  hear({ type: "reoffered", ...sent(), have: 4, tookMs: 1_000 });
  hear({ type: "reoffered", ...sent(), have: 5, tookMs: 1_000 });
  hear({ type: "snapshot-page", ...sent(), branch: "b", done: true });
  hear({ type: "pulled", ...sent(), more: false, have: 5, snapshots: [] });
  expect(at.state.phase).toEqual({ kind: "resting" });
  hear({ type: "poll-due" });
  hear({ type: "greeted", ...sent(), recovering: false, snapshots: [] });
  sent();
  expect(said).toEqual([
    { kind: "push", first: 6, count: 2 }, { kind: "hello" }, { kind: "enrol" }, { kind: "reoffer", first: 3, count: 3 }, { kind: "reoffer", first: 5, count: 1 },
    { kind: "snapshot", branch: "b" }, { kind: "pull" }, { kind: "hello" }, { kind: "push", first: 6, count: 2 },
  ]);
});

test("[WS15] told of another epoch that hello does not confirm, a replica stops", () => {
  const doubting = step(states.pulling, events.stranger);
  const greeted = step(doubting.state, { type: "greeted", ticket: TICKET + 1, recovering: false, snapshots: [] });
  expect(step(greeted.state, { ...failed({ kind: "stranger", error: { code: "G4011" } }), ticket: TICKET + 2 } as SyncEvent).state).toMatchObject({ phase: { kind: "stopped" }, error: { code: "G4011" } });
});

test("[SY3] after a gap the line is sent again from what was answered last; a second gap waits", () => {
  const again = step(states.pushing, failed({ kind: "gap", have: 3 }));
  expect(again.effects).toEqual([{ type: "send", ticket: TICKET + 1, request: { kind: "push", first: 4, count: 2 } }]);
  expect(step(again.state, { ...failed({ kind: "gap", have: 3 }), ticket: TICKET + 1 } as SyncEvent).answer).toBe("waits");
});

test("[WS8] a token is refreshed once for a request; refused again, the person signs in", () => {
  const refreshing = step(states.pushing, events.unauthorised);
  expect(refreshing.effects).toEqual([{ type: "refresh-token", ticket: TICKET + 1 }]);
  const again = step(refreshing.state, { type: "token-refreshed", ticket: TICKET + 1 });
  expect(again.effects).toEqual([{ type: "send", ticket: TICKET + 2, request: { kind: "push", first: 4, count: 2 } }]);
  const out = step(again.state, { type: "failed", ticket: TICKET + 2, failure: { kind: "unauthorised" }, random: 0 });
  expect(out.state.phase).toEqual({ kind: "signed-out" });
  expect(step(out.state, { type: "signed-in" }).answer).toBe("sends");
});

test("refused for more than its age, a sign-in ends with the reason; the next one begins without it", () => {
  const missing: SyncEvent = { type: "failed", ticket: TICKET, failure: { kind: "unauthorised", error: { code: "G3008" } }, random: 0 };
  const again = step(step(states.pushing, missing).state, { type: "token-refreshed", ticket: TICKET + 1 });
  const out = step(again.state, { ...missing, ticket: TICKET + 2 });
  expect(out.state).toMatchObject({ phase: { kind: "signed-out" }, error: { code: "G3008" } });
  expect(step(out.state, { type: "signed-in" }).state.error).toBeUndefined();
});

test("[WS7] Retry-After is honoured whatever the person asks; another back-off gives way to her", () => {
  const told = step(states.pushing, events["asked-to-wait"]);
  expect(told.effects[0]).toMatchObject({ type: "wait", ms: 3_100 });
  expect(step(told.state, { type: "wanted" }).effects).toEqual([]);
  const lost = step(states.pushing, events.unreachable);
  expect(step(lost.state, { type: "wanted" }).effects.map((effect) => effect.type)).toEqual(["stop-waiting", "send"]);
});

test("[WS7] back-off doubles up to a minute, with full jitter and a breath", () => {
  expect(jittered(0, 1)).toBe(1_000);
  expect(jittered(3, 0.5)).toBe(4_000);
  expect(jittered(50, 1)).toBe(LONGEST_WAIT_MS);
  expect(jittered(50, 0)).toBe(SHORTEST_WAIT_MS);
});

test("[WS14] a batch grows while pushes are quick, shrinks when they drag, and is cut when it is too large", () => {
  const push = (state: SyncState, tookMs: number): number => step(state, { ...events.pushed, tookMs }).state.batch;
  expect(push(states.pushing, 100)).toBe(400);
  expect(push({ ...states.pushing, batch: 800 }, 100)).toBe(1_000);
  expect(push(states.pushing, 3_000)).toBe(100);
  expect(step(states.pushing, events["too-large"]).state.batch).toBe(50);
  expect(step(states.pushing, events.unreachable).state.batch).toBe(100);
  expect(step(states.pulling, events.unreachable).state.batch).toBe(200);
  expect(step({ ...states.pushing, batch: 1 }, events["too-large"]).answer).toBe("waits");
});

test("a stream that ended with its token is opened again with the fresh one", () => {
  const { effects, state } = step({ ...states.refreshing, news: "closed" }, { type: "token-refreshed", ticket: TICKET });
  expect(effects.map((effect) => effect.type)).toEqual(["open-news", "send"]);
  expect(state.news).toBe("opening");
});

test("without an event stream, polling asks and tries to open one; with it, polling is silent", () => {
  const { effects } = step({ ...states.resting, news: "closed" }, { type: "poll-due" });
  expect(effects.map((effect) => effect.type)).toEqual(["open-news", "send"]);
  expect(step(states.resting, { type: "poll-due" }).effects).toEqual([]);
});

test("locking closes the stream and the timer, and forgets nothing that the disk holds", () => {
  expect(step(states["backing-off"], { type: "closed" })).toEqual({ state: { ...ASLEEP, ticket: TICKET + 1 }, effects: [{ type: "stop-waiting" }, { type: "close-news" }], answer: "sleeps" });
});

test("[SY61] a comparison comes after everything else, step by step, and what a person did meanwhile goes before its next one", () => {
  const wanted = step(states.resting, { type: "compare-wanted", branches: ["b", "c", "b"] });
  expect(wanted).toMatchObject({ state: { comparing: ["b", "c"] }, effects: [{ request: { kind: "pull" } }] });
  const first = step(wanted.state, { type: "pulled", ticket: TICKET + 1, more: false, have: 5, snapshots: [] });
  expect(first.effects).toMatchObject([{ request: { kind: "compare", branch: "b" } }]);
  const meanwhile = step(first.state, { type: "sealed", seq: 6 });
  const push = step(meanwhile.state, { type: "compared", ticket: TICKET + 2, branch: "b", done: false, pull: false });
  expect(push.effects).toMatchObject([{ request: { kind: "push", first: 6, count: 1 } }]);
  const pull = step(push.state, { type: "pushed", ticket: TICKET + 3, last: 6, tookMs: 10 });
  const again = step(pull.state, { type: "pulled", ticket: TICKET + 4, more: false, have: 6, snapshots: [] });
  expect(again.effects).toMatchObject([{ request: { kind: "compare", branch: "b" } }]);
  const moved = step(again.state, { type: "compared", ticket: TICKET + 5, branch: "b", done: false, pull: true, have: 6 });
  expect(moved.effects).toMatchObject([{ request: { kind: "pull" } }]);
  const back = step(moved.state, { type: "pulled", ticket: TICKET + 6, more: false, have: 6, snapshots: [] });
  const next = step(back.state, { type: "compared", ticket: TICKET + 7, branch: "b", done: true, pull: false, have: 6 });
  expect(next.effects).toMatchObject([{ request: { kind: "compare", branch: "c" } }]);
  expect(step(next.state, { type: "compared", ticket: TICKET + 8, branch: "c", done: true, pull: false })).toMatchObject({ state: { comparing: [], phase: { kind: "resting" } }, effects: [] });
});

test("[SY63] a centre behind what it told a replica stops it and is told, whatever the line says; nothing is compared during a recovery", () => {
  const stopped = step(states.comparing, { ...events.compared, done: false, lost: { have: 3, known: 9 } });
  expect(stopped.state).toMatchObject({ phase: { kind: "stopped" }, error: { code: "G4011" } });
  expect(stopped.effects).toContainEqual({ type: "raise-alarm", alarm: "feed-ahead", have: 3, known: 9 });
  expect(step(states.comparing, { ...events.compared, have: 4 }).effects).toContainEqual({ type: "raise-alarm", alarm: "replica-ahead", have: 4, known: 5 });
  const recovering = step({ ...states.recovering, line: { sealed: 5, answered: 5 } }, { type: "compare-wanted", branches: ["b"] });
  expect(step(recovering.state, { type: "pulled", ticket: TICKET + 1, more: false, have: 5, snapshots: [] }).effects).toEqual([]);
});
