import { expect, test } from "vitest";
import type { BankRole } from "../../shared/access/roles.ts";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import type { PersonStanding } from "../../shared/sync/people-messages.ts";
import { importDirectory, type DirectoryInput } from "../domain/directory.ts";
import { DirectoryConflict } from "../domain/people/settle-decisions.ts";
import type { PersonDecision } from "../store/store.ts";
import { contractWorld, errorOf, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { newId } from "../testing/workstation.ts";

const HOUR = 3_600_000;
const ISSUER = "https://sign-in.test";

/** A bank of two regions: marie and paul (north), lea (south), sonia (supervisor of the north), root, ada and iris (administrators), otto (auditor); and zoe, who administers another. */
function administered(): DirectoryInput {
  const [a, b] = [newId(), newId()];
  const branches = [{ id: newId(), name: "N1", region: "North" }, { id: newId(), name: "N2", region: "North" }, { id: newId(), name: "S1", region: "South" }];
  const [n1 = "", n2 = "", s1 = ""] = branches.map((branch) => branch.id);
  const person = (name: string, role: BankRole, at: readonly string[] = []) => ({ id: newId(), subject: `${name}@${a}`, name, role, branches: at });
  return {
    banks: [
      { id: a, name: "Bank A", issuer: ISSUER, branches, persons: [person("marie", "advisor", [n1]), person("paul", "advisor", [n2]), person("lea", "manager", [s1]), person("sonia", "supervisor", [n1]), person("root", "administrator"), person("ada", "administrator"), person("iris", "administrator"), person("otto", "auditor")] },
      { id: b, name: "Bank B", issuer: ISSUER, branches: [{ id: newId(), name: "B1" }], persons: [person("zoe", "administrator")] },
    ],
    operators: [],
  };
}

/** What every centre must do with what administrators decide on people and branches between two imports. [RE10] to [RE14]. */
export function peopleContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  async function made() {
    let at = Date.parse("2026-11-20T09:00:00Z");
    const directory = administered();
    const it = await world({ directory, now: () => instant(at) });
    const [own] = directory.banks;
    if (own === undefined) throw new Error("a bank");
    const [n1 = "", n2 = "", s1 = ""] = own.branches.map((branch) => branch.id);
    const ask = { protocol: 1, ...it.address };
    const { people } = it.services;
    const idOf = (name: string): string => directory.banks.flatMap(({ persons }) => persons).find((one) => one.name === name)?.id ?? "";
    const list = async (by: string) => valueOf(await people.list(await it.caller(by), ask));
    const seen = async (name: string, by = "root") => (await list(by)).people.find((one) => one.name === name);
    const now = async (name: string): Promise<PersonStanding> => {
      const found = await seen(name);
      if (found === undefined) throw new Error(`no ${name}`);
      return { role: found.role, branches: found.branches, active: found.active };
    };
    const decide = async (by: string, name: string, to: Partial<PersonStanding>, was?: PersonStanding) => {
      const before = was ?? (await now(name));
      return people.decide(await it.caller(by), { ...ask, person: idOf(name), was: before, to: { ...before, ...to } });
    };
    const withdraw = async (by: string, name: string) => people.withdraw(await it.caller(by), { ...ask, person: idOf(name) });
    const bank = id<BankId>(own.id);
    return { ...it, ask, n1, n2, s1, own, bank, people, idOf, list, seen, now, decide, withdraw, directory, pass: (ms: number) => void (at += ms) };
  }

  test("[RE10] an administrator sees her whole bank, a supervisor her region, nobody another bank; with roles, branches and workstations", async () => {
    const it = await made();
    await it.workstation("marie");
    expect((await it.list("root")).people.map(({ name, role, mine, may }) => `${name} ${role}${mine ? " mine" : ""} ${may.join()}`)).toEqual([
      "ada administrator decide", "iris administrator decide", "lea manager decide", "marie advisor decide", "otto auditor decide", "paul advisor decide", "root administrator mine ", "sonia supervisor decide",
    ]);
    expect(await it.seen("marie")).toMatchObject({ branches: [it.n1], workstations: 1, active: true });
    const north = await it.list("sonia");
    expect([north.people.map(({ name }) => name), north.branches.map(({ name }) => name), north.addsBranches, north.people.flatMap(({ may }) => may)]).toEqual([["marie", "paul", "sonia"], ["N1", "N2"], false, []]);
    expect((await it.list("zoe")).people.map(({ name }) => name)).toEqual(["zoe"]);
    expect(errorOf(await it.people.list(await it.caller("marie"), it.ask))).toEqual({ code: "G3002" });
    expect(errorOf(await it.decide("sonia", "marie", { role: "manager" }))).toEqual({ code: "G3002" });
  });

  test("[RE11] a role or a branch is given at the word of two administrators, for exactly the same, and holds from then on", async () => {
    const it = await made();
    const first = valueOf(await it.decide("root", "marie", { role: "manager", branches: [it.n2, it.n1] }));
    expect([first.done, first.person.role, first.person.asked?.to.role, first.person.may]).toEqual([false, "advisor", "manager", ["withdraw"]]);
    expect((await it.seen("marie", "ada"))?.may).toEqual(["confirm", "withdraw"]);
    expect(errorOf(await it.decide("root", "marie", { role: "manager", branches: [it.n2, it.n1] }))).toEqual({ code: "G9504" });
    expect(errorOf(await it.decide("ada", "marie", { role: "supervisor" }))).toEqual({ code: "G9505" });
    const second = valueOf(await it.decide("ada", "marie", { role: "manager", branches: [it.n2, it.n1] }));
    expect([second.done, second.person.role, second.person.branches, second.person.decided]).toEqual([true, "manager", [it.n2, it.n1], { at: Date.parse("2026-11-20T09:00:00Z"), by: "root", second: "ada" }]);
    it.pass(10_000);
    expect((await it.services.findCaller(ISSUER, `marie@${it.bank}`))?.role).toBe("manager");
    const supervisor = valueOf(await it.decide("root", "lea", { role: "supervisor", branches: [it.n1] }));
    expect(supervisor.person.asked?.to.branches).toEqual([it.n1, it.n2]);
    valueOf(await it.withdraw("ada", "lea"));
    expect(errorOf(await it.withdraw("ada", "lea"))).toEqual({ code: "G9503" });
    valueOf(await it.decide("root", "paul", { role: "manager" }));
    it.pass(100 * HOUR);
    expect(valueOf(await it.decide("ada", "paul", { role: "manager" })).done).toBe(false);
  });

  test("[RE11] what only takes away is done at one word, at once: whoever left signs in no more, and what was asked for her falls", async () => {
    const it = await made();
    valueOf(await it.decide("root", "marie", { role: "manager" }));
    const gone = valueOf(await it.decide("ada", "marie", { active: false }));
    expect([gone.done, gone.person.active, gone.person.asked, gone.person.decided]).toMatchObject([true, false, undefined, { by: "ada" }]);
    it.pass(10_000);
    expect(await it.services.findCaller(ISSUER, `marie@${it.bank}`)).toBeUndefined();
    expect(valueOf(await it.decide("root", "marie", { active: true })).done).toBe(false);
    expect(valueOf(await it.decide("ada", "marie", { active: true })).done).toBe(true);
  });

  test("[RE11] nobody decides on herself, on another bank, over what has changed since, nor to what cannot be; two administrators stay", async () => {
    const it = await made();
    const was = await it.now("marie");
    expect(errorOf(await it.decide("root", "root", { active: false }))).toEqual({ code: "G3002" });
    expect(errorOf(await it.people.decide(await it.caller("zoe"), { ...it.ask, person: it.idOf("marie"), was, to: { ...was, active: false } }))).toEqual({ code: "G9632" });
    for (const to of [{}, { branches: [newId()] }, { branches: [it.n1, it.n1, newId()] }, { role: "auditor" as const }, { role: "supervisor" as const, branches: [] }]) expect([to, errorOf(await it.decide("root", "marie", to))]).toEqual([to, { code: "G9633" }]);
    valueOf(await it.decide("root", "iris", { active: false }));
    expect(errorOf(await it.decide("root", "ada", { active: false }))).toEqual({ code: "G9633" });
    expect(errorOf(await it.decide("root", "ada", { role: "manager" }))).toEqual({ code: "G9633" });
    valueOf(await it.decide("root", "marie", { branches: [] }));
    expect(errorOf(await it.decide("ada", "marie", { active: false }, was))).toEqual({ code: "G9634" });
  });

  test("[RE12] the tables themselves give nothing at one word, nor at that of somebody who administers nothing", async () => {
    const it = await made();
    const decision: PersonDecision = { id: newId(), said: JSON.stringify({ to: { role: "administrator", branches: [], active: true } }), role: "administrator" as const, branches: [], active: true, at: 5, askedBy: it.idOf("root"), confirmedBy: undefined };
    const write = (by: string, change: Partial<PersonDecision>) => store().changePerson({ bank: it.bank, branches: [], persons: [it.idOf(by)] }, it.idOf("marie"), () => ({ change: { decision: { ...decision, ...change } }, answer: undefined }));
    const ended: Partial<PersonDecision> = { role: "advisor", branches: [it.n1], active: false, said: JSON.stringify({ to: { role: "advisor", branches: [it.n1], active: false } }) };
    await expect(write("root", {})).rejects.toThrow();
    await expect(write("ada", { confirmedBy: it.idOf("ada") })).rejects.toThrow();
    await expect(write("lea", { ...ended, askedBy: it.idOf("lea") })).rejects.toThrow();
    await expect(write("lea", ended)).rejects.toThrow();
    expect(await it.now("marie")).toEqual({ role: "advisor", branches: [it.n1], active: true });
    await write("root", ended);
    expect((await it.now("marie")).active).toBe(false);
    await expect(store().addBranch({ bank: it.bank, branches: [], persons: [it.idOf("lea")] }, { id: newId(), name: "X", region: undefined, at: 5, by: it.idOf("lea") })).rejects.toThrow();
  });

  test("[RE13] a directory that would undo a decision is refused whole; kept or undone only when that is said; what it says too is a decision no more", async () => {
    const it = await made();
    valueOf(await it.decide("root", "marie", { active: false }));
    valueOf(await it.decide("root", "paul", { role: "manager" }));
    valueOf(await it.decide("ada", "paul", { role: "manager" }));
    const rename = (input: DirectoryInput): DirectoryInput => ({ ...input, banks: input.banks.map((bank) => ({ ...bank, name: "Another name" })) });
    await expect(importDirectory(store(), rename(it.directory))).rejects.toThrow(DirectoryConflict);
    expect((await it.services.findCaller(ISSUER, `ada@${it.bank}`))?.bank?.name).toBe("Bank A");
    await importDirectory(store(), it.directory, "keep");
    expect([(await it.now("marie")).active, (await it.now("paul")).role, (await it.seen("paul"))?.decided?.second]).toEqual([false, "manager", "ada"]);
    // Whoever keeps the file writes what was decided into it.
    const followed = { ...it.directory, banks: it.directory.banks.map((bank) => ({ ...bank, persons: bank.persons.filter(({ name }) => name !== "marie").map((person) => (person.name === "paul" ? { ...person, role: "manager" as const } : person)) })) };
    await importDirectory(store(), followed);
    expect([(await it.now("marie")).active, (await it.seen("marie"))?.decided, (await it.seen("paul"))?.decided]).toEqual([false, undefined, undefined]);
    valueOf(await it.decide("ada", "paul", { branches: [] }));
    await importDirectory(store(), followed, "undo");
    expect([await it.now("paul"), (await it.seen("paul"))?.decided]).toEqual([{ role: "manager", branches: [it.n2], active: true }, undefined]);
    await importDirectory(store(), followed);
  });

  test("[RE13] who is not in the file any more and was decided to stay, stays with what is known of her; a decision is followed by the next one", async () => {
    const it = await made();
    for (const by of ["root", "ada"]) valueOf(await it.decide(by, "marie", { branches: [it.n1, it.n2] }));
    valueOf(await it.decide("ada", "marie", { branches: [it.n2, it.n1] }));
    const without = { ...it.directory, banks: it.directory.banks.map((bank) => ({ ...bank, persons: bank.persons.filter(({ name }) => name !== "marie") })) };
    await expect(importDirectory(store(), without)).rejects.toThrow(DirectoryConflict);
    await importDirectory(store(), without, "keep");
    expect(await it.now("marie")).toEqual({ role: "advisor", branches: [it.n2, it.n1], active: true });
    expect((await it.services.findCaller(ISSUER, `marie@${it.bank}`))?.name).toBe("marie");
  });

  test("[RE14] a branch is added at one word and gives nobody anything; a later directory leaves it, and people decided there keep it", async () => {
    const it = await made();
    const added = valueOf(await it.people.addBranch(await it.caller("root"), { ...it.ask, name: "N3", region: "North" }));
    const branch = added.branches.find(({ name }) => name === "N3");
    expect([branch?.region, added.people.some(({ branches }) => branches.includes(branch?.id ?? ""))]).toEqual(["North", false]);
    expect(errorOf(await it.people.addBranch(await it.caller("ada"), { ...it.ask, name: "N3" }))).toEqual({ code: "G9633" });
    expect(errorOf(await it.people.addBranch(await it.caller("lea"), { ...it.ask, name: "N4" }))).toEqual({ code: "G3002" });
    for (const by of ["root", "ada"]) valueOf(await it.decide(by, "marie", { branches: [branch?.id ?? ""] }));
    await importDirectory(store(), it.directory, "keep");
    expect([(await it.now("marie")).branches, (await it.list("root")).branches.length]).toEqual([[branch?.id], 4]);
  });
}
