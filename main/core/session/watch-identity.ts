import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import type { AskCentre } from "../administer/ask-centre.ts";
import type { LocalDb } from "../db/connection.ts";
import { coded } from "../files/coded.ts";
import { keepMe } from "../policy/bank-policy.ts";
import type { Transport } from "../sync/transport.ts";
import type { OwnedDesk } from "./open-desk.ts";

/** A ladder, a level or an absence changes a few times a month; whoever cannot wait synchronises. */
const AGAIN_MS = 15 * 60_000;

export type IdentityWatch = {
  /** What the centre said of her; told to windows where it is news. */
  readonly heard: (me: Me) => void;
  /** The same, told outside a greeting: kept in the database first. */
  readonly keep: (me: Me) => Result<undefined, CodedError>;
  readonly check: () => Promise<void>;
  readonly stop: () => void;
};

/** Who this person is, as the centre says: what she may approve changes while she works. Branches that came or went are the exchange's to enter, at its next greeting. */
export function watchIdentity({ db, desk, asked, transport, tell }: { readonly db: LocalDb; readonly desk: OwnedDesk; readonly asked: AskCentre; readonly transport: Pick<Transport, "me">; readonly tell: (me: Me) => void }): IdentityWatch {
  const heard = (me: Me): void => {
    const isNews = JSON.stringify(me) !== JSON.stringify(desk.me());
    desk.setMe(me);
    if (isNews) tell(me);
  };
  const keep = (me: Me): Result<undefined, CodedError> => {
    const kept = coded(() => db.transaction((write) => keepMe(write, me)));
    if (!kept.ok) return kept;
    heard(me);
    return ok(undefined);
  };
  const check = async (): Promise<void> => {
    const answer = await asked((token) => transport.me(token));
    if (answer.ok && desk.isOpen() && isSamePlace(answer.value, desk.me())) keep(answer.value);
  };
  const timer = setInterval(() => void check(), AGAIN_MS);
  timer.unref();
  return { heard, keep, check, stop: () => clearInterval(timer) };
}

const isSamePlace = (a: Me, b: Me): boolean =>
  a.user === b.user && a.bank?.id === b.bank?.id && JSON.stringify(a.branches.map(({ id }) => id)) === JSON.stringify(b.branches.map(({ id }) => id));
