import type { AppInfo } from "../../../shared/bridge/app-views.ts";
import { parseLegalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { parisDate } from "../../../shared/kernel/paris-date.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { ReleaseNote } from "../../../shared/sync/workstation-note.ts";
import type { CoreDeps } from "../deps.ts";
import { packsFrom, type PublishedDocument } from "../../../shared/pge/packs/document/packs-from.ts";
import { packName, type Packs } from "../../../shared/pge/packs/packs.ts";

/** What is known of the centre, whoever is signed in. The date of the rules is its last word, kept while it is silent. */
export type CentreInfo = {
  readonly info: () => AppInfo;
  readonly hello: () => Hello | undefined;
  readonly businessDate: () => LegalDate;
  readonly rules: () => string;
  /** Those of the program, and those that the centre published as far as is known here. */
  readonly packs: () => Packs;
  /** Pack and version that this workstation applies, as it is written in every change. */
  readonly ownRules: () => string;
  /** An answer of /v1/hello, and how long it took: half of it is how old its clock is. */
  readonly heard: (hello: Hello, tookMs: number) => void;
  /** What was kept in a profile, where nothing fresher was heard since the program started. */
  readonly remember: (hello: Hello | undefined, businessDate: string | undefined) => void;
  /** What the centre published, or what was kept of it. */
  readonly heardPacks: (published: readonly PublishedDocument[]) => void;
  readonly heardDate: (businessDate: string, rules?: string) => void;
  /** Device clock minus the centre's at the last greeting since the program started, ms, however small. */
  readonly clockOffMs: () => number | undefined;
  /** What this computer makes of the release it is offered, for the centre to be told. */
  readonly noteRelease: (note: ReleaseNote) => void;
  readonly releaseNote: () => ReleaseNote | undefined;
};

/** A device further off than this is told to its user; nothing is ever ordered by its clock. */
const CLOCK_TOLERANCE_MS = 120_000;

export function createCentreInfo(deps: Pick<CoreDeps, "version" | "host" | "now">, onChange: (info: AppInfo) => void): CentreInfo {
  let hello: Hello | undefined;
  let isFresh = false;
  let date: LegalDate | undefined;
  let rules: string | undefined;
  let measuredOffMs: number | undefined;
  let told = "";
  let release: ReleaseNote | undefined;

  const info = (): AppInfo => ({
    version: deps.version, host: deps.host, centre: hello, businessDate: businessDate(), demonstration: hello?.demonstration !== undefined, rules: rules ?? ownRules(), packs: published, clockOffMs: worthTelling(),
  });
  /** By the device's clock only until the centre said its date once: that clock never decides a legal date that counts. */
  const businessDate = (): LegalDate => date ?? parisDate(deps.now());
  let published: readonly PublishedDocument[] = [];
  let packs: Packs = packsFrom(published);
  const ownRules = (): string => packName(packs.inForce(businessDate()));
  const worthTelling = (): number | undefined => (measuredOffMs !== undefined && Math.abs(measuredOffMs) > CLOCK_TOLERANCE_MS ? measuredOffMs : undefined);
  const tell = (): void => {
    const now = info();
    const text = JSON.stringify({ ...now, packs: now.packs.map(({ document: { id, version }, withdrawn }) => [id, version, withdrawn]), centre: { ...now.centre, now: 0 } });
    if (text === told) return;
    told = text;
    onChange(now);
  };
  const takeDate = (text: string): void => {
    const parsed = parseLegalDate(text);
    if (parsed.ok) date = parsed.value;
  };
  return {
    info, businessDate,
    hello: () => hello,
    clockOffMs: () => measuredOffMs,
    rules: () => rules ?? ownRules(),
    packs: () => packs,
    ownRules,
    heard: (answer, tookMs) => {
      hello = answer;
      isFresh = true;
      rules = answer.rules;
      takeDate(answer.businessDate);
      measuredOffMs = Math.round(deps.now() - tookMs / 2 - answer.now);
      tell();
    },
    remember: (kept, keptDate) => {
      if (isFresh) return;
      hello = kept ?? hello;
      rules = kept?.rules ?? rules;
      if (keptDate !== undefined) takeDate(keptDate);
      tell();
    },
    heardPacks: (heard) => {
      if (JSON.stringify(heard) === JSON.stringify(published)) return;
      published = heard;
      packs = packsFrom(heard);
      tell();
    },
    heardDate: (text, heardRules) => {
      takeDate(text);
      rules = heardRules ?? rules;
      tell();
    },
    noteRelease: (note) => {
      release = note;
    },
    releaseNote: () => release,
  };
}
