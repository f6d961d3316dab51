import { beforeAll, describe, expect, test } from "vitest";
import type { Step } from "../load/journey.ts";
import { readJourneys } from "../load/read-journeys.ts";
import { createRateCurve } from "../support/rate-curve.ts";
import { bundleSimulation } from "./bundle-simulation.ts";
import { isThing, textOf, callsOf, type Said, type Thing } from "./recording-java.ts";
import { recordSimulation } from "./record-simulation.ts";
import { isGatlingStep } from "./simulation/gatling-step.ts";
import { aPrepared, CENTRE, EPOCH } from "./testing/a-prepared.ts";

const journeys = readJourneys().filter(({ steps }) => steps.every(isGatlingStep));
let bundle = "";
beforeAll(async () => { bundle = await bundleSimulation(); });

const record = (prepared: object, parameters: Readonly<Record<string, string>> = {}): Thing => recordSimulation(bundle, { parameters, readResource: () => JSON.stringify(prepared) });
/** Every thing said within, itself included, in the order in which it was said. */
const within = (said: Said): readonly Thing[] =>
  isThing(said) ? [said, ...said.calls.flatMap(({ args = [] }) => args.flatMap(within))] : Array.isArray(said) ? said.flatMap(within) : [];
/** What was said of one thing, by the word that it begins with. */
const saidAs = (setUp: Thing, first: string): readonly string[] => within(setUp).filter(({ calls }) => calls[0]?.method === first).map(textOf);
const requestsOf = (setUp: Thing): readonly string[] => saidAs(setUp, "http").filter((text) => !text.startsWith("http.")).map((text) => text.replace(/^http\("([^"]+)"\)\.(get|post)\("([^"]+)"\).*$/, (_all, name: string, method: string, path: string) => `${name} ${method.toUpperCase()} ${path}`));

describe.each(journeys.map((journey) => ({ name: journey.name, journey })))("$name as Gatling was told", ({ journey }) => {
  test("one scenario of its name, fed with one line an arrival, in the file's order", () => {
    const [scenario, ...others] = saidAs(record(aPrepared(journey)), "scenario");
    expect(others).toEqual([]);
    expect(scenario).toMatch(new RegExp(`^scenario\\("${journey.name}"\\)\\.feed\\(csv\\("arrivals\\.csv"\\)\\.queue\\(\\)\\)\\.group\\("${journey.name}"\\)\\.on\\(asLongAs\\(=>\\)`));
  });

  test("its steps in their order on their routes, each with the sending that follows a wait", () => {
    expect(requestsOf(record(aPrepared(journey)))).toEqual(journey.steps.flatMap(({ name, route }) => [`${name} ${route}`, `${name}: again ${route}`]));
  });

  test("its rates as arrivals a second, and as many arrivals as our own runner's curve", () => {
    const setUp = record(aPrepared(journey));
    const injected = within(setUp).filter(({ calls }) => calls[0]?.method === "constantUsersPerSec");
    expect(injected.map(textOf)).toEqual(journey.rates.map(({ seconds, perSecond }) => `constantUsersPerSec(${perSecond}).during(ofSeconds(${seconds}))`));
    // As Gatling counts: whole seconds times the rate, rounded.
    const users = injected.map((step) => Math.round(Number(callsOf(step, "constantUsersPerSec")[0]?.[0]) * Number(within(step).flatMap((each) => callsOf(each, "ofSeconds"))[0]?.[0])));
    expect(users.reduce((sum, each) => sum + each, 0)).toBe(createRateCurve(journey.rates).total);
  });

  test("none may fail, none be missing, and its p99 is the journey's", () => {
    const prepared = aPrepared(journey);
    expect([...saidAs(record(prepared), "global"), ...saidAs(record(prepared), "details")]).toEqual([
      "global().failedRequests().count().is(0)",
      ...journey.steps.map(({ name }) => `details("${journey.name}", "${name}").allRequests().count().is(${prepared.arrivals})`),
      `details("${journey.name}").responseTime().percentile(99).lte(${journey.bend.p99Ms})`,
    ]);
  });

  test("each body and each answer as its names say", () => {
    const setUp = record(aPrepared(journey));
    const texts = within(setUp).filter(({ calls }) => calls[0]?.method === "http" && calls[0].args !== undefined).map(textOf).filter((text) => !text.includes(": again"));
    expect(texts).toEqual(journey.steps.map((step, place) => `http("${step.name}").${requestText(step, place)}`));
  });
});

const PULL = `{"protocol":1,"centre":"${CENTRE}","epoch":"${EPOCH}","replica":"#{replica}","cursors":[{"branch":"#{branch}","n":#{cursor}}],"limit":500}`;
/** Written out a second time, so that whoever changes what is sent or judged says it twice. */
function requestText(step: Step, place: number): string {
  if (!isGatlingStep(step)) throw new Error(`${step.name} is not for Gatling`);
  const { name, route, body, answer } = step;
  const column = (what: string): string => `#{${place + 1}-${name}-${what}}`;
  const bodyText = { none: "", enrolment: column("body"), change: column("body"), cursor: PULL }[body];
  const checks = {
    healthy: ['jmesPath("ok").is("true")'],
    hello: [`jmesPath("centre").is("${CENTRE}")`, `jmesPath("epoch.id").is("${EPOCH}")`],
    me: ['jmesPath("branches[0].id").isEL("#{branch}")'],
    enrolled: ['jmesPath("have").is("0")'],
    verdict: ['jmesPath("length(verdicts)").is("1")', `jmesPath("have").isEL("${column("have")}")`, `jmesPath("contains('${column("right")}', join(' ', [verdicts[0].kind, verdicts[0].number && 'numbered' || 'plain']))").is("true")`],
    feed: ['jmesPath("length(feeds)").is("1")', 'jmesPath("feeds[0].branch").isEL("#{branch}")', 'jmesPath("feeds[0].n").ofInt().gteEL("#{cursor}").saveAs("cursor")'],
  }[answer];
  const [method, path] = route.split(" ");
  const sent = bodyText === "" ? "" : `.header("Content-Type", "application/json").body(StringBody(${JSON.stringify(bodyText)}))`;
  return `${method?.toLowerCase()}("${path}")${sent}.check([status().in([200, 429, 503]).saveAs("status"), header("Retry-After").withDefault("1").saveAs("retryAfter")]).checkIf(=>).then([${checks.join(", ")}])`;
}

test("the three peaks of March 2020 are among them, and only what strangers ask is not", () => {
  expect(journeys.map(({ name }) => name)).toEqual(["applications", "requests", "monday", "hello", "health"]);
});

describe("the run as a whole", () => {
  const [journey] = journeys;
  const prepared = journey === undefined ? expect.fail("no journey") : aPrepared(journey);
  const settings = '.authorizationHeader("Bearer #{token}").shareConnections().disableWarmUp().disableCaching().disableAutoReferer().disableAutoOrigin().disableFollowRedirect()';

  test("goes where it was prepared, or where Gatling's parameter says, over connections that stay open", () => {
    expect(saidAs(record(prepared), "http")).toContain(`http.baseUrl("https://centre.example")${settings}`);
    expect(saidAs(record(prepared, { url: "http://127.0.0.1:8443" }), "http")).toContain(`http.baseUrl("http://127.0.0.1:8443")${settings}`);
  });

  test("ends two minutes after its last arrival at the latest", () => {
    expect(saidAs(record(prepared), "ofSeconds")).toEqual([...prepared.journey.rates.map(({ seconds }) => `ofSeconds(${seconds})`), "ofSeconds(180)"]);
  });

  test.each([
    ["tokens in the clear to another machine", prepared, { url: "http://centre.example" }, /https:/],
    ["an address with more than a name", prepared, { url: "https://centre.example/v1" }, /https:/],
    ["tokens that end before the load would", { ...prepared, tokensEndAt: Date.now() + 59_000 }, {}, /tokens of this folder end/],
    ["a second that Gatling would cut", { ...prepared, journey: { ...prepared.journey, rates: [{ seconds: 1.5, perSecond: 100 }] }, arrivals: 150 }, {}, /whole seconds/],
    ["a rate that gives Gatling nobody", { ...prepared, journey: { ...prepared.journey, rates: [{ seconds: 1, perSecond: 0.4 }] }, arrivals: 1 }, {}, /whole seconds/],
    ["fewer lines than arrivals", { ...prepared, arrivals: prepared.arrivals - 1 }, {}, /as many arrivals/],
    ["a route that no journey may have", { ...prepared, journey: { ...prepared.journey, steps: [{ name: "x", route: "POST /v1/delete", body: "change", answer: "verdict" }] } }, {}, /route/],
    ["what strangers ask", { ...prepared, journey: { ...prepared.journey, steps: [{ name: "page", route: "GET /verification", body: "none", answer: "page" }] } }, {}, /our own runner/],
    ["a word more", { ...prepared, retries: 3 }, {}, /retries/],
  ])("%s is refused before anything is sent", (_what, given, parameters, reason) => {
    expect(() => record(given, parameters)).toThrow(reason);
  });
});
