import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { LocalDb } from "../db/connection.ts";
import { dropSetting, findSetting, putSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { coded } from "../files/coded.ts";
import { refreshTokens } from "../session/identity-provider.ts";
import { parseTokens, tokensToText, type Tokens } from "../session/tokens.ts";

/** The owner's tokens, in the encrypted database only. */
export type TokenKeeper = {
  /** Undefined when there is none, or it is over and must be refreshed before it is shown to anybody. */
  readonly access: () => string | undefined;
  readonly isSignedIn: () => boolean;
  /** G1005 on a full disk: the tokens are then not kept. */
  readonly keep: (tokens: Tokens) => Result<undefined, CodedError>;
  /** Answers what was forgotten, for whoever gave it to hear that it is over. */
  readonly forget: () => Tokens | undefined;
  /** A new pair for the old: stored before the old one is forgotten. G3001 sign in again, G3005 no answer. */
  readonly refresh: (hello: Hello) => Promise<Result<undefined, CodedError>>;
};

/** A token this close to its end would be over when the centre reads it. */
const MARGIN_MS = 10_000;

export function createTokenKeeper(deps: Pick<CoreDeps, "fetch" | "now">, db: LocalDb): TokenKeeper {
  let tokens = parseTokens(findSetting(db.read, "tokens"));
  const keep = (fresh: Tokens): Result<undefined, CodedError> => {
    const kept = coded(() => db.transaction((write) => putSetting(write, "tokens", tokensToText(fresh))));
    if (!kept.ok) return kept;
    tokens = fresh;
    return ok(undefined);
  };
  const forget = (): Tokens | undefined => {
    const gone = tokens;
    tokens = undefined;
    coded(() => db.transaction((write) => dropSetting(write, "tokens")));
    return gone;
  };
  return {
    access: () => (tokens !== undefined && tokens.expiresAt - MARGIN_MS > deps.now() ? tokens.access : undefined),
    isSignedIn: () => tokens !== undefined,
    keep,
    forget,
    refresh: async (hello) => {
      if (tokens === undefined) return err({ code: "G3001" });
      const used = tokens;
      const fresh = await refreshTokens(deps, hello, used);
      // She signed in again meanwhile: what came of the old pair no longer matters.
      if (tokens !== used) return ok(undefined);
      if (fresh.ok) return keep(fresh.value);
      if (fresh.error.code === "G3001") forget();
      return fresh;
    },
  };
}
