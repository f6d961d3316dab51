import { expect, test } from "vitest";
import { gauge, increase, max, quantile, rate, ratio, sum } from "../../sync-server/observe/query.ts";
import { evaluate } from "./evaluate.ts";
import { exposedNames, parseExposition } from "./parse-exposition.ts";
import { createRecorded } from "./record-series.ts";

/** One server's text every ten seconds from 0 on; undefined where it did not answer. */
function recorded(servers: Readonly<Record<string, readonly (string | undefined)[]>>) {
  const kept = createRecorded();
  for (const [instance, texts] of Object.entries(servers)) texts.forEach((text, i) => kept.take(instance, i * 10, text === undefined ? undefined : parseExposition(text)));
  return kept;
}
const at = (kept: ReturnType<typeof recorded>, when: number, speed = 1) => ({ recorded: kept, at: when, speed });
const figures = (values: ReturnType<typeof evaluate>) => values.map(({ labels, value }) => [Object.fromEntries(Object.entries(labels).filter(([label]) => label !== "job")), value]);

test("the text form: labels with quotes and commas, infinities, names without a sample", () => {
  const text = '# HELP a what\n# TYPE a counter\na{route="/v1/{id}",said="x\\"y,\\nz"} 3\nb_bucket{le="+Inf"} 2\nc NaN\n# TYPE d gauge\n';
  expect(parseExposition(text)).toEqual([{ name: "a", labels: { route: "/v1/{id}", said: 'x"y,\nz' }, value: 3 }, { name: "b_bucket", labels: { le: "+Inf" }, value: 2 }, { name: "c", labels: {}, value: NaN }]);
  expect([...exposedNames(text)]).toEqual(["a", "d"]);
  expect(() => parseExposition("not a measure")).toThrow("no measure");
});

test("a rate is the growth in a second over the window, also where a server began again, and nothing of one sample", () => {
  const kept = recorded({ one: ["n 0", "n 10", "n 20", "n 5"], two: [undefined, undefined, undefined, "n 7"] });
  expect(figures(evaluate(rate("n", 60), at(kept, 30)))).toEqual([[{ instance: "one" }, 25 / 30]]);
  expect(figures(evaluate(increase("n", 60), at(kept, 20)))).toEqual([[{ instance: "one" }, 60]]);
  // A window of a minute at sixty times the speed is one second: it holds one sample.
  expect(evaluate(rate("n", 60), at(kept, 20, 60))).toEqual([]);
});

test("a gauge is what its server told last, and nothing once it is silent; up says so", () => {
  const kept = recorded({ one: ["g 1", "g 2"], two: ["g 9", undefined] });
  expect(figures(evaluate(gauge("g"), at(kept, 10)))).toEqual([[{ instance: "one" }, 2]]);
  expect(figures(evaluate(gauge("up", { job: "guichet" }), at(kept, 10)))).toEqual([[{ instance: "one" }, 1], [{ instance: "two" }, 0]]);
});

test("sums, largest and shares go by the labels that are kept; a share of nothing is no figure that is above anything", () => {
  const kept = recorded({ one: ['n{s="200"} 0\nn{s="500"} 0', 'n{s="200"} 30\nn{s="500"} 10'], two: ['n{s="200"} 0', 'n{s="200"} 60'] });
  expect(figures(evaluate(sum(rate("n", 60), "s"), at(kept, 10)))).toEqual([[{ s: "200" }, 9], [{ s: "500" }, 1]]);
  expect(figures(evaluate(max(rate("n", 60)), at(kept, 10)))).toEqual([[{}, 6]]);
  expect(figures(evaluate(ratio(sum(rate("n", 60, { s: { starts: "5" } })), sum(rate("n", 60))), at(kept, 10)))).toEqual([[{}, 0.1]]);
  expect(figures(evaluate(sum(rate("n", 60, { s: { noneOf: ["200"] } })), at(kept, 10)))).toEqual([[{}, 1]]);
  expect(figures(evaluate(sum(rate("n", 60, { s: { oneOf: ["200", "404"] } })), at(kept, 10)))).toEqual([[{}, 9]]);
  const still = recorded({ one: ["n 1", "n 1"] });
  expect(evaluate(ratio(sum(rate("n", 60)), sum(rate("n", 60))), at(still, 10)).map(({ value }) => value)).toEqual([NaN]);
});

test("a quantile lies between the bounds of its bucket; above the last bound it is that bound; of nothing it is no figure", () => {
  const of = (small: number, middle: number, all: number) => `h_bucket{le="0.1"} ${small}\nh_bucket{le="1"} ${middle}\nh_bucket{le="+Inf"} ${all}`;
  const spread = recorded({ one: [of(0, 0, 0), of(50, 100, 100)] });
  expect(evaluate(quantile(0.5, "h", 60), at(spread, 10)).map(({ value }) => value)).toEqual([0.1]);
  expect(evaluate(quantile(0.75, "h", 60), at(spread, 10))[0]?.value).toBeCloseTo(0.55);
  expect(evaluate(quantile(0.9, "h", 60), at(recorded({ one: [of(0, 0, 0), of(0, 10, 100)] }), 10)).map(({ value }) => value)).toEqual([1]);
  expect(evaluate(quantile(0.9, "h", 60), at(recorded({ one: [of(5, 5, 5), of(5, 5, 5)] }), 10)).map(({ value }) => value)).toEqual([NaN]);
});
