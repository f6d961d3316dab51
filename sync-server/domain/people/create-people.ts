import { mayDo } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { isStorableText } from "../../../shared/kernel/wire-text.ts";
import { standingSchema, type AddBranchRequest, type DecidePersonRequest, type PeopleAnswer, type PeopleRequest, type Person, type PersonAnswer, type PersonStanding, type WithdrawPersonRequest } from "../../../shared/sync/people-messages.ts";
import type { PersonChange, PersonNow, PersonOfBank, StandingRow, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import type { DeviceGate } from "../devices/gate-devices.ts";
import type { Caller } from "../services.ts";
import { sayWord, standing } from "../two-persons.ts";
import { canStand, isSame, onlyTakes, reachOf } from "./judge-standing.ts";

/** The people and branches of a bank as its administrators see and change them between two imports of its directory. */
export type People = {
  readonly list: (caller: Caller, request: PeopleRequest) => Promise<Result<PeopleAnswer, CodedError>>;
  readonly decide: (caller: Caller, request: DecidePersonRequest) => Promise<Result<PersonAnswer, CodedError>>;
  readonly withdraw: (caller: Caller, request: WithdrawPersonRequest) => Promise<Result<PersonAnswer, CodedError>>;
  readonly addBranch: (caller: Caller, request: AddBranchRequest) => Promise<Result<PeopleAnswer, CodedError>>;
};
export type PeopleParts = {
  readonly store: Pick<Store, "listPeople" | "listBranches" | "changePerson" | "addBranch">; readonly centre: Centre; readonly now: () => Instant; readonly randomBytes: (length: number) => Uint8Array;
  readonly secondWordMs: number; readonly gate: Pick<DeviceGate, "refusePerson">;
};
type Decided = Result<{ readonly done: boolean; readonly change: PersonChange }, CodedError>;

export function createPeople({ store, centre, now, randomBytes, secondWordMs, gate }: PeopleParts): People {
  const newId = (): string => uuidV7(now(), randomBytes(16));

  async function refuse(caller: Caller, request: PeopleRequest, right: "people.watch" | "people.decide"): Promise<CodedError | undefined> {
    if (caller.bank === undefined || !mayDo(caller.role, right)) return { code: "G3002" };
    return refuseAddress(centre, request) ?? (await gate.refusePerson(caller));
  }
  async function list(caller: Caller): Promise<PeopleAnswer> {
    const bank = caller.bank?.id ?? "";
    const [rows, branches] = await Promise.all([store.listPeople(bank), store.listBranches(bank)]);
    return {
      epoch: centre.epoch, addsBranches: mayDo(caller.role, "people.decide"), people: rows.filter((row) => sees(caller, row)).map((row) => describe(caller, row, now())),
      branches: branches.filter(({ id }) => caller.role === "administrator" || caller.branches.some((own) => own.id === id)).map(({ id, name, region }) => ({ id, name, ...(region === undefined ? {} : { region }) })),
    };
  }
  async function act(caller: Caller, request: WithdrawPersonRequest, decide: (now: PersonNow) => Decided): Promise<Result<PersonAnswer, CodedError>> {
    const refusal = await refuse(caller, request, "people.decide");
    if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
    if (request.person === caller.user) return err({ code: "G3002" });
    const { id: bank } = caller.bank;
    const decided = await store.changePerson({ bank, branches: [], persons: [caller.user] }, request.person, (found) => {
      const answer = decide(found);
      return { change: answer.ok ? answer.value.change : {}, answer };
    });
    if (decided === undefined) return err({ code: "G9632" });
    if (!decided.ok) return decided;
    const [row] = await store.listPeople(bank, request.person);
    return row === undefined ? err({ code: "G9632" }) : ok({ epoch: centre.epoch, done: decided.value.done, person: describe(caller, row, now()) });
  }

  return {
    list: async (caller, request) => {
      const refusal = await refuse(caller, request, "people.watch");
      return refusal === undefined ? ok(await list(caller)) : err(refusal);
    },
    decide: async (caller, { was, to: wanted, ...request }) => {
      const branches = caller.bank === undefined ? [] : await store.listBranches(caller.bank.id);
      const to: StandingRow = { ...wanted, branches: reachOf(branches, wanted) };
      return act(caller, request, ({ person, administrators }): Decided => {
        if (!isSame(standingOf(person), was)) return err({ code: "G9634" });
        if (isSame(was, to) || !canStand({ to, was, branches, administrators })) return err({ code: "G9633" });
        const [at, said] = [now(), saidOf(was, to)];
        const decision = (askedBy: string, confirmedBy: string | undefined) => ({ id: newId(), said, ...to, at, askedBy, confirmedBy });
        if (onlyTakes(was, to)) {
          const settle = person.word === undefined ? {} : { word: { settle: { id: person.word.id, as: "withdrawn" as const, by: caller.user, at } } };
          return ok({ done: true, change: { ...settle, decision: decision(caller.user, undefined) } });
        }
        const word = sayWord(person.word, said, { person: caller.user, at, forMs: secondWordMs, newId });
        if (!word.ok) return word;
        return ok({ done: word.value.done, change: { word: word.value.write, ...(word.value.done && person.word !== undefined ? { decision: decision(person.word.by, caller.user) } : {}) } });
      });
    },
    withdraw: (caller, request) => act(caller, request, ({ person }): Decided => {
      const open = standing(person.word, now());
      return open === undefined ? err({ code: "G9503" }) : ok({ done: true, change: { word: { settle: { id: open.id, as: "withdrawn", by: caller.user, at: now() } } } });
    }),
    addBranch: async (caller, { name, region, ...request }) => {
      const refusal = await refuse(caller, request, "people.decide");
      if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
      if (!isStorableText(name) || !isStorableText(region ?? "")) return err({ code: "G4001", fields: [{ field: "name", reason: "malformed" }] });
      if ((await store.listBranches(caller.bank.id)).some((known) => known.name === name)) return err({ code: "G9633" });
      await store.addBranch({ bank: caller.bank.id, branches: [], persons: [caller.user] }, { id: newId(), name, region, at: now(), by: caller.user });
      return ok(await list(caller));
    },
  };
}

/** The whole bank for an administrator; for a supervisor those of the branches of her region, who are of the bank still. */
const sees = (caller: Caller, { active, branches }: PersonOfBank): boolean => caller.role === "administrator" || (active && branches.some((branch) => caller.branches.some(({ id }) => id === branch)));

const standingOf = ({ role, branches, active }: StandingRow): PersonStanding => ({ role, branches: [...branches], active });
/** The one text of what both say: what she is, and what she is to be. */
const saidOf = (was: StandingRow, to: StandingRow): string => JSON.stringify({ was: standingOf(was), to: standingOf(to) });

function describe(caller: Caller, row: PersonOfBank, at: number): Person {
  const word = standing(row.word, at);
  const said = word === undefined ? undefined : readSaid(word.detail);
  const decides = mayDo(caller.role, "people.decide") && row.user !== caller.user;
  // What was asked for over a standing that is no more can only be withdrawn.
  const isStale = said !== undefined && !isSame(said.was, standingOf(row));
  return {
    user: row.user, name: row.name, ...standingOf(row), ...(row.level === undefined ? {} : { level: row.level }), mine: row.user === caller.user, workstations: row.workstations, ...(row.heardAt === undefined ? {} : { heardAt: row.heardAt }),
    ...(row.decided === undefined ? {} : { decided: { at: row.decided.at, by: row.decided.by, ...(row.decided.second === undefined ? {} : { second: row.decided.second }) } }),
    ...(word === undefined || said === undefined ? {} : { asked: { ...said, by: row.word?.name ?? "", mine: word.by === caller.user, at: word.at, until: word.until } }),
    may: !decides ? [] : word === undefined ? ["decide"] : word.by === caller.user || isStale ? ["withdraw"] : ["confirm", "withdraw"],
  };
}

function readSaid(detail: string): { readonly was: PersonStanding; readonly to: PersonStanding } {
  const { was, to } = JSON.parse(detail) as { readonly was: unknown; readonly to: unknown }; // our own text
  return { was: standingSchema.parse(was), to: standingSchema.parse(to) };
}
