import type { CodedError } from "../kernel/error-codes.ts";
import type { FileId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import type { LegalDate } from "../kernel/legal-date.ts";
import type { RowStatus } from "./file-views.ts";

/** `weeks`: the ISO week of the business date and the three before it. `year`: its calendar year so far. */
export const OVERVIEW_PERIODS = ["all", "weeks", "year"] as const;
export type OverviewPeriod = (typeof OVERVIEW_PERIODS)[number];
/** By staff alone: an enterprise's legal size also looks at its turnover and balance sheet. */
export const STAFF_BANDS = ["0-9", "10-49", "50-249", "250+", "unknown"] as const;
export type StaffBand = (typeof STAFF_BANDS)[number];

/** Three amounts of three moments, in cents, that are never added up: asked for (every file), with a number (as it stands now), paid out (as it was paid). */
export type Figures = {
  readonly files: number; readonly requested: number;
  readonly registered: number; readonly registeredAmount: number;
  readonly disbursed: number; readonly disbursedAmount: number;
};
export type FiguresOf<Key extends string = string> = Figures & { readonly key: Key };

/** Days from receiving the request to the number or the bank's refusal. Both ranks are nearest ranks: half, nine in ten, took so many days or fewer. */
export type AnswerDelay = {
  readonly answered: number;
  readonly medianDays: number | undefined;
  readonly ninthDecileDays: number | undefined;
  /** Answered, without a day of receipt that is before the answer. */
  readonly unusable: number;
  /** Late by the bank's time to answer: not answered yet, and answered after the due day. */
  readonly lateOpen: number;
  readonly lateAnswered: number;
  /** Not answered, and no due day is known: no receipt, no turnover, or one too high for the rule. */
  readonly openWithoutDue: number;
};

export type Overview = {
  readonly asOf: LegalDate;
  /** First day of the period; undefined for all. */
  readonly from: LegalDate | undefined;
  readonly total: Figures;
  /** By id, of the branches asked for. */
  readonly branches: readonly FiguresOf[];
  readonly states: readonly FiguresOf<RowStatus>[];
  /** ISO weeks, `2020-W16`, the newest first. */
  readonly weeks: readonly FiguresOf[];
  /** Sections of the NAF, `A` to `U`; `?` where the code is missing or in none. */
  readonly sections: readonly FiguresOf[];
  readonly sizes: readonly FiguresOf<StaffBand>[];
  /** The bank's refusals that stand, by reason. */
  readonly refusals: readonly { readonly key: string; readonly files: number; readonly requested: number }[];
  readonly delay: AnswerDelay;
  /** Files of a newer centre, which this version cannot read: in no figure. */
  readonly unreadable: number;
};

export type Sum = { readonly files: number; /** Cents. */ readonly amount: number };
/** `here`: by the centre's answer to this workstation, not yet told in the branch's feed. `unknown-key`: no key to check it with is known here. */
export type DayReceipt = "right" | "wrong" | "unknown-key";
export type DayFile = { readonly file: FileId; readonly number: string; readonly siren: string; readonly name: string; /** Cents. */ readonly amount: number; readonly at: Instant; readonly status: RowStatus; readonly receipt: DayReceipt };
/** A branch compared with the centre. `failed`: `error` says why; then nothing is proved. */
export type DayCheck = { readonly outcome: "same" | "mended" | "differs" | "moved" | "failed"; readonly files: number; readonly mended: number; readonly error: CodedError | undefined };

/** The end of a day in a branch: what this workstation holds, and how far it is known to be what the centre holds. */
export type DayAccount = {
  readonly branch: string;
  readonly day: LegalDate;
  readonly registrations: readonly DayFile[];
  /** All registrations of the day, those cancelled since among them. */
  readonly registered: Sum;
  readonly cancelledSince: Sum;
  readonly wrongReceipts: number;
  readonly uncheckedReceipts: number;
  /** Of that day: the bank's own refusals. */
  readonly declined: Sum;
  /** Now, whatever the day: submitted here and unanswered; refused by the centre and not mended; any file of which something is on this computer only. */
  readonly waiting: Sum;
  readonly refused: Sum;
  readonly hereOnly: number;
  /** This comparison, where one was asked for. */
  readonly asked: DayCheck | undefined;
  /** The last comparison that came to its end, by the centre's clock. */
  readonly last: { readonly at: Instant; readonly outcome: "same" | "mended" | "differs"; readonly files: number } | undefined;
};
