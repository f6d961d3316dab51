import { whyNotFor } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { CentreAct, CentreActKind } from "../../../shared/life/centre-act.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import {
  type ActAnswer, type ActRequest, type DecideActRequest, type FindRegistrationsAnswer, type FindRegistrationsRequest, type ListActsAnswer, type ListActsRequest, type OperatorRegistration, type RecordedAct,
} from "../../../shared/sync/operator-messages.ts";
import { parseRegistrationNumber } from "../../../shared/sync/registration-number.ts";
import type { ActDoor, ActRow, FoundRegistration, RegistrationSearch, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { refuseOutOfScope } from "../out-of-scope.ts";
import type { Caller } from "../services.ts";
import { readStanding, standingOf, type ActMoment } from "./judge-act.ts";
import { takeAct, type ActWord, type AskedAct } from "./take-act.ts";

/** What operators of the centre do with registrations; the caller of each is one (G3002). */
export type OperatorDesk = {
  readonly find: (caller: Caller, request: FindRegistrationsRequest) => Promise<Result<FindRegistrationsAnswer, CodedError>>;
  readonly act: (caller: Caller, request: ActRequest) => Promise<Result<ActAnswer, CodedError>>;
  readonly decide: (caller: Caller, request: DecideActRequest) => Promise<Result<ActAnswer, CodedError>>;
  readonly acts: (caller: Caller, request: ListActsRequest) => Promise<Result<ListActsAnswer, CodedError>>;
};
type Parts = { readonly store: Pick<Store, "push" | "findForOperator" | "listActs" | "noteFound">; readonly centre: Centre; readonly moment: () => ActMoment; readonly door: ActDoor };

export function createOperatorDesk({ store, centre, moment, door }: Parts): OperatorDesk {
  const refuse = (caller: Caller, request: Parameters<typeof refuseAddress>[1]): CodedError | undefined => refuseAddress(centre, request) ?? whyNotFor(caller.role, "registrations.act");
  const working = (caller: Caller, request: Parameters<typeof refuseAddress>[1]): CodedError | undefined => refuse(caller, request) ?? (centre.recovering ? { code: "G5003" } : undefined);
  const take = async (asked: AskedAct, word: ActWord, caller: Caller, seen: number | undefined): Promise<Result<ActAnswer, CodedError>> => {
    const taken = await takeAct(store, asked, word, { person: caller.user, door }, seen, moment()).catch(refuseOutOfScope);
    return taken.ok ? ok({ epoch: centre.epoch, ...taken.value }) : taken;
  };

  return {
    find: async (caller, request) => {
      const no = refuse(caller, request);
      if (no !== undefined) return err(no);
      const search = readSearch(request.search);
      const found = search === undefined ? [] : await store.findForOperator(caller.user, search);
      if (found.length > 0) await store.noteFound(caller.user, found.map(({ bank, file }) => ({ bank, file })), moment().at);
      return found.length === 0 ? err({ code: "G9720" }) : ok({ epoch: centre.epoch, registrations: found.map(toRegistration) });
    },
    act: async (caller, request) => {
      const no = working(caller, request);
      if (no !== undefined) return err(no);
      const does = toAct(request.kind, request.amount);
      if (does === undefined) return err({ code: "G2002", fields: [{ field: "amount", reason: "REQUIRED" }] });
      const search = readSearch({ number: request.number });
      const [found] = search === undefined ? [] : await store.findForOperator(caller.user, search);
      if (found === undefined) return err({ code: "G9720" });
      const { act, reason, asked } = request;
      const { bank, branch, file, number } = found;
      return await take({ act, number, does, reason, asked, bank, branch, file }, request.dry === true ? "show" : "ask", caller, request.seen);
    },
    decide: async (caller, request) => {
      const no = working(caller, request);
      if (no !== undefined) return err(no);
      const asked = await findAsked(caller.user, request.act);
      return asked === undefined ? err({ code: "G9724" }) : await take(asked, request.decision, caller, request.seen);
    },
    acts: async (caller, request) => {
      const no = refuse(caller, request);
      if (no !== undefined) return err(no);
      const { act, number, before, limit } = request;
      return ok({ epoch: centre.epoch, acts: (await store.listActs(caller.user, { act, number, before, limit })).map(toRecorded) });
    },
  };

  /** What waits, where its file is now: it may have changed branch since. */
  async function findAsked(operator: string, act: string): Promise<AskedAct | undefined> {
    const row = (await store.listActs(operator, { act, limit: 10 })).find(({ step }) => step === "asked");
    const does = row === undefined ? undefined : toAct(row.kind, row.amount ?? undefined);
    if (row === undefined || does === undefined) return undefined;
    const found = (await store.findForOperator(operator, { number: row.number })).find(({ file }) => file === row.file);
    const { number, reason, asked, bank, file } = row;
    return { act, number, does, reason, asked, bank, branch: found?.branch ?? row.branch, file };
  }
}

function readSearch(search: FindRegistrationsRequest["search"]): RegistrationSearch | undefined {
  if (!("number" in search)) return search;
  const number = parseRegistrationNumber(search.number);
  return number.ok ? { number: number.value } : undefined;
}

const toAct = (kind: CentreActKind, amount: number | undefined): CentreAct | undefined => {
  if (kind !== "corrected") return { kind };
  return amount === undefined ? undefined : { kind, amount };
};

/** A number that was the file's once stands as the ledger has it: what the file does now is another number's. */
function toRegistration({ state: text, held, ...found }: FoundRegistration): OperatorRegistration {
  const state = JSON.parse(text) as FileState; // written by this centre
  const standing = standingOf(state);
  return { ...found, standing: state.registration?.number === found.number ? standing : { ...standing, status: "cancelled", held } };
}

const toRecorded = ({ person: _person, personName, before, after, amount, ...row }: ActRow): RecordedAct => ({
  ...row, by: personName, before: readStanding(before), ...(after === null ? {} : { after: readStanding(after) }), ...(amount === null ? {} : { amount }),
});
