import { whyNotFor } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { BankId } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import {
  MAX_INSPECTED_CHANGES, type InspectEventsAnswer, type InspectEventsRequest, type InspectFileAnswer, type InspectFileRequest, type InspectFilesAnswer, type InspectFilesRequest, type InspectPersonAnswer, type InspectPersonRequest, type ReadsAnswer, type ReadsRequest,
} from "../../../shared/sync/inspection-messages.ts";
import { parseRegistrationNumber } from "../../../shared/sync/registration-number.ts";
import type { InspectedFile, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { scopeOf } from "../follow.ts";
import { refuseOutOfScope } from "../out-of-scope.ts";
import type { Caller } from "../services.ts";
import { fieldsNaming } from "./match-person.ts";

/** What auditors read of their bank, through the centre only, each reading noted with it; and what supervisors' workstations tell of theirs. */
export type Inspection = {
  readonly files: (caller: Caller, request: InspectFilesRequest) => Promise<Result<InspectFilesAnswer, CodedError>>;
  readonly file: (caller: Caller, request: InspectFileRequest) => Promise<Result<InspectFileAnswer, CodedError>>;
  readonly person: (caller: Caller, request: InspectPersonRequest) => Promise<Result<InspectPersonAnswer, CodedError>>;
  readonly events: (caller: Caller, request: InspectEventsRequest) => Promise<Result<InspectEventsAnswer, CodedError>>;
  readonly noteReads: (caller: Caller, request: ReadsRequest) => Promise<Result<ReadsAnswer, CodedError>>;
};
type Parts = { readonly store: Pick<Store, "inspectFiles" | "inspectPage" | "inspectFile" | "inspectAudit" | "noteReads">; readonly centre: Centre; readonly now: () => Instant };

/** Files looked through for one answer. */
const PAGE = 500;

export function createInspection({ store, centre, now }: Parts): Inspection {
  /** The auditor's bank, or why not. */
  const bankOf = (caller: Caller, request: Parameters<typeof refuseAddress>[1]): Result<BankId, CodedError> => {
    const no = refuseAddress(centre, request) ?? whyNotFor(caller.role, "files.inspect");
    if (no !== undefined) return err(no);
    return caller.bank === undefined ? err({ code: "G3002" }) : ok(caller.bank.id);
  };
  async function inspect<T, Answer>(caller: Caller, request: Parameters<typeof refuseAddress>[1], read: (bank: BankId) => Promise<T>, answer: (found: T) => Result<Answer, CodedError>): Promise<Result<Answer, CodedError>> {
    const bank = bankOf(caller, request);
    if (!bank.ok) return bank;
    const found = await read(bank.value).then((value) => ok(value), refuseOutOfScope);
    return found.ok ? answer(found.value) : found;
  }
  return {
    files: (caller, request) => {
      const search = readSearch(request.search);
      return inspect(caller, request, async (bank) => (search === undefined ? [] : await store.inspectFiles(bank, caller.user, search, now())), (files) => ok({ epoch: centre.epoch, files: files.map(toFile) }));
    },
    file: (caller, request) =>
      inspect(caller, request, (bank) => store.inspectFile(bank, caller.user, request.file, MAX_INSPECTED_CHANGES + 1, now()), (found) =>
        found === undefined ? err({ code: "G2008" }) : ok({ epoch: centre.epoch, ...found, people: [...found.people], more: found.changes.length > MAX_INSPECTED_CHANGES, changes: found.changes.slice(0, MAX_INSPECTED_CHANGES) })),
    person: (caller, request) =>
      inspect(caller, request, (bank) => store.inspectPage(bank, caller.user, request.after, PAGE, now()), (files) => ok({
        epoch: centre.epoch, read: files.length, ...(files.length < PAGE ? {} : { after: files.at(-1)?.file }),
        files: files.flatMap((one) => { const by = fieldsNaming((JSON.parse(one.state) as FileState).fields, request.who); return by.length === 0 ? [] : [{ ...toFile(one), by: [...by] }]; }), // written by this centre
      })),
    events: (caller, request) => inspect(caller, request, (bank) => store.inspectAudit(bank, caller.user, request, now()), (events) => ok({ epoch: centre.epoch, events: [...events] })),
    noteReads: async (caller, request) => {
      const [no, scope] = [refuseAddress(centre, request) ?? whyNotFor(caller.role, "reads.tell"), scopeOf(caller)];
      if (no !== undefined) return err(no);
      if (scope === undefined) return err({ code: "G3002" });
      const noted = await store.noteReads(scope, caller.user, request.reads, now()).then((taken) => ok(taken), refuseOutOfScope);
      return noted.ok ? ok({ epoch: centre.epoch, taken: noted.value }) : noted;
    },
  };
}

function readSearch(search: InspectFilesRequest["search"]): { readonly number: string } | { readonly siren: string } | undefined {
  if (!("number" in search)) return search;
  const number = parseRegistrationNumber(search.number);
  return number.ok ? { number: number.value } : undefined;
}

function toFile({ file, branch, branchName, status, state: text }: InspectedFile): InspectFilesAnswer["files"][number] {
  const { fields, registration } = JSON.parse(text) as FileState; // written by this centre
  return { file, branch, branchName, status, name: typeof fields.legalName === "string" ? fields.legalName : "", ...(registration === undefined ? {} : { number: registration.number }) };
}
