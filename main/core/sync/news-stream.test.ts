import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openNewsStream, type StreamEnd } from "./news-stream.ts";
import { PACE } from "./pace.ts";

const BRANCH = "01800000-0000-7000-8000-000000000001";
const GREETING = "retry: 2000\n\n";
const BEAT = ": still here\n\n";
const SECOND = 1_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** A stream of which the test says what comes when, and what the reader made of it. */
function openOne(answers: "at-once" | "never" = "at-once") {
  const told: string[] = [];
  const text = new TransformStream<string, string>();
  const way = text.writable.getWriter();
  const leave = openNewsStream({
    serverUrl: "http://centre", token: "t", branches: [BRANCH], signal: new AbortController().signal,
    fetch: async (_url, init) => {
      const response = new Response(text.readable.pipeThrough(new TextEncoderStream()), { headers: { "content-type": "text/event-stream; charset=utf-8" } });
      if (answers === "at-once") {
        init?.signal?.addEventListener("abort", () => void way.abort(new Error("left")).catch(() => undefined));
        return response;
      }
      return await new Promise((_resolve, reject) => { init?.signal?.addEventListener("abort", () => reject(new Error("left"))); });
    },
  }, { opened: () => void told.push("opened"), proved: () => void told.push("proved"), heard: (news) => void told.push(JSON.stringify(news)), closed: (why: StreamEnd) => void told.push(`closed ${why}`) });
  const after = async (ms: number, chunk = ""): Promise<readonly string[]> => {
    await vi.advanceTimersByTimeAsync(ms);
    if (chunk !== "") void way.write(chunk).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    return told.splice(0);
  };
  return { after, leave, end: () => way.close() };
}

test("[SY71] a word with the head opens it, one by itself proves it, news are heard", async () => {
  const stream = openOne();
  expect(await stream.after(100, GREETING)).toEqual(["opened"]);
  expect(await stream.after(2 * SECOND, `data: {"branch":"${BRANCH}","n":4}\n\n`)).toEqual([`{"branch":"${BRANCH}","n":4}`]);
  for (let beat = 0; beat < 4; beat += 1) expect(await stream.after(15 * SECOND, BEAT)).toEqual(["proved"]);
  await stream.end();
  expect(await stream.after(0)).toEqual(["closed ended"]);
});

test.each(["at-once", "never"] as const)("[SY71] no first word in time, with the head %s: it is given up", async (answers) => {
  const stream = openOne(answers);
  expect(await stream.after(PACE.stream.greetingMs - 1)).toEqual([]);
  expect(await stream.after(1)).toEqual(["closed no-greeting"]);
});

test("[SY71] signs of life that come together were kept on the way, in one piece or in several", async () => {
  const piece = openOne();
  await piece.after(0, GREETING);
  expect(await piece.after(30 * SECOND, BEAT + BEAT)).toEqual(["closed kept"]);
  const pieces = openOne();
  await pieces.after(0, GREETING);
  expect(await pieces.after(30 * SECOND, BEAT)).toEqual(["proved"]);
  expect(await pieces.after(10, BEAT)).toEqual(["closed kept"]);
});

test("[SY71] what is kept is still heard; a greeting with the first sign of life is no heap", async () => {
  const stream = openOne();
  expect(await stream.after(0, GREETING + BEAT)).toEqual(["opened"]);
  expect(await stream.after(30 * SECOND, `${BEAT}data: {"businessDate":"2020-05-01"}\n\n${BEAT}`)).toEqual(['{"businessDate":"2020-05-01"}', "closed kept"]);
});

test("[SY71] silence after the first word is a line that was cut, or one that keeps", async () => {
  const stream = openOne();
  await stream.after(0, GREETING);
  expect(await stream.after(PACE.stream.silenceMs - 1)).toEqual([]);
  expect(await stream.after(1)).toEqual(["closed kept"]);
});

test("who leaves by herself learns nothing of the way", async () => {
  const stream = openOne();
  await stream.after(0, GREETING);
  stream.leave();
  expect(await stream.after(0)).toEqual(["closed ended"]);
});

test("pieces of an event are not a word yet", async () => {
  const stream = openOne();
  expect(await stream.after(0, "retry: ")).toEqual([]);
  expect(await stream.after(10, "2000\n")).toEqual([]);
  expect(await stream.after(10, "\n")).toEqual(["opened"]);
});
