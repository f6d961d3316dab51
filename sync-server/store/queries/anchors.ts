import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";

export type AnchorRow = {
  readonly epoch: number; readonly n: number; readonly hash: string; readonly at: number;
  /** As it was signed, and by which key. */
  readonly text: string; readonly kid: string; readonly signature: string;
  /** SHA-256 of the text of the anchor before; zeros for the first. */
  readonly beforeHash: string;
  readonly putAt: number | null;
};
/** Where the chain and its anchors stand, of one moment. */
export type AnchorStanding = {
  readonly centre: string; readonly epoch: { readonly n: number; readonly id: string };
  readonly tip: { readonly n: number; readonly hash: string } | undefined;
  /** The last that was made, put or not. */
  readonly last: AnchorRow | undefined;
  /** When the last was put that was. */
  readonly lastPutAt: number | null;
  /** When the first link was made that no anchor holds which was put; null: there is none. */
  readonly unanchoredSince: number | null;
};
/** Anchors that were made, for servers that may put into the object store and not read there. */
export type AnchorRows = {
  readonly anchorStanding: () => Promise<AnchorStanding>;
  /** False where another process made one after the same anchor before: nothing is kept then. */
  readonly keepAnchor: (row: Omit<AnchorRow, "putAt">) => Promise<boolean>;
  readonly noteAnchorPut: (place: { readonly epoch: number; readonly n: number }, at: number) => Promise<void>;
};

const ROW = 'epoch_n AS epoch, n, hash, at, text, kid, signature, before_hash AS "beforeHash", put_at AS "putAt"';

export function anchorQueries(driver: SqlDriver): AnchorRows {
  const opening = openingOf({ role: "ledger" });
  return {
    anchorStanding: () =>
      driver.transaction(opening, async (sql) => {
        const [centre] = await sql.query<{ centre: string; n: number; id: string }>("SELECT centre_id AS centre, epoch_n AS n, epoch_id AS id FROM centre");
        if (centre === undefined) throw new Error("the store has no centre");
        const [tip] = await sql.query<{ n: number; hash: string }>("SELECT n, hash FROM audit_link ORDER BY n DESC LIMIT 1");
        const [last] = await sql.query<AnchorRow>(`SELECT ${ROW} FROM audit_anchor ORDER BY epoch_n DESC, n DESC LIMIT 1`);
        const [put] = await sql.query<{ n: number; putAt: number }>('SELECT n, put_at AS "putAt" FROM audit_anchor WHERE put_at IS NOT NULL ORDER BY epoch_n DESC, n DESC LIMIT 1');
        const [open] = await sql.query<{ at: number }>("SELECT linked_at AS at FROM audit_link WHERE n > $1::bigint ORDER BY n LIMIT 1", [put?.n ?? 0]);
        return { centre: centre.centre, epoch: { n: centre.n, id: centre.id }, tip, last, lastPutAt: put?.putAt ?? null, unanchoredSince: open?.at ?? null };
      }),
    keepAnchor: ({ epoch, n, hash, at, text, kid, signature, beforeHash }) =>
      driver.transaction(opening, async (sql) => {
        const kept = await sql.query(
          "INSERT INTO audit_anchor (epoch_n, n, hash, at, text, kid, signature, before_hash) VALUES ($1::int, $2::bigint, $3, $4::bigint, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1 AS kept",
          [epoch, n, hash, at, text, kid, signature, beforeHash],
        );
        return kept.length > 0;
      }),
    noteAnchorPut: ({ epoch, n }, at) =>
      driver.transaction(opening, async (sql) => void (await sql.query("UPDATE audit_anchor SET put_at = $3::bigint WHERE epoch_n = $1::int AND n = $2::bigint AND put_at IS NULL", [epoch, n, at]))),
  };
}
