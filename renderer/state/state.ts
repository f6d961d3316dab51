import type { AppInfo, Settings, UpdateState } from "../../shared/bridge/app-views.ts";
import type { DocumentView } from "../../shared/bridge/document-views.ts";
import type { ImportView } from "../../shared/bridge/import-views.ts";
import type { FileRow, FileView } from "../../shared/bridge/file-views.ts";
import type { LookupView, TakenField } from "../../shared/bridge/lookup-views.ts";
import type { SavedView } from "../../shared/bridge/saved-views.ts";
import type { SessionState } from "../../shared/bridge/session-views.ts";
import type { SyncStatus, WaitingChange } from "../../shared/bridge/sync-views.ts";
import type { WeatherView } from "../../shared/bridge/weather-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import type { FieldName, FieldValue } from "../../shared/pge/file-fields.ts";
import type { HostLink } from "../bridge/host-link.ts";
import type { GuideState } from "./guide.ts";
import type { ListQuery } from "./list-slice.ts";
import type { Route } from "./route.ts";
import { noEntries, type Entries } from "./undo.ts";
import type { WentBack } from "./undo-slice.ts";

/** Everything the window knows: what the core last said, and where the person is. Never a truth of its own. */
export type State = {
  readonly link: HostLink;
  readonly info: AppInfo | undefined;
  readonly session: SessionState | undefined;
  /** Seconds from its telling to the lock, where nobody was seen for a while. */
  readonly locking: number | undefined;
  readonly settings: Settings;
  readonly sync: SyncStatus | undefined;
  readonly update: UpdateState | undefined;
  /** Of a demonstration; undefined until its desk was asked, `none` where there is no desk. */
  readonly weather: WeatherView | "none" | undefined;
  readonly waiting: readonly WaitingChange[];
  /** Where the import of a table is; undefined: there is none. */
  readonly import: ImportView | undefined;
  readonly route: Route;
  readonly panel: Panel | undefined;
  readonly list: ListState;
  /** The person's saved views of the list, in her order. */
  readonly views: readonly SavedView[];
  readonly desk: DeskState;
  readonly guide: GuideState;
  /** The last thing that did not work outside any field: shown once, dismissed by the person. */
  readonly failure: CodedError | undefined;
};

export type Panel = "sync" | "palette" | "keys" | "date" | "export" | "declare" | "premiums" | "update" | "views" | "diagnostic";

export type ListState = {
  readonly query: ListQuery;
  readonly total: number | undefined;
  /** Rows known, by place in the list. */
  readonly rows: ReadonlyMap<number, FileRow>;
  /** Rows in sight: what is asked again when the core says that files changed. */
  readonly visible: { readonly first: number; readonly last: number };
  /** Goes up when what is known is no longer true. */
  readonly generation: number;
};

/** The open file and what is being typed in it. */
export type DeskState = {
  readonly file: FileId | undefined;
  readonly view: FileView | undefined;
  readonly error: CodedError | undefined;
  /** Values typed here that no view has confirmed yet. `null` is emptied. */
  readonly typed: { readonly [Name in FieldName]?: FieldValue | null };
  /** Fields whose text cannot be read yet, with the code of the reason. */
  readonly faults: { readonly [Name in FieldName]?: string };
  /** What was entered since the file was opened, to go back over. */
  readonly entries: Entries;
  /** The last step back or forth, to be said; undefined once something else was entered. */
  readonly wentBack: WentBack | undefined;
  /** The field whose help is open. */
  readonly help: FieldName | undefined;
  readonly savedAt: number | undefined;
  /** Something typed is on its way to the disk: what is said to be saved is not all of it. */
  readonly unsaved: boolean;
  readonly saveError: CodedError | undefined;
  readonly submitting: boolean;
  /** Documents of the file, as the core last said; undefined until it did. */
  readonly documents: readonly DocumentView[] | undefined;
  /** Documents that are being handed to the core, and those that it did not take. */
  readonly adding: readonly AddingDocument[];
  /** The last one that was taken, to be said. */
  readonly added: string | undefined;
  /** What was looked up for it, and where values came from; undefined until the core said. */
  readonly lookup: LookupView | undefined;
  /** What was last taken over here from a company, and can be undone; `undone` once it was. */
  readonly taken: TakenOver | undefined;
};
export type TakenOver = { readonly name: string; readonly fields: readonly TakenField[]; readonly undone: boolean; /** Where the search was typed; undefined: it was asked for by a button. */ readonly at: FieldName | undefined };
export type AddingDocument = { readonly id: string; readonly name: string; readonly size: number; readonly done: number; readonly error: CodedError | undefined };

export const emptyDesk: DeskState = {
  file: undefined, view: undefined, error: undefined, typed: {}, faults: {}, entries: noEntries, wentBack: undefined, help: undefined, savedAt: undefined, unsaved: false, saveError: undefined, submitting: false, documents: undefined, adding: [], added: undefined, lookup: undefined, taken: undefined,
};
