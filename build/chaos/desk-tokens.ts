import { DEMONSTRATION_PASSWORD } from "../../sync-server/demonstration/people.ts";
import { refresh, signIn, type Tokens } from "../../sync-server/identity/testing/sign-in.ts";

/** A workstation's tokens. Refreshed from time to time, sooner than a real one needs to, so that a provider that is away is met. */
export type DeskTokens = {
  readonly access: () => string;
  /** `away`: the provider did not answer, and the token stays. `over`: a person has to sign in. */
  readonly refresh: () => Promise<"fresh" | "away" | "over">;
  readonly counts: () => { readonly refreshed: number; readonly failed: number };
  readonly close: () => void;
};

/** `firstMs`: until the first refresh, so that workstations opened together do not refresh together. */
export async function openTokens(provider: string, login: string, everyMs: number, firstMs: number): Promise<DeskTokens> {
  let tokens: Tokens = await signIn(provider, login, DEMONSTRATION_PASSWORD);
  const counts = { refreshed: 0, failed: 0 };
  const renew = async (): Promise<"fresh" | "away" | "over"> => {
    try {
      tokens = await refresh(provider, tokens.refresh);
      counts.refreshed += 1;
      return "fresh";
    } catch (error) {
      counts.failed += 1;
      return error instanceof TypeError ? "away" : "over";
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: a used refresh token shown twice would end the sign-in. */
  const inTurn = async (): Promise<"fresh" | "away" | "over"> => {
    const turn = last.then(renew);
    last = turn;
    return await turn;
  };
  const again = (ms: number): NodeJS.Timeout => setTimeout(() => {
    void inTurn();
    timer = again(everyMs);
  }, ms);
  let timer = again(firstMs);
  return { access: () => tokens.access, refresh: inTurn, counts: () => ({ ...counts }), close: () => clearTimeout(timer) };
}
