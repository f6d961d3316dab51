import type { FastifyInstance } from "fastify";
import type { Patience } from "./patience.ts";

/** A request that was answered before all of its body came (refused at the door, too large) may finish sending for a moment; then its connection is ended. */
export function endLeftBodies(app: FastifyInstance, { lingerMs }: Pick<Patience, "lingerMs">): void {
  app.addHook("onResponse", async ({ raw }) => {
    if (raw.complete || raw.destroyed) return;
    const timer = setTimeout(() => {
      if (!raw.complete) raw.destroy();
    }, lingerMs);
    timer.unref();
    raw.once("close", () => clearTimeout(timer));
  });
}
