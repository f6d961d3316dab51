import { describe, expect, test } from "vitest";
import { chosenRates, parseJourneys, type Journey } from "./journey.ts";
import { readJourneys } from "./read-journeys.ts";

const journeys = readJourneys();
const find = (name: string): Journey => journeys.find((each) => each.name === name) ?? expect.fail(`no journey ${name}`);

describe("the journeys that come with it", () => {
  test("500,000 applications an hour, each created, submitted and read back", () => {
    const { rates, steps } = find("applications");
    expect(rates.every(({ perSecond }) => perSecond * 3_600 >= 500_000)).toBe(true);
    expect(steps.map(({ name }) => name)).toEqual(["create", "submit", "pull"]);
  });

  test("50,000 requests in one minute, to the twenty that whole requests a second leave out", () => {
    const { rates, steps } = find("requests");
    expect(rates.reduce((sum, { seconds, perSecond }) => sum + seconds * perSecond, 0) * steps.length).toBe(49_980);
    expect(rates.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(60);
  });

  test("verifications have a mix of a hundred, and the page is read once whole and once by its mark", () => {
    expect(find("verify").asks).toEqual({ first: 9, again: 90, wrong: 1 });
    expect(find("downloads").steps.map(({ answer }) => answer)).toEqual(["page", "unchanged"]);
  });

  test("Monday's height is twice the mean of the 500,000 an hour, and lies neither first nor last", () => {
    const rates = find("monday").rates.map(({ perSecond }) => perSecond);
    const height = Math.max(...rates);
    expect(height * 3_600).toBeGreaterThanOrEqual(1_000_000);
    expect([rates[0], rates.at(-1)]).not.toContain(height);
  });
});

describe("what is no journey is refused", () => {
  const [first] = journeys;
  const step = { name: "pull", route: "POST /v1/pull", body: "cursor", answer: "feed" };
  test.each([
    ["a route that the centre does not have", { steps: [{ ...step, route: "POST /v1/delete" }] }],
    ["a GET with a body", { steps: [{ name: "hello", route: "GET /v1/hello", body: "change", answer: "hello" }] }],
    ["a POST without one", { steps: [{ ...step, body: "none" }] }],
    ["an answer that nobody judges", { steps: [{ ...step, answer: "fast" }] }],
    ["nobody enrolled", { once: [] }],
    ["no step", { steps: [] }],
    ["a rate of nothing", { rates: [{ seconds: 10, perSecond: 0 }] }],
    ["a bend that never comes nearer", { bend: { from: 1, factor: 1, seconds: 1, p99Ms: 1 } }],
    ["a word more", { retries: 3 }],
    ["a verification without its questions", { steps: [{ name: "verify", route: "POST /v1/verify", body: "verification", answer: "verified" }] }],
    ["questions that nobody asks", { asks: { first: 10, again: 90, wrong: 0 } }],
    ["a page unchanged that was never read", { steps: [{ name: "again", route: "GET /verification", body: "none", answer: "unchanged" }] }],
  ])("%s", (_what, change) => {
    expect(() => parseJourneys([{ ...first, ...change }])).toThrow();
    expect(parseJourneys([first])).toHaveLength(1);
  });

  test("two of one name", () => {
    expect(() => parseJourneys([first, first])).toThrow(/one name/);
  });
});

describe("rates asked for on the command line", () => {
  const monday = find("monday");
  test("one rate takes the place of all, for as long as they last together", () => {
    expect(chosenRates(monday, 50, undefined)).toEqual([{ seconds: 60, perSecond: 50 }]);
    expect(chosenRates(monday, 50, 5)).toEqual([{ seconds: 5, perSecond: 50 }]);
  });
  test("seconds alone stretch every part, and leave the rates", () => {
    const stretched = chosenRates(monday, undefined, 120);
    expect(stretched.map(({ perSecond }) => perSecond)).toEqual(monday.rates.map(({ perSecond }) => perSecond));
    expect(stretched.map(({ seconds }) => seconds)).toEqual(monday.rates.map(({ seconds }) => seconds * 2));
  });
  test("nothing said, its own", () => {
    expect(chosenRates(monday, undefined, undefined)).toBe(monday.rates);
  });
});
