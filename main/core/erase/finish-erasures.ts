import { PROTOCOL_VERSION } from "../../../shared/sync/protocol.ts";
import type { CoreDeps } from "../deps.ts";
import type { Transport } from "../sync/transport.ts";
import { destroyProfile } from "./destroy-profile.ts";
import { dropEraseNote, listEraseNotes, type EraseNote } from "./erase-note.ts";

const AGAIN_MS = 60_000;

export type Erasures = {
  /** Destroys what was begun, and tells the centre; what it cannot tell now it tells later. */
  readonly run: () => Promise<void>;
  readonly stop: () => void;
};

/** Ends what was ordered: at the start of the program, after an erasure, and until the centre has taken each replica's last word. */
export function createErasures(deps: Pick<CoreDeps, "dataDir" | "randomBytes" | "log">, transport: Pick<Transport, "deviceErased">): Erasures {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  function destroyed({ profile }: EraseNote): boolean {
    try {
      destroyProfile(deps.dataDir, profile, deps.randomBytes);
      return true;
    } catch (error) {
      deps.log.error("erase-failed", { cause: error instanceof Error && "code" in error ? String(error.code) : "unknown" });
      return false;
    }
  }

  async function run(): Promise<void> {
    clearTimeout(timer);
    const notes = listEraseNotes(deps.dataDir);
    const done = notes.filter(destroyed); // all of them before a word is sent: a network may take its time
    let isLeft = done.length < notes.length;
    for (const note of done) {
      const { profile: _profile, ...word } = note;
      const reply = await transport.deviceErased({ protocol: PROTOCOL_VERSION, ...word });
      // A centre that knows of no such order has nothing to keep.
      const isTold = reply.kind === "answered" || (reply.failure.kind === "final" || ("error" in reply.failure && reply.failure.error.code === "G9503"));
      if (isTold) dropEraseNote(deps.dataDir, note);
      else isLeft = true;
      deps.log.info("erased", { told: isTold });
    }
    if (isLeft && !isOver) timer = setTimeout(() => void run(), AGAIN_MS).unref();
  }
  return {
    run,
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
