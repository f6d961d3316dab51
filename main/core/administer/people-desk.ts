import type { ExportReady } from "../../../shared/bridge/import-views.ts";
import type { Language } from "../../../shared/i18n/format.ts";
import { words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import type { PeopleAnswer, PersonAnswer, PersonStanding } from "../../../shared/sync/people-messages.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import type { Exports } from "../export/exports.ts";
import { peopleTable } from "./people-table.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

/** People and branches of the bank, asked of the centre each time (G5004 without it); nothing of it is kept here. */
export type PeopleDesk = {
  readonly list: () => Promise<Result<PeopleAnswer, CodedError>>;
  /** As a table, to be taken out once. */
  readonly export: (asked: { readonly format: "csv" | "xlsx"; readonly language: Language }) => Promise<Result<ExportReady, CodedError>>;
  /** G3002, G9504, G9505, G9632, G9633, G9634. */
  readonly decide: (asked: { readonly person: string; readonly was: PersonStanding; readonly to: PersonStanding }) => Promise<Result<PersonAnswer, CodedError>>;
  readonly withdraw: (asked: { readonly person: string }) => Promise<Result<PersonAnswer, CodedError>>;
  readonly addBranch: (asked: { readonly name: string; readonly region?: string | undefined }) => Promise<Result<PeopleAnswer, CodedError>>;
};

export function createPeopleDesk({ address, transport, engine, exports }: { readonly address: CentreAddress; readonly transport: Pick<Transport, "people" | "decidePerson" | "withdrawPerson" | "addBranch">; readonly engine: Pick<SyncEngine, "token" | "now">; readonly exports: Exports }): PeopleDesk {
  const asked = createAskCentre(address, engine);
  return {
    list: () => asked(transport.people),
    export: async ({ format, language }) => {
      const known = await asked(transport.people);
      return known.ok ? ok(await exports.make(words[language].t("people.fileName"), format, peopleTable(known.value, words[language]))) : known;
    },
    decide: (what) => asked((token, where) => transport.decidePerson(token, { ...where, ...what })),
    withdraw: (what) => asked((token, where) => transport.withdrawPerson(token, { ...where, ...what })),
    addBranch: ({ name, region }) => asked((token, where) => transport.addBranch(token, { ...where, name, ...(region === undefined ? {} : { region }) })),
  };
}
