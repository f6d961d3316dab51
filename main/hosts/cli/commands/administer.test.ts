import { expect, test } from "vitest";
import { NO_RELEASE_RULES } from "../../../../shared/release/bank-rules.ts";
import { withOptions as withPeopleOptions } from "./people.ts";
import { withOptions as withReleaseOptions } from "./releases.ts";

const [port, halles] = ["018f0000-0000-7000-8000-0000000000b1", "018f0000-0000-7000-8000-0000000000b2"];
const branches = [{ id: port, name: "Agence du Port", workstations: 1, versions: [] }, { id: halles, name: "Agence des Halles", workstations: 2, versions: [] }, { id: "018f0000-0000-7000-8000-0000000000b3", name: "Agence des Halles", workstations: 0, versions: [] }];

test("[RE1] what a command says of releases changes that and nothing else; a name of two branches, and what is no version or share, is refused", () => {
  const now = { ...NO_RELEASE_RULES, firstBranches: [halles], share: 20 };
  expect(withReleaseOptions(now, { halt: "yes" }, branches)).toEqual({ ...now, halted: true });
  expect(withReleaseOptions(now, { first: `Agence du Port, ${halles}`, upTo: "1.4.0", share: "0" }, branches)).toEqual({ halted: false, upTo: "1.4.0", firstBranches: [port, halles], share: 0 });
  expect(withReleaseOptions({ ...now, halted: true }, { halt: "no", first: "none", upTo: "none", share: "100" }, branches)).toEqual(NO_RELEASE_RULES);
  for (const wrong of [{ upTo: "1.4" }, { share: "101" }, { share: "x" }, { first: "Agence des Halles" }, { first: "nowhere" }]) expect([wrong, withReleaseOptions(now, wrong, branches)]).toEqual([wrong, undefined]);
});

test("[RE11] what a command says of a person changes that and nothing else", () => {
  const was = { role: "advisor" as const, branches: [port], active: true };
  expect(withPeopleOptions(was, { role: "manager" }, branches)).toEqual({ ...was, role: "manager" });
  expect(withPeopleOptions(was, { branches: `${halles},Agence du Port` }, branches)).toEqual({ ...was, branches: [halles, port] });
  expect([withPeopleOptions(was, { branches: "none", gone: true }, branches), withPeopleOptions({ ...was, active: false }, { back: true }, branches)]).toEqual([{ role: "advisor", branches: [], active: false }, was]);
  expect([withPeopleOptions(was, { gone: true, back: true }, branches), withPeopleOptions(was, { branches: "Agence des Halles" }, branches)]).toEqual([undefined, undefined]);
});
