import { openingOf } from "../scope.ts";
import { sqlState, type SqlDriver } from "../sql.ts";
import { OutOfScope } from "../store.ts";

export type PackStep = "published" | "turned-down" | "withdrawal-asked" | "withdrawn";
/** `place`: the order in which words were said. `until`: how long the word that asks for a withdrawal stands. */
export type PackWord = { readonly place: number; readonly step: PackStep; readonly person: string; readonly at: number; readonly until: number | null; readonly signature: string | null };
export type ProposedPack = { readonly name: string; readonly document: string; readonly hash: string; readonly from: string; readonly composedBy: string; readonly composedAt: number };
export type PackRow = ProposedPack & { readonly words: readonly PackWord[] };
export type PackSaid = Omit<PackWord, "place"> & { readonly name: string };

export type PackStore = {
  /** All that were ever proposed, in that order, each with what was said of it. */
  readonly listPacks: () => Promise<readonly PackRow[]>;
  /** False: there is one of that name, which stays as it is. @throws OutOfScope where the person is no operator at work */
  readonly proposePack: (pack: ProposedPack) => Promise<boolean>;
  /** Told to every server at work. @throws OutOfScope where it is not this person's to say, now */
  readonly sayOfPack: (said: PackSaid) => Promise<void>;
};

/** What every server hears when a pack was published or withdrawn. */
export const PACKS_NEWS = JSON.stringify({ packs: true });

const refused = (error: unknown): never => {
  if (["42501", "23505"].includes(sqlState(error) ?? "")) throw new OutOfScope("not this person's to say", { cause: error });
  throw error;
};

export function packQueries(driver: SqlDriver): PackStore {
  return {
    listPacks: () =>
      driver.transaction(openingOf({ role: "read" }), async (sql) => {
        const packs = await sql.query<ProposedPack>('SELECT name, document, hash, from_day AS "from", composed_by AS "composedBy", composed_at AS "composedAt" FROM scheme_pack ORDER BY composed_at, name');
        const words = packs.length === 0 ? [] : await sql.query<PackWord & { readonly name: string }>("SELECT name, place, step, person_id AS person, at, until, signature FROM scheme_word ORDER BY place");
        return packs.map((pack) => ({ ...pack, words: words.filter(({ name }) => name === pack.name).map(({ name: _name, ...word }) => word) }));
      }),
    proposePack: ({ name, document, hash, from, composedBy, composedAt }) =>
      driver.transaction(openingOf({ role: "write" }), async (sql) => {
        const [row] = await sql.query<{ done: boolean }>("SELECT scheme_propose($1, $2, $3, $4, $5::uuid, $6::bigint) AS done", [name, document, hash, from, composedBy, composedAt]);
        return row?.done ?? false;
      }).catch(refused),
    sayOfPack: ({ name, step, person, at, until, signature }) =>
      driver.transaction(openingOf({ role: "write" }), async (sql) => {
        await sql.query("SELECT scheme_say($1, $2, $3::uuid, $4::bigint, $5::bigint, $6)", [name, step, person, at, until, signature]);
        if (step === "published" || step === "withdrawn") await sql.query("SELECT pg_notify('guichet_news', $1)", [PACKS_NEWS]);
      }).catch(refused),
  };
}
