import { expect, test } from "vitest";
import { ROLES, type Role } from "../../shared/access/roles.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { DirectoryInput } from "../domain/directory.ts";
import type { Caller } from "../domain/services.ts";
import { contractWorld, created, edited, freshSiren, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { createWorkstation, newId } from "../testing/workstation.ts";

const ISSUER = "https://sign-in.test";
const PLACES = ["own", "region", "other", "other bank"] as const;
type Place = (typeof PLACES)[number];
/** Written out by hand: where each role reads files, and where it enters them. */
const READS: { readonly [R in Role]: readonly Place[] } = {
  advisor: ["own"], manager: ["own"], supervisor: ["own", "region"], administrator: ["own", "region", "other"], auditor: [], support: [], operator: [],
};
const ENTERS: { readonly [R in Role]: readonly Place[] } = { ...READS, supervisor: [] };

/** One person of each role, the first of each bank's branches her own; an administrator lists the whole bank, as a bank's directory does. */
function everyRole(): DirectoryInput {
  const [bankA, bankB] = [newId(), newId()];
  const a = [{ id: newId(), name: "A1", region: "Ouest" }, { id: newId(), name: "A2", region: "Ouest" }, { id: newId(), name: "A3", region: "Est" }];
  const b = [{ id: newId(), name: "B1", region: "Ouest" }];
  const person = (name: string, role: Exclude<Role, "operator">, at: readonly { readonly id: string }[]) => ({ id: newId(), subject: `${name}@${bankA}`, name, role, branches: at.map(({ id }) => id) });
  return {
    banks: [
      {
        id: bankA, name: "Banque A", issuer: ISSUER, branches: a,
        persons: [person("advisor", "advisor", a.slice(0, 1)), person("manager", "manager", a.slice(0, 1)), person("supervisor", "supervisor", a.slice(0, 1)), person("administrator", "administrator", a), person("auditor", "auditor", []), person("support", "support", []), person("elsewhere", "advisor", a.slice(1, 2)), person("far", "advisor", a.slice(2))],
      },
      { id: bankB, name: "Banque B", issuer: ISSUER, branches: b, persons: [person("stranger", "advisor", b)] },
    ],
    operators: [{ id: newId(), issuer: ISSUER, subject: `operator@${bankA}`, name: "operator" }],
  };
}

/** Every role at every place, for allow and deny: what routes let in, the work and the store judge by place. */
export function rightsContract(open: OpenStore): void {
  const { world } = contractWorld(open);

  async function made() {
    const directory = everyRole();
    const it = await world({ directory });
    const authors: { readonly [P in Place]: string } = { own: "advisor", region: "elsewhere", other: "far", "other bank": "stranger" };
    const files = new Map<Place, { readonly file: string; readonly branch: string }>();
    for (const place of PLACES) {
      const author = await it.workstation(authors[place]);
      const file = newId();
      await author.send(created(file, soundFields({ siren: freshSiren() })), submitted(file, 1));
      const draft = newId();
      await author.send(created(draft, soundFields({ siren: freshSiren() })));
      files.set(place, { file: draft, branch: author.caller.branches[0]?.id ?? "" });
    }
    return { ...it, at: (place: Place) => files.get(place) ?? { file: "", branch: "" } };
  }
  type World = Awaited<ReturnType<typeof made>>;
  /** A workstation of hers where she may have one; elsewhere one that never was enrolled, as a hostile program would pretend. */
  const deskOf = async ({ services, address, caller }: World, role: Role) => {
    const made = createWorkstation(services, await caller(role), address);
    return { desk: made, enrolled: (await made.enrol()).ok };
  };

  test.each(ROLES)("%s keeps a workstation, or not, as the matrix says", async (role) => {
    const it = await made();
    expect((await deskOf(it, role)).enrolled).toBe(["advisor", "manager", "supervisor", "administrator"].includes(role));
  });

  test.each(ROLES)("%s reads what is hers to read, and of everything else not even that it is there", async (role) => {
    const it = await made();
    const { desk } = await deskOf(it, role);
    const message = { protocol: 1, ...it.address, replica: desk.replica };
    const asks: Readonly<Record<string, (place: Place) => Promise<Result<unknown, CodedError>>>> = {
      pull: (place) => desk.pull([{ branch: it.at(place).branch, n: 0 }]),
      snapshot: (place) => desk.snapshot(it.at(place).branch),
      buckets: (place) => desk.buckets(it.at(place).branch),
      "buckets/list": (place) => desk.bucketList(it.at(place).branch, [0]),
      "buckets/files": (place) => desk.bucketFiles(it.at(place).branch, [it.at(place).file]),
      history: (place) => it.services.history(desk.caller, { ...message, file: it.at(place).file }),
    };
    const told: Record<string, Place[]> = {};
    for (const [name, ask] of Object.entries(asks)) { // one after the other: comparing has few places
      told[name] = [];
      for (const place of PLACES) if ((await ask(place)).ok) told[name].push(place);
    }
    expect(told).toEqual(Object.fromEntries(Object.keys(asks).map((name) => [name, READS[role]])));
  });

  test.each(ROLES)("%s enters files where that is hers, and changes nothing anywhere else", async (role) => {
    const it = await made();
    const { desk, enrolled } = await deskOf(it, role);
    const outcomes: Place[] = [];
    for (const place of PLACES) {
      const { file, branch } = it.at(place);
      desk.seal(edited(file, 1, { city: [null, "Ailleurs"] }, { branch }));
    }
    const answer = await desk.push(1);
    expect(answer.ok).toBe(enrolled);
    const verdicts = answer.ok ? answer.value.verdicts : [];
    PLACES.forEach((place, n) => { if (verdicts[n]?.kind === "accepted") outcomes.push(place); });
    expect(outcomes).toEqual(ENTERS[role]);
    const visible = verdicts.flatMap((verdict, n) => (verdict.kind === "refused" && READS[role].includes(PLACES[n] ?? "own") ? [verdict.code] : []));
    expect(visible).toEqual(READS[role].filter((place) => !ENTERS[role].includes(place)).map(() => "G3002"));
    const own = valueOf(await (await it.workstation("administrator")).snapshot(it.at("own").branch));
    expect(own.files.some(({ state }) => state.includes("Ailleurs"))).toBe(ENTERS[role].includes("own"));
  });

  test.each(ROLES)("%s declares somebody else's absence only as an administrator", async (role) => {
    const it = await made();
    const caller: Caller = await it.caller(role);
    const [user, standIn] = [(await it.caller("manager")).user, (await it.caller("administrator")).user];
    const answer = await it.services.setAbsence(caller, { protocol: 1, ...it.address, user, absence: { from: "2020-04-20", until: "2020-04-24", standIn } });
    expect(answer.ok || user === caller.user).toBe(role === "administrator" || role === "manager");
  });

  test.each(ROLES)("%s finds registrations of any bank only as an operator", async (role) => {
    const it = await made();
    const answer = await it.services.operator.find(await it.caller(role), { protocol: 1, ...it.address, search: { bank: it.directory.banks[0]?.id ?? "", siren: freshSiren() } });
    expect(answer.ok ? "found" : answer.error.code).toBe(role === "operator" ? "G9720" : "G3002");
  });
}
