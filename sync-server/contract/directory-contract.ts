import { expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { createServices } from "../domain/create-services.ts";
import { importDirectory } from "../domain/directory.ts";
import { contractWorld, errorOf, type OpenStore } from "../testing/contract-world.ts";

const ISSUER = "https://sign-in.test";

/** Who a token stands for, on every store. */
export function directoryContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  test("a subject is found with her bank and branches in order, by her own issuer only; the operator has neither", async () => {
    const { caller, directory, services } = await world();
    const [bank] = directory.banks;
    const [first, second] = bank?.branches ?? [];
    expect(await caller("anna")).toMatchObject({ name: "anna", role: "manager", bank: { id: bank?.id, name: "Bank A" }, branches: [first, second] });
    expect(await caller("boss")).toMatchObject({ role: "operator", bank: undefined, branches: [] });
    expect(await services.findCaller("https://elsewhere.test", `anna@${bank?.id}`)).toBeUndefined();
    expect(await services.findCaller(ISSUER, "nobody")).toBeUndefined();
  });

  test("an operator ends by name; whoever a file does not list stays", async () => {
    const { directory } = await world();
    const [boss, chief] = directory.operators;
    if (boss === undefined || chief === undefined) throw new Error("no operators");
    const find = async ({ issuer, subject }: typeof boss) => (await createServices({ store: store(), now: () => instant(1_000_000) })).findCaller(issuer, subject);
    await importDirectory(store(), { banks: [], operators: [{ ...boss, active: false }] });
    expect([await find(boss), (await find(chief))?.role]).toEqual([undefined, "operator"]);
    await importDirectory(store(), { banks: [], operators: [boss] });
    expect((await find(boss))?.role).toBe("operator");
  });

  test("a supervisor sees all branches of the regions listed for her; whoever keeps no desk has none", async () => {
    const { directory } = await world();
    const [bank, ...banks] = directory.banks;
    if (bank === undefined) throw new Error("no bank");
    const [first, second] = bank.branches;
    if (first === undefined || second === undefined) throw new Error("no branches");
    const branches = [{ ...first, region: "Ouest" }, { ...second, region: "Ouest" }, { id: crypto.randomUUID(), name: "A3", region: "Est" }];
    const person = { id: crypto.randomUUID(), subject: `sup@${bank.id}`, name: "sup", role: "supervisor" as const, branches: [second.id] };
    await importDirectory(store(), { ...directory, banks: [{ ...bank, branches, persons: [...bank.persons, person] }, ...banks] });
    const services = await createServices({ store: store(), now: () => instant(1_000_000) });
    expect((await services.findCaller(ISSUER, person.subject))?.branches.map(({ id }) => id)).toEqual([second.id, first.id]);
    const wrong = (over: object) => importDirectory(store(), { ...directory, banks: [{ ...bank, persons: [{ ...person, ...over }] }] });
    await expect(wrong({ role: "auditor" })).rejects.toThrow("auditor has no branches");
    await expect(wrong({})).rejects.toThrow("of no region");
  });

  test("importing again changes nothing; who is no longer listed is no longer known, within seconds", async () => {
    const { directory, address } = await world();
    const [bank, ...banks] = directory.banks;
    if (bank === undefined) throw new Error("no bank");
    await importDirectory(store(), directory);
    let now = 1_000_000;
    const services = await createServices({ store: store(), now: () => instant(now) });
    expect((await services.centre()).centre).toBe(address.centre);
    const marie = `marie@${bank.id}`;
    const before = await services.findCaller(ISSUER, marie);
    expect(before?.name).toBe("marie");
    const persons = bank.persons.filter((person) => person.subject !== marie).map((person) => (person.name === "anna" ? { ...person, branches: person.branches.slice(0, 1) } : person));
    await importDirectory(store(), { ...directory, banks: [{ ...bank, persons }, ...banks] });
    expect(await services.findCaller(ISSUER, marie)).toEqual(before);
    now += 6_000;
    expect(await services.findCaller(ISSUER, marie)).toBeUndefined();
    expect((await services.findCaller(ISSUER, `anna@${bank.id}`))?.branches).toHaveLength(1);
  });

  test("colleagues are the people of one's branches, with their names; those who left keep theirs; another bank's are nobody", async () => {
    const { caller, directory, services } = await world();
    const [bank] = directory.banks;
    if (bank === undefined) throw new Error("no bank");
    const marie = await caller("marie");
    const mine = new Set(marie.branches.map(({ id }) => String(id)));
    const expected = bank.persons.filter(({ branches }) => branches.some((branch) => mine.has(branch))).map(({ id, name }) => ({ user: id, name }));
    const named = (people: readonly { readonly user: string; readonly name: string }[] | undefined) => [...(people ?? [])].toSorted((a, b) => a.user.localeCompare(b.user));
    expect(named((await services.me(marie)).colleagues)).toEqual(named(expected));
    expect((await services.me(await caller("boss"))).colleagues).toBeUndefined();
    await importDirectory(store(), { ...directory, banks: directory.banks.map((one) => (one === bank ? { ...bank, persons: bank.persons.filter(({ name }) => name !== "anna") } : one)) });
    expect((await services.me(marie)).colleagues?.map(({ name }) => name)).toContain("anna");
  });

  test("a branch is told with its region, where its bank has any; it moves with the directory, and gives nobody a right", async () => {
    const { caller, directory, services } = await world();
    const [bank, ...banks] = directory.banks;
    if (bank === undefined) throw new Error("no bank");
    const told = async (): Promise<readonly (string | undefined)[]> => (await services.me(await caller("anna"))).branches.map(({ region }) => region);
    const import_ = async (regions: readonly (string | undefined)[]): Promise<void> =>
      await importDirectory(store(), { ...directory, banks: [{ ...bank, branches: bank.branches.map((branch, n) => ({ ...branch, region: regions[n] })) }, ...banks] });
    expect(await told()).toEqual([undefined, undefined]);
    await import_(["Ouest", undefined]);
    expect((await store().findPerson(ISSUER, `anna@${bank.id}`))?.branches).toMatchObject([{ region: "Ouest" }, {}]);
    await import_(["Nord", "Ouest"]);
    expect((await store().findPerson(ISSUER, `marie@${bank.id}`))?.branches).toEqual([{ ...bank.branches[0], region: "Nord" }]);
    await import_([undefined, "Ouest"]);
    expect((await store().findPerson(ISSUER, `anna@${bank.id}`))?.branches.map(({ region }) => region)).toEqual([undefined, "Ouest"]);
  });

  test("a directory that does not hold together is refused whole", async () => {
    const { directory } = await world();
    const [bank] = directory.banks;
    if (bank === undefined) throw new Error("no bank");
    await expect(importDirectory(store(), { ...directory, banks: [{ ...bank, branches: [] }] })).rejects.toThrow("unknown branch");
  });

  test("one subject in two banks of one issuer is nobody: a person is never guessed", async () => {
    const { directory, services } = await world();
    const [a, b] = directory.banks;
    const zoe = b?.persons[0];
    if (a === undefined || b === undefined || zoe === undefined) throw new Error("no banks");
    const subject = `twice@${a.id}`;
    const twice = (bank: typeof a, id: string) => ({ ...bank, persons: [...bank.persons, { id, subject, name: "twice", role: "advisor" as const, branches: [] }] });
    await importDirectory(store(), { banks: [twice(a, crypto.randomUUID()), twice(b, crypto.randomUUID())], operators: [] });
    expect(await services.findCaller(ISSUER, subject)).toBeUndefined();
  });
}

/** A store that was not made as a demonstration. */
export function productionContract(open: OpenStore): void {
  const { store } = contractWorld(open);

  test("[ST8] a production store lives on today in Paris, and its date is nobody's to set", async () => {
    let now = Date.parse("2027-06-30T21:59:00Z");
    const services = await createServices({ store: store(), now: () => instant(now) });
    expect(await services.centre()).toMatchObject({ demonstration: false, businessDate: "2027-06-30" });
    now += 120_000;
    expect((await services.centre()).businessDate).toBe("2027-07-01");
    const boss = { user: "x", name: "x", role: "operator" as const, bank: undefined, branches: [] };
    expect(errorOf(await services.setBusinessDate(boss, legalDate("2020-04-15")))).toEqual({ code: "G3006" });
    expect(await store().setBusinessDate("2020-04-15")).toBe(false);
    expect((await store().centre())?.businessDate).toBeUndefined();
    // Asking for a demonstration of a store that exists changes nothing.
    expect((await (await createServices({ store: store(), demonstration: true })).centre()).demonstration).toBe(false);
  });
}
