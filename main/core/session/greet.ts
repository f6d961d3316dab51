import type { CoreDeps } from "../deps.ts";
import type { Transport } from "../sync/transport.ts";
import type { CentreInfo } from "./centre-info.ts";
import type { Session } from "./session.ts";

const AGAIN_MS = 5_000;

/** Until the centre has said who it is once, the sign-in screen asks it from time to time; an open desk has its engine for that. */
export function greetWhileClosed(deps: Pick<CoreDeps, "now">, transport: Transport, centre: CentreInfo, session: Session): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const greet = async (): Promise<void> => {
    if (session.workspace() === undefined) {
      const startedAt = deps.now();
      const reply = await transport.hello();
      if (reply.kind === "answered" && session.workspace() === undefined) centre.heard(reply.value, deps.now() - startedAt);
    }
    if (!isOver && centre.hello() === undefined) timer = setTimeout(() => void greet(), AGAIN_MS);
  };
  void greet();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
