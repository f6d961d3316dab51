import { z } from "zod";
import { err, ok } from "../../shared/kernel/result.ts";
import { openRoute } from "./route.ts";

const nothing = z.object({});

/** The process turns. */
export const healthRoute = () =>
  openRoute({ method: "GET", path: "/healthz", summary: "The process answers.", parse: nothing, answer: z.object({ ok: z.literal(true) }), run: async () => ok({ ok: true as const }) });

/** The store answers with the expected schema and is not too new, and the server is not stopping. */
export const readyRoute = (isReady: () => Promise<boolean>) =>
  openRoute({
    method: "GET", path: "/readyz", summary: "Requests may be sent here.", parse: nothing, answer: z.object({ ready: z.literal(true) }),
    run: async () => ((await isReady()) ? ok({ ready: true as const }) : err({ code: "G5002" })),
  });
