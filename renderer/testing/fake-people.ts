import type { BridgeCalls, CallAnswers } from "../../shared/bridge/contract.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok } from "../../shared/kernel/result.ts";
import type { PeopleAnswer, Person } from "../../shared/sync/people-messages.ts";
import { NOW } from "./fake-files.ts";

const HOUR = 3_600_000;
const [port, halles, west] = ["018f0000-0000-7000-8000-0000000000b1", "018f0000-0000-7000-8000-0000000000b2", "018f0000-0000-7000-8000-0000000000b3"];
const epoch = { n: 1, id: "018f0000-0000-7000-8000-0000000000e1" };
const someone = (n: number, name: string, over: Partial<Person>): Person => ({ user: `018f0000-0000-7000-8000-0000000001${String(n).padStart(2, "0")}`, name, role: "advisor", branches: [port], active: true, mine: false, workstations: 1, heardAt: NOW - HOUR, may: ["decide"], ...over });

const told: PeopleAnswer = {
  epoch, addsBranches: true,
  branches: [{ id: halles, name: "Agence des Halles", region: "Bretagne Est" }, { id: port, name: "Agence du Port", region: "Bretagne Est" }, { id: west, name: "Agence du Ponant", region: "Bretagne Ouest" }],
  people: [
    someone(1, "Alix Témoin", { role: "administrator", branches: [], workstations: 1 }),
    someone(2, "Camille Épreuve", { role: "manager", branches: [halles, port], level: "Directrice d’agence", workstations: 2, decided: { at: NOW - 50 * HOUR, by: "Alix Témoin", second: "Hélène Fictive" } }),
    someone(3, "Gwenola Maquette", { asked: { was: { role: "advisor", branches: [port], active: true }, to: { role: "manager", branches: [port], active: true }, by: "Alix Témoin", mine: false, at: NOW - HOUR, until: NOW + 71 * HOUR }, may: ["confirm", "withdraw"] }),
    someone(4, "Hélène Fictive", { role: "administrator", branches: [], mine: true, may: [] }),
    someone(5, "Noé Fictif", { branches: [west], workstations: 0, active: false, decided: { at: NOW - 4 * HOUR, by: "Alix Témoin" } }),
    someone(6, "Yann Modèle", { role: "auditor", branches: [], workstations: 0 }),
  ],
};
export const somePeople: CallAnswers["people.list"] = ok(told);

type Acts = { readonly [C in "people.decide" | "people.withdraw" | "people.addBranch"]: (input: Parameters<BridgeCalls[C]>[0]) => CallAnswers[C] };
/** As the centre does: the second word, and what only takes away, is done; the first waits. */
export const actsOnPeople = (fails: CodedError | undefined): Acts => ({
  "people.decide": ({ person, was, to }) => {
    const found = told.people.find(({ user }) => user === person);
    if (fails !== undefined || found === undefined) return err(fails ?? { code: "G9632" });
    const takes = was.active && was.role === to.role && to.branches.every((branch) => was.branches.includes(branch));
    const { asked: _asked, ...rest } = found;
    return takes || found.asked !== undefined ? ok({ epoch, done: true, person: { ...rest, ...to, may: ["decide"] } }) : ok({ epoch, done: false, person: { ...rest, asked: { was, to, by: "Hélène Fictive", mine: true, at: NOW, until: NOW + 72 * HOUR }, may: ["withdraw"] } });
  },
  "people.withdraw": ({ person }) => {
    const found = told.people.find(({ user }) => user === person);
    return fails !== undefined || found === undefined ? err(fails ?? { code: "G9632" }) : ok({ epoch, done: true, person: { ...found, may: ["decide"] } });
  },
  "people.addBranch": ({ name, region }) => (fails !== undefined ? err(fails) : ok({ ...told, branches: [...told.branches, { id: "018f0000-0000-7000-8000-0000000000b9", name, ...(region === undefined ? {} : { region }) }] })),
});
