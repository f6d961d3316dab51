import { expect, test } from "vitest";
import { createReadAhead } from "./read-ahead.ts";

const answers = (text: string) => async (): Promise<string> => text;

test("the page on its way is given to whoever asks for it, once", async () => {
  const ahead = createReadAhead<string>();
  ahead.begin("2", answers("ahead"));
  expect(await ahead.take("2", answers("now"))).toBe("ahead");
  expect(await ahead.take("2", answers("now"))).toBe("now");
});

test("another page is asked for, and what was on its way is forgotten", async () => {
  const ahead = createReadAhead<string>();
  ahead.begin("2", answers("ahead"));
  expect(await ahead.take("3", answers("now"))).toBe("now");
  expect(await ahead.take("2", answers("now"))).toBe("now");
});

test("what was dropped is asked for again", async () => {
  const ahead = createReadAhead<string>();
  ahead.begin("2", answers("ahead"));
  ahead.drop();
  expect(await ahead.take("2", answers("now"))).toBe("now");
});

test("a failure nobody takes is nobody's, and one that is taken is told", async () => {
  const ahead = createReadAhead<string>();
  ahead.begin("2", () => Promise.reject(new Error("cut")));
  ahead.drop();
  ahead.begin("3", () => Promise.reject(new Error("cut")));
  await expect(ahead.take("3", answers("now"))).rejects.toThrow("cut");
});
