import { describe, expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import type { AbsenceRequest } from "../../shared/sync/approval-messages.ts";
import { importDirectory, type DirectoryInput } from "../domain/directory.ts";
import type { Caller } from "../domain/services.ts";
import { contractWorld, created, errorOf, freshSiren, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { twoBanks, type SmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId } from "../testing/workstation.ts";

const TODAY = "2020-06-15";
/** What soundFields asks for. */
const AMOUNT = 10_000_000;
const LADDER = [{ id: "a", name: "Conseiller", upTo: 2_500_000 }, { id: "b", name: "Agence", upTo: AMOUNT }, { id: "c", name: "Engagements" }];

/** What every centre must do with a bank's ladder of approvals, and with who is away: [LI3]. */
export function approvalsContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  /** Marie holds the lowest level, Paul the middle one, Anna any amount, up to what is given; Lea none. */
  const withLadder = ({ banks: [a, ...others], operators }: DirectoryInput, annaUpTo?: number): DirectoryInput => {
    if (a === undefined) throw new Error("no bank");
    const levels = new Map([["marie", "a"], ["paul", "b"], ["anna", "c"]]);
    return { operators, banks: [{ ...a, levels: LADDER, persons: a.persons.map((one) => ({ ...one, level: levels.get(one.name), upTo: one.name === "anna" ? annaUpTo : undefined })) }, ...others] };
  };
  async function ladderWorld(annaUpTo?: number) {
    let now = Date.now();
    const made = await world({ directory: withLadder(twoBanks(), annaUpTo), now: () => instant(now) });
    await made.services.setBusinessDate(await made.caller("anna"), legalDate(TODAY));
    const declare = async (by: string, request: Partial<AbsenceRequest>) => made.services.setAbsence(await made.caller(by), { protocol: 1, ...made.address, ...request });
    return { ...made, declare, /** Past what the centre remembers of a caller. */ later: () => { now += 6_000; } };
  }
  type World = Awaited<ReturnType<typeof ladderWorld>>;
  const away = async (made: SmallWorld, standIn: string, from = TODAY, until = "2020-06-30") => ({ absence: { from, until, standIn: (await made.caller(standIn)).user } });
  /** What each is told who approves a file of Marie's. */
  async function approve(made: World, ...by: readonly string[]): Promise<readonly string[]> {
    const author = await made.workstation("marie");
    const told: string[] = [];
    for (const person of by) {
      const file = newId();
      const sent = await author.send(created(file, soundFields({ siren: freshSiren() })), submitted(file, 1));
      if (sent[1]?.kind !== "accepted") throw new Error(`not registered: ${JSON.stringify(sent)}`);
      const [verdict] = await (await made.workstation(person)).send({ kind: "recorded", file, base: (await stateOf(author, file))?.version ?? 0, body: { step: "approved", facts: { on: TODAY } } });
      told.push(verdict?.kind === "refused" ? `${verdict.code} ${String(verdict.params["level"] ?? "")}`.trim() : (verdict?.kind ?? "nothing"));
    }
    return told;
  }

  test("a person is told the whole ladder, her own level, and the least of its limit and hers; who has none is told the ladder", async () => {
    const made = await ladderWorld(50_000_000);
    const ladder = LADDER.map(({ name, upTo }) => (upTo === undefined ? { name } : { name, upTo }));
    const approvals = async (who: string) => (await made.services.me(await made.caller(who))).approvals;
    expect(await approvals("marie")).toEqual({ ladder, own: { name: "Conseiller", upTo: 2_500_000 }, standIns: [] });
    expect(await approvals("anna")).toEqual({ ladder, own: { name: "Engagements", upTo: 50_000_000 }, standIns: [] });
    expect(await approvals("lea")).toEqual({ ladder, standIns: [] });
    expect(await approvals("boss")).toBeUndefined();
    expect((await made.services.findCaller("https://sign-in.test", `zoe@${made.directory.banks[1]?.id}`))?.approvals).toBeUndefined();
  });

  test("an approval is within the level of who gives it; the level that may is named; a role alone no longer counts", async () => {
    const made = await ladderWorld(AMOUNT - 1);
    expect(await approve(made, "paul", "anna")).toEqual(["accepted", "G2019 Agence"]);
  });

  test("importing the directory again moves the ladder and everybody on it; a bank without one is as before", async () => {
    const made = await ladderWorld();
    const [a, ...others] = made.directory.banks;
    if (a === undefined) throw new Error("no bank");
    await importDirectory(store(), { ...made.directory, banks: [{ ...a, levels: LADDER.slice(0, 1), persons: a.persons.map((one) => ({ ...one, level: one.level === "a" ? "a" : undefined })) }, ...others] });
    made.later();
    expect((await made.caller("paul")).approvals).toEqual({ ladder: [{ name: "Conseiller", upTo: 2_500_000 }], standIns: [] });
    await importDirectory(store(), { ...made.directory, banks: [{ ...a, levels: undefined, persons: a.persons.map((one) => ({ ...one, level: undefined })) }, ...others] });
    made.later();
    expect(await approve(made, "anna", "paul")).toEqual(["accepted", "G2019"]);
  });

  test("while she is away her stand-in approves as she would, from the first day to the last; ended, no more", async () => {
    const made = await ladderWorld();
    await importDirectory(store(), { ...made.directory, banks: made.directory.banks.map((bank, i) => (i > 0 ? bank : { ...bank, persons: bank.persons.map((one) => (one.name === "paul" ? { ...one, level: "a" } : one)) })) });
    made.later();
    expect(await approve(made, "paul")).toEqual(["G2019 Agence"]);
    const answered = valueOf(await made.declare("anna", await away(made, "paul")));
    const [anna, paul] = [await made.caller("anna"), await made.caller("paul")];
    expect(answered.absences).toEqual([{ user: anna.user, from: TODAY, until: "2020-06-30", standIn: paul.user }]);
    made.later();
    expect((await made.services.me(await made.caller("paul"))).approvals?.standIns).toEqual([{ for: "anna", level: { name: "Engagements" }, from: TODAY, until: "2020-06-30" }]);
    expect(await approve(made, "paul")).toEqual(["accepted"]);
    await made.services.setBusinessDate(paul, legalDate("2020-07-01"));
    const [late] = await approve(made, "paul");
    await made.services.setBusinessDate(paul, legalDate(TODAY));
    expect(late).toBe("G2019 Agence");
    expect(valueOf(await made.declare("anna", {})).absences).toEqual([]);
    made.later();
    expect(await approve(made, "paul")).toEqual(["G2019 Agence"]);
  });

  test("another absence takes the place of the first; only her branches are told", async () => {
    const made = await ladderWorld();
    await made.declare("paul", await away(made, "anna"));
    const second = valueOf(await made.declare("paul", await away(made, "anna", "2020-07-01", "2020-07-02")));
    expect(second.absences?.map(({ from }) => from)).toEqual(["2020-07-01"]);
    expect((await made.services.me(await made.caller("marie"))).absences).toHaveLength(1);
    expect((await made.services.me(await made.caller("lea"))).absences).toEqual([]);
  });

  describe("what cannot be is named, and nothing is kept", () => {
    test.each([
      ["a day that is none", { from: "2020-06-31" }, ["from: DATE_FORMAT"]],
      ["an end before the beginning", { until: "2020-06-14" }, ["until: ABSENCE_ENDS_BEFORE"]],
      ["an absence that is over", { from: "2020-06-01", until: "2020-06-02" }, ["until: ABSENCE_IS_OVER"]],
      ["herself", { standIn: "paul" }, ["standIn: STAND_IN_SELF"]],
      ["somebody without a level", { standIn: "lea" }, ["standIn: STAND_IN_WITHOUT_LEVEL"]],
      ["nobody of the bank", { standIn: "nobody" }, ["standIn: STAND_IN_UNKNOWN"]],
    ])("%s", async (_, over, faults) => {
      const made = await ladderWorld();
      const standIn = "standIn" in over && over.standIn === "nobody" ? newId() : (await made.caller("standIn" in over ? (over.standIn ?? "") : "anna")).user;
      const error = errorOf(await made.declare("paul", { absence: { from: TODAY, until: "2020-06-30", ...over, standIn } }));
      expect([error.code, error.fields?.map(({ field, reason }) => `${field}: ${reason}`)]).toEqual(["G2002", faults]);
      expect(await store().listAbsences(scope(await made.caller("paul")))).toEqual([]);
    });
    test("a colleague's absence is an administrator's to declare; a stranger's address, nobody's", async () => {
      const made = await ladderWorld();
      const user = (await made.caller("marie")).user;
      expect(errorOf(await made.declare("anna", { user, ...(await away(made, "paul")) }))).toEqual({ code: "G3002" });
      expect(errorOf(await made.declare("anna", { centre: newId() }))).toEqual({ code: "G4011" });
      const admin = { ...(await made.caller("anna")), role: "administrator" as const };
      const told = valueOf(await made.services.setAbsence(admin, { protocol: 1, ...made.address, user, ...(await away(made, "paul")) }));
      expect(told.absences?.map((one) => one.user)).toEqual([user]);
    });
  });
  const scope = ({ bank, branches, user }: Caller) => {
    if (bank === undefined) throw new Error("of no bank");
    return { bank: bank.id, branches: branches.map(({ id }) => id), persons: [user] };
  };
}
