import { expect, test } from "vitest";
import { localRecovery, localRecoveryText } from "../../../testing/local-recovery.ts";
import { MAX_DOCUMENT_CHARS, parsePack, parsePackText } from "./parse-pack.ts";

type Tree = { [name: string]: Tree } & Tree[];
const changed = (change: (document: Tree) => void): readonly string[] => {
  const document = JSON.parse(localRecoveryText) as Tree;
  change(document);
  const parsed = parsePack(document);
  return parsed.ok ? [] : parsed.error.map(({ path, fault, detail }) => [path, fault, ...(detail === undefined ? [] : [detail])].join(" "));
};
const set = (holder: Tree | undefined, name: string | number, value: unknown): void => void Object.defineProperty(holder ?? {}, name, { value, enumerable: true, configurable: true, writable: true });

test("[SP1] the fictitious scheme of the demonstration has its form, and stands on its own texts", () => {
  expect(changed(() => undefined)).toEqual([]);
  expect(localRecovery.document.basedOn).toBe("pge-france@1.0.0");
});

test("[SP1] each fault of form is told with its place and what was expected", () => {
  expect(changed((d) => set(d, "from", "2020-02-30"))).toEqual(["from expected day"]);
  expect(changed((d) => void delete (d as Partial<Tree>)["version"])).toEqual(["version missing"]);
  expect(changed((d) => set(d, "colour", "red"))).toEqual(["colour unknownKey"]);
  expect(changed((d) => set(d["schemes"]?.[4]?.["quota"]?.["pct"]?.[0], "value", 85.5))).toEqual(["schemes.4.quota.pct.0.value expected whole"]);
  expect(changed((d) => set(d["schemes"]?.[4]?.["ceiling"], "formula", "eval"))).toEqual(["schemes.4.ceiling.formula expected ceilingFormula"]);
  expect(changed((d) => set(d["schemes"]?.[4], "code", "relance"))).toEqual(["schemes.4.code expected schemeCode"]);
  expect(changed((d) => set(d["schemes"]?.[4]?.["ceiling"]?.["of"]?.[1]?.["amount"]?.[0], "value", -1))).toEqual(["schemes.4.ceiling.of.1.amount.0.value expected money"]);
});

test("[SP1] a document stands on its own texts, rules and reasons, in the order of their days", () => {
  expect(changed((d) => set(d["schemes"]?.[4]?.["used"], "text", "ailleurs"))).toEqual(["schemes.4.used.text unknownText ailleurs"]);
  expect(changed((d) => set(d["schemes"]?.[4]?.["used"], "rule", "RL9"))).toEqual(["schemes.4.used.rule unknownRule RL9"]);
  expect(changed((d) => set(d["schemes"]?.[4]?.["window"]?.["before"], "reason", "relance-fictive.AUTRE"))).toEqual(["schemes.4.window.before.reason unknownReason relance-fictive.AUTRE"]);
  expect(changed((d) => set(d["schemes"]?.[4]?.["window"]?.["closes"], "value", "2020-04-14"))).toEqual(["schemes.4.window.closes window"]);
  expect(changed((d) => void (d["texts"] as unknown as unknown[]).shift())).toContain("texts lawText loi-2020-289-art-6");
  expect(changed((d) => void (d["schemes"] as unknown as unknown[]).shift())).toEqual(["schemes lawScheme CLASSIQUE"]);
  expect(changed((d) => void (d["schemes"] as unknown as unknown[]).push(d["schemes"]?.[4]))).toEqual(["schemes.5 twice RELANCE_LOCALE"]);
  expect(changed((d) => set(d["rules"]?.[0], "id", "CE1"))).toContain("rules.0.id lawRule CE1");
  expect(changed((d) => set(d["reasons"]?.[0], "code", "PAS_OUVERTE"))).toContain("reasons.0.code ownReason PAS_OUVERTE");
  expect(changed((d) => set(d, "basedOn", "pge-france@1.1.0"))).toEqual(["basedOn sameAs"]);
  expect(changed((d) => set(d["parameters"], "exposureReferenceOn", [...(d["parameters"]?.["exposureReferenceOn"] ?? [])].toReversed()))).toEqual(["parameters.exposureReferenceOn.1 order", "parameters.exposureReferenceOn.2 order"]);
  expect(changed((d) => set(d["schemes"]?.[4], "fields", ["siren"]))).toContain("schemes.4.fields field amount");
  expect(changed((d) => set(d["schemes"]?.[4], "quota", { formula: "percent-by-turnover", rule: "RL4", steps: [{ from: "2020-04-15", text: "relance-fictive-art-2", value: [{ pct: 80 }, { below: 100, pct: 70 }] }] }))).toEqual(["schemes.4.quota.steps.0.value.0 steps", "schemes.4.quota.steps.0.value.1 steps"]);
});

test("[SP1] what is no document, too long or too deep is refused before anything is built of it", () => {
  expect(parsePackText("{")).toEqual({ ok: false, error: [{ path: "", fault: "json" }] });
  expect(parsePackText(`"${"x".repeat(MAX_DOCUMENT_CHARS)}"`)).toEqual({ ok: false, error: [{ path: "", fault: "json" }] });
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  expect(parsePackText(deep)).toEqual({ ok: false, error: [{ path: "", fault: "deep" }] });
});
