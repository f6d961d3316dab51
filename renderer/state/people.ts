import type { ExportReady } from "../../shared/bridge/import-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { PeopleAnswer, Person, PersonAnswer, PersonStanding } from "../../shared/sync/people-messages.ts";
import type { Desk } from "./desk.ts";
import { keepExport } from "./import-slice.ts";

export const listPeople = (desk: Desk): Promise<Result<PeopleAnswer, CodedError>> => desk.attempt("people.list", undefined);
/** Over what she was seen to be. */
export const decidePerson = (desk: Desk, { user }: Person, was: PersonStanding, to: PersonStanding): Promise<Result<PersonAnswer, CodedError>> => desk.attempt("people.decide", { person: user, was, to });
export const withdrawPerson = (desk: Desk, { user }: Person): Promise<Result<PersonAnswer, CodedError>> => desk.attempt("people.withdraw", { person: user });
export const addBranch = (desk: Desk, name: string, region: string): Promise<Result<PeopleAnswer, CodedError>> => desk.attempt("people.addBranch", { name, ...(region === "" ? {} : { region }) });
export const exportPeople = async (desk: Desk): Promise<Result<ExportReady, CodedError>> => await keepExport(desk, await desk.attempt("people.export", { format: "csv", language: desk.get().settings.language }));
