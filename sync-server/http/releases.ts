import { releasesAnswerSchema, releasesRequestSchema } from "../../shared/sync/release-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

/** How the caller's bank stands with releases. */
export const releasesRoute = ({ releases }: Pick<Services, "releases">) =>
  route({ method: "POST", path: "/v1/releases", summary: "Releases as the bank's workstations tell of them: offered, run, held back and why; and whom other rules would reach.", allow: allow("releases.watch"), parse: releasesRequestSchema, answer: releasesAnswerSchema, run: releases });
