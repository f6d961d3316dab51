import { DOMParser } from "@xmldom/xmldom";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { UNLOCK_WAYS } from "../../../shared/policy/bank-policy.ts";
import { parsePolicies, POLICY_KEYS } from "../../../main/core/policy/policies.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
/** Fails at the first thing that is not XML. */
const parseXml = (text: string) => new DOMParser({ errorHandler: (_level: string, message: unknown) => { throw new Error(String(message)); } }).parseFromString(text, "text/xml");
const parse = (path: string) => parseXml(read(path));
type Parsed = ReturnType<typeof parse>;
const attributes = (document: Parsed, tag: string, name: string): readonly string[] => Array.from(document.getElementsByTagName(tag), (element) => element.getAttribute(name) ?? "").filter((text) => text !== "");

const admx = parse("./Guichet.admx");
const languages = ["fr-FR", "en-US"] as const;

test("group policy writes exactly the keys that are read, for the computer, where only administrators may", () => {
  const keys = ["policy", "text", "enum", "decimal"].flatMap((tag) => attributes(admx, tag, "valueName"));
  expect(keys.toSorted()).toEqual([...POLICY_KEYS].toSorted());
  expect(new Set(attributes(admx, "policy", "key"))).toEqual(new Set(["Software\\Policies\\Guichet"]));
  expect(new Set(attributes(admx, "policy", "class"))).toEqual(new Set(["Machine"]));
});

test("the channels and the ways to open that are offered are those understood", () => {
  const offeredBy = (id: string): readonly string[] => Array.from(admx.getElementsByTagName("enum")).filter((one) => one.getAttribute("id") === id)
    .flatMap((one) => Array.from(one.getElementsByTagName("item"), (item) => item.getElementsByTagName("string")[0]?.textContent ?? ""));
  const offered = offeredBy("UpdateChannel_Choice");
  for (const channel of offered) expect(parsePolicies({ UpdateChannel: channel })).toMatchObject({ policies: { updateChannel: channel }, faults: [] });
  expect(offered).toEqual(["stable", "pilot"]);
  const ways = offeredBy("UnlockWay_Choice");
  for (const way of ways) expect(parsePolicies({ UnlockWay: way })).toMatchObject({ policies: { unlockWay: way }, faults: [] });
  expect(ways).toEqual([...UNLOCK_WAYS]);
});

test.each(languages)("%s says every word and shows every field that the template names, and no other", (language) => {
  const adml = parse(`./${language}/Guichet.adml`);
  const named = (kind: string): readonly string[] => [...new Set([...read("./Guichet.admx").matchAll(new RegExp(`\\$\\(${kind}\\.(\\w+)\\)`, "g"))].map(([, id]) => id ?? ""))].toSorted();
  expect(attributes(adml, "string", "id").toSorted()).toEqual(named("string"));
  expect(attributes(adml, "presentation", "id").toSorted()).toEqual(named("presentation"));
  const fields = ["text", "enum", "decimal"].flatMap((tag) => attributes(admx, tag, "id"));
  expect(["textBox", "dropdownList", "decimalTextBox"].flatMap((tag) => attributes(adml, tag, "refId")).toSorted()).toEqual([...fields].toSorted());
  expect(Array.from(adml.getElementsByTagName("string"), (element) => element.textContent?.trim() ?? "").filter((text) => text === "")).toEqual([]);
});

test("both languages say different sentences", () => {
  const [french, english] = languages.map((language) => Array.from(parse(`./${language}/Guichet.adml`).getElementsByTagName("string"), (element) => element.textContent).filter((text) => (text ?? "").length > 20));
  expect(french?.filter((text) => english?.includes(text))).toEqual([]);
});

test("the example for Linux is understood whole", () => {
  const values: unknown = JSON.parse(read("./policies.json"));
  expect(parsePolicies(values !== null && typeof values === "object" ? { ...values } : {})).toEqual({
    policies: { serverAddress: "https://guichet.banque.example", releaseAddress: "https://versions.guichet.example", sharedFolder: "/mnt/agence/guichet", updateChannel: "stable", lockAfterMinutes: 10, unlockWay: "either", telemetryOff: true }, faults: [],
  });
});

test("a broken file would be seen", () => {
  expect(() => parseXml("<a><b></a>")).toThrow();
});
