import { legalDate, type LegalDate } from "../../kernel/legal-date.ts";
import { pgeFrance } from "./pge-france.ts";
import type { SchemePack } from "./scheme-pack.ts";

/** A pack and version as changes, receipts and verdicts name it. */
export type PackName = string;
export const packName = ({ id, version }: Pick<SchemePack, "id" | "version">): PackName => `${id}@${version}`;

/** A pack that the centre published. It judges from that business date on, until it is withdrawn; verdicts that name it are replayed with it for ever. */
export type PublishedPack = { readonly pack: SchemePack; readonly from: LegalDate; readonly withdrawn: boolean };

/** The packs that a program knows: asked of whoever holds them, never a constant. */
export type Packs = {
  readonly known: readonly SchemePack[];
  /** Undefined: a version that this program was never given. */
  readonly find: (name: PackName) => SchemePack | undefined;
  /** [SP4] What new verdicts are given by on that business date. */
  readonly inForce: (day: LegalDate) => SchemePack;
  /** What a registered loan lives by: the version that registered it; where that one is not known, what is in force. */
  readonly ofLoan: (rules: PackName | undefined, day: LegalDate) => SchemePack;
};

/** `published` in the order of publication, after what the program brings with it. */
export function createPacks(published: readonly PublishedPack[] = []): Packs {
  const all: readonly PublishedPack[] = [{ pack: pgeFrance, from: legalDate("2020-03-16"), withdrawn: false }, ...published];
  const byName = new Map(all.map(({ pack }) => [packName(pack), pack]));
  const inForce = (day: LegalDate): SchemePack =>
    all.reduce((best, next) => (!next.withdrawn && next.from <= day && next.from >= best.from ? next : best)).pack;
  return {
    known: [...byName.values()],
    find: (name) => byName.get(name),
    inForce,
    ofLoan: (rules, day) => (rules === undefined ? undefined : byName.get(rules)) ?? inForce(day),
  };
}

/** What every program brings with it, and all that an older one has. */
export const BUILT_IN: Packs = createPacks();
